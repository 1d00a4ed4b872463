"""Styles reach the elements they are about, in plain attributes, and no others."""

from webapp.newsletters.inlining import inlined

LETTER = """<html><head><style>
p { margin: 0; } .quiet { color: "x"; }
.go a { color: white; }
a { color: green; }
@media (prefers-color-scheme: dark) { p { color: white !important; } .quiet { color: red; } }
</style></head><body><p class="quiet">a<br>b</p><div class="go"><p><a href="/x">go</a></p></div>\
<a href="/y">y</a></body></html>"""


def test_each_element_gets_its_plain_rules() -> None:
    body = inlined(LETTER).split("</style>")[1]
    assert body == (
        "</head><body><p class=\"quiet\" style=\"margin: 0; color: 'x'\">a<br>b</p>"
        '<div class="go"><p style="margin: 0"><a href="/x" style="color: green; color: white">go</a></p></div>'
        '<a href="/y" style="color: green">y</a></body></html>'
    )


def test_a_letter_without_styles_stays_as_it_is() -> None:
    assert inlined("<p>words</p>") == "<p>words</p>"

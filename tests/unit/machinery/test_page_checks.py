"""The page checks notice every kind of fault, and are content with a good page."""

import pytest

from tests.page_checks import Html, faults, name, words

GOOD = """<!doctype html>
<html lang="en" dir="ltr">
<head><meta charset="utf-8"><title>Soup – Kitchen</title>
<link rel="stylesheet" href="/static/site.css"></head>
<body><a href="#main">Skip to the main words</a>
<main id="main"><h1>Soup</h1><h2>How to cook it</h2>
<svg role="img" aria-label="A bowl"><title>A bowl</title><svg width="1"></svg></svg>
<p><svg aria-hidden="true"></svg> <a href="https://soup.example/">Soup kitchens near you</a></p>
<img src="/static/bowl.png" alt=""> <a href="/pots"><img src="/static/pot.png" alt="Pots"></a>
<form action="/soup" method="post"><input type="hidden" name="csrf_token" value="x">
<label for="salt">Salt</label><input id="salt" name="salt"><label>Pepper <input name="pepper"></label>
<button type="submit">Cook</button></form>
<form action="/search" method="get"><input aria-label="Search" name="q"></form>
</main></body></html>"""

FAULTS = [
    ("<!doctype html>\n", "", "does not parse"),
    ("<h2>How to cook it</h2>", "<p><div></p>", "does not parse"),
    ("<h2>How to cook it</h2>", "<h1>Soup</h1>", "2 h1"),
    ("<h1>Soup</h1>", "", "0 h1"),
    ("<title>Soup – Kitchen</title>", "<title>Kitchen</title>", "does not start with the h1"),
    (' lang="en"', "", "no lang"),
    (' dir="ltr"', "", "no dir"),
    ("<h2>How to cook it</h2>", "<h3>How to cook it</h3>", "jumps from h1 to h3"),
    ("<h2>How to cook it</h2>", '<h2 id="salt">How to cook it</h2>', "used 2 times"),
    ('<label for="salt">', '<label for="sugar">', "refers to #sugar"),
    ('href="#main"', 'href="#cellar"', "goes to #cellar"),
    ('<label for="salt">Salt</label>', "", "has no label"),
    ("<label>Pepper <input", "<input", "does not parse"),
    ("Cook</button>", "</button>", "says nothing"),
    ("</main>", '<p style="color:red">Hot</p></main>', "inline style"),
    ("</head>", "<style>p{}</style></head>", "is inline"),
    ("</head>", "<script>1</script></head>", "is inline"),
    ("</main>", '<p onclick="x()">Hot</p></main>', "inline onclick"),
    ('href="/pots"', 'href="javascript:x()"', "runs script from an address"),
    ('src="/static/bowl.png"', 'src="https://soup.example/bowl.png"', "asks another site"),
    ('href="/static/site.css"', 'href="//soup.example/site.css"', "asks another site"),
    ('<form action="/soup" method="post">', '<form method="post">', "has no action"),
    ('<form action="/search" method="get">', '<form action="/search">', "has no method"),
    ('value="x"', "", "without a CSRF token"),
    (' alt=""', "", "has no alt"),
    (' aria-hidden="true"', "", "neither hidden nor named"),
    (' href="https://soup.example/"', "", "goes nowhere"),
    ('alt="Pots"', 'alt=""', "has no words"),
    ("Soup kitchens near you", "Click here", "does not say where it goes"),
    ("Soup kitchens near you", "Read more…", "does not say where it goes"),
]


def test_a_good_page_has_no_faults() -> None:
    assert faults(Html(GOOD)) == []


@pytest.mark.parametrize(("good", "bad", "sign"), FAULTS)
def test_every_kind_of_fault_is_noticed(good: str, bad: str, sign: str) -> None:
    assert good in GOOD
    found = faults(Html(GOOD.replace(good, bad, 1)))
    assert any(sign in fault for fault in found), found


def test_words_are_read_in_order() -> None:
    page = Html("<p>One <b>two <img alt='three'></b> four<script>five</script></p>")
    assert words(page.all("p")[0]) == "One two three four"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<a href="/x" aria-label="By name">Words</a>', "By name"),
        ('<b id="y">By reference</b><a href="/x" aria-labelledby="y">Words</a>', "By reference"),
        ('<a href="/x"><svg role="img" aria-label="A picture"></svg></a>', "A picture"),
    ],
)
def test_names_are_those_a_screen_reader_says(html: str, said: str) -> None:
    page = Html(html)
    assert name(page, page.all("a")[0]) == said

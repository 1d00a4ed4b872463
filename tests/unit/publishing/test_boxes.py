"""Boxes of a form: numbered rows, parts that go when empty, nought that says something."""

import pytest

from webapp.publishing import boxes
from webapp.publishing.boxes import Box, BoxError

ROWS = Box(("next",), "rows", cells=(Box(("next", "if"), "line"), Box(("next", "go"), "line")))
PICKS = Box(("services",), "picks", refers="service")


def test_rows_are_numbered_and_an_empty_one_goes():
    made = boxes.spread([ROWS, PICKS], {ROWS.name: 3, PICKS.name: 2})
    texts = {"w--next--0--if": "a", "w--next--2--if": "c", "w--next--2--go": "d", "w--services--1": "x"}
    assert boxes.from_texts(made, texts) == {"next": [{"if": "a"}, {"if": "c", "go": "d"}], "services": ["x"]}
    assert boxes.to_texts(made, {"next": [{"if": "a"}]})["w--next--0--if"] == "a"


@pytest.mark.parametrize(
    ("path", "value", "after"),
    [
        (("contact", "phone"), "1", {"contact": {"phone": "1", "email": "e"}, "name": "n"}),
        (("contact", "email"), None, {"name": "n"}),  # a part left empty goes too
        (("opening",), "Mondays", {"contact": {"email": "e"}, "name": "n", "opening": "Mondays"}),
        (("name",), None, {"contact": {"email": "e"}}),
    ],
)
def test_one_value_is_put_where_it_belongs(path, value, after):
    data = {"contact": {"email": "e"}, "name": "n"}
    before = {"email": "e"}
    boxes.put(data, path, value)
    assert data == after
    assert before == {"email": "e"}


def test_nought_says_something_and_nothing_does_not():
    assert boxes.same(None, "")
    assert boxes.same([], None)
    assert not boxes.same(0, None)
    assert not boxes.same("", "0")


@pytest.mark.parametrize(("kind", "text"), [("date", "soon"), ("number", "ten"), ("parts", "a: [")])
def test_what_cannot_be_read_names_its_box(kind, text):
    with pytest.raises(BoxError) as caught:
        boxes.from_texts([Box(("x",), kind)], {"w--x": text})
    assert caught.value.box == "w--x"

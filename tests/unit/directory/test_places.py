"""Postcodes from a Code-Point Open file, and miles between places."""

from __future__ import annotations

import pytest

from webapp.directory import filters, forms, places
from webapp.directory.places import Spot

DISTRICTS = {"E07000174": "mansfield"}
ROW = '"NG181AB",10,453900,361100,"E92000001","E19000001","E18000002","E10000024","E07000174","E05010514"'


def test_a_row_is_read() -> None:
    assert list(places.read([ROW], DISTRICTS)) == [("NG18 1AB", Spot(453900, 361100, "mansfield"))]


def test_a_postcode_without_a_place_is_left_out() -> None:
    assert list(places.read([ROW.replace(",10,", ",90,")], DISTRICTS)) == []


@pytest.mark.parametrize("line", ["nonsense", '"NG181AB",10,x,1', '"!!",10,1,2,,,,,E07000174,'])
def test_what_is_no_postcode_is_named_by_its_line(line: str) -> None:
    with pytest.raises(places.BadFileError, match="line 2"):
        list(places.read([ROW, line], DISTRICTS))


def test_a_mile_is_a_mile() -> None:
    assert Spot(0, 0).miles_to(Spot(0, 1609.344)) == pytest.approx(1)
    assert Spot(0, 0).miles_to(Spot(3 * 1609.344, 4 * 1609.344)) == pytest.approx(5)


@pytest.mark.parametrize(
    ("address", "code"), [("Derby Road, Mansfield ng18 5bh", "NG18 5BH"), ("NG7 1BR", "NG7 1BR"), ("Hucknall", None)]
)
def test_a_postcode_is_found_in_an_address(address: str, code: str | None) -> None:
    assert places.postcode_in(address) == code


def test_page_numbers_have_gaps() -> None:
    assert filters.pages(200, 12, 9) == [1, None, 8, 9, 10, None, 17]
    assert filters.pages(12, 12, 1) == []


@pytest.mark.parametrize(
    ("text", "taken", "left"),
    [
        ("clubs in Worksop", "worksop", "clubs"), ("my 7 year old", "7 year old", ""),
        ("autism, age 7?", "age 7", "autism,"),
    ],
)
def test_words_taken_as_place_or_age_can_be_taken_out(text: str, taken: str, left: str) -> None:
    assert forms.without_words(text, taken) == left

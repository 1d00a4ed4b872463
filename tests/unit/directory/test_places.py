"""Postcodes from a Code-Point Open file, and miles between places."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from webapp.directory import filters, forms, places
from webapp.directory.content import OutwardCodes
from webapp.directory.places import Point, Spot

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


@pytest.mark.parametrize(
    ("here", "there", "miles"),
    [
        (Point(53.1333, -1.2), Point(53.1333, -1.2), 0),
        (Point(53, -1), Point(54, -1), 69.09),  # a degree of latitude: the radius times pi / 180
        (Point(0, 0), Point(0, 90), 6218.4),  # a quarter of the equator
        (Point(60, 0), Point(60, 1), 34.55),  # half a degree's worth of the equator, as cos 60 is a half
        (Point(53.1333, -1.2), Point(53.069, -0.7853), 17.8),  # Mansfield to Newark
    ],
)
def test_miles_over_a_round_earth(here: Point, there: Point, miles: float) -> None:
    assert here.miles_to(there) == pytest.approx(miles, abs=0.05)
    assert there.miles_to(here) == here.miles_to(there)


@pytest.mark.parametrize(("code", "half"), [("NG18 1AB", "NG18"), ("NG18", "NG18"), ("S80 3AB", "S80")])
def test_the_first_half_of_a_postcode(code: str, half: str) -> None:
    assert places.first_half(code) == half


MIDDLE = {"code": "NG18", "latitude": 53.1333, "longitude": -1.2, "places": 1}
FILE = {
    "source": "s", "attribution": "a", "url": "u", "licence": "l", "licence_url": "u", "read_on": date(2026, 11, 25),
    "method": "m",
}


@pytest.mark.parametrize(
    "codes",
    [
        [MIDDLE, MIDDLE], [{**MIDDLE, "code": "NG18 1AB"}], [{**MIDDLE, "latitude": -1.2}],
        [{**MIDDLE, "longitude": 53.1}], [{**MIDDLE, "places": 0}],
    ],
    ids=["twice", "a whole postcode", "not of Britain", "turned round", "made of nothing"],
)
def test_a_middle_that_cannot_be_is_refused(codes: list[dict[str, object]]) -> None:
    OutwardCodes.model_validate({**FILE, "codes": [MIDDLE]})
    with pytest.raises(ValidationError):
        OutwardCodes.model_validate({**FILE, "codes": codes})

"""The detector measured on a labelled set: what it finds, what it tints for nothing."""

import re

import pytest

from tests.unit.moderation.labelled import WITH_DETAILS, WITHOUT_DETAILS
from webapp.moderation import detector

PUBLIC = (
    "Ask Us Nottinghamshire",
    "Nottinghamshire Parent Carer Forum",
    "Sherwood Forest Hospitals",
    "Healthy Families",
)
LABEL = re.compile(r"⟦(\w+)\|([^⟧]+)⟧")


def labelled(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The plain words, and (kind, start, end) of every detail in them."""
    plain, details, at = "", [], 0
    for match in LABEL.finditer(marked):
        plain += marked[at : match.start()]
        details.append((match.group(1), len(plain), len(plain) + len(match.group(2))))
        plain += match.group(2)
        at = match.end()
    return plain + marked[at:], details


def measure() -> dict[str, tuple[int, int]]:
    """Kind → (found, all). A detail is found when something tinted overlaps it."""
    table: dict[str, tuple[int, int]] = {}
    for marked in WITH_DETAILS:
        words, details = labelled(marked)
        found = detector.find(words, PUBLIC)
        for kind, start, end in details:
            hit = any(each.start < end and start < each.end for each in found)
            had, out_of = table.get(kind, (0, 0))
            table[kind] = (had + hit, out_of + 1)
    return table


# Measured on this set: kind, found, out of. The first number may only rise.
MEASURED = {
    "birth": (4, 4),
    "car": (1, 1),
    "email": (3, 3),
    "handle": (1, 1),
    "insurance": (0, 1),
    "name": (24, 24),
    "nhs": (2, 2),
    "phone": (6, 6),
    "postcode": (2, 2),
    "school": (2, 2),
}


def test_at_least_nine_in_ten_are_found():
    table = measure()
    found, out_of = (sum(numbers) for numbers in zip(*table.values(), strict=True))
    assert out_of >= 45
    assert found / out_of >= 0.9, {
        kind: numbers for kind, numbers in table.items() if numbers[0] < numbers[1]
    }


def test_the_table_is_as_written_down():
    assert measure() == MEASURED


def test_at_most_one_false_tint_in_two_hundred_words():
    words = sum(len(text.split()) for text in WITHOUT_DETAILS)
    false = [(text[f.start : f.end], f.kind) for text in WITHOUT_DETAILS for f in detector.find(text, PUBLIC)]
    assert words >= 400
    assert len(false) <= words / 200, false


def test_tints_beside_details_are_counted_too():
    false = []
    words = 0
    for marked in WITH_DETAILS:
        plain, details = labelled(marked)
        words += len(plain.split())
        for each in detector.find(plain, PUBLIC):
            if not any(each.start < end and start < each.end for _kind, start, end in details):
                false.append(plain[each.start : each.end])
    assert len(false) <= words / 200, false


@pytest.mark.parametrize(
    ("number", "right"),
    [
        ("943 476 5919", True),
        ("943-476-5919", True),
        ("943.476.5919", True),
        ("9434765918", False),
        ("0000000000", False),
        ("1111111111", False),
        ("123", False),
    ],
)
def test_nhs_numbers(number, right):
    assert detector.is_nhs_number(number) is right


def test_ten_digits_without_a_cue_are_only_perhaps_an_nhs_number():
    (sure,) = detector.find("the NHS number 943 476 5919")
    (perhaps,) = detector.find("the code 943 476 5919 on the form")
    assert (sure.sure, perhaps.sure) == (True, False)


@pytest.mark.parametrize(
    "words",
    [
        "Call 999 or 111, or Childline on 0800 1111.",
        "Samaritans: 116 123",
        "the Y7 2nd set",
        "on the E9 1st floor",
    ],
)
def test_public_numbers_and_false_friends_stay(words):
    assert detector.find(words) == []


def test_a_find_holds_no_words():
    (found,) = detector.find("ring 07700 900123")
    assert "900123" not in repr(found)


def test_two_kinds_together_weigh_more():
    assert detector.facets(detector.find("My son Alfie lives at NG18 9ZZ")) == 2
    assert detector.facets(detector.find("My son Alfie and my son Ben")) == 1

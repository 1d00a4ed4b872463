"""The detector measured on a labelled set: what it finds, what it tints for nothing."""

import re
from pathlib import Path

import pytest
import yaml

from tests.unit.moderation import formats, second_set
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
    "insurance": (1, 1),
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


def places() -> tuple[str, ...]:
    """Towns and villages of the area, as the site passes them, and a few services."""
    content = yaml.safe_load((Path(__file__).parents[3] / "content/search/places.yml").read_text(encoding="utf-8"))
    towns = [name for place in content for name in (place["title"], *place.get("also", []))]
    return (*PUBLIC, "King's Mill Hospital", "Pioneers", *towns)


def share(lines: list[str], public: tuple[str, ...]) -> tuple[int, int, int, int]:
    """(found, details, false tints, words) of marked lines."""
    found = details = false = words = 0
    for marked in lines:
        plain, wanted = labelled(marked)
        tints = detector.find(plain, public)
        words += len(plain.split())
        details += len(wanted)
        found += sum(any(t.start < end and start < t.end for t in tints) for _kind, start, end in wanted)
        false += sum(not any(t.start < end and start < t.end for _kind, start, end in wanted) for t in tints)
    return found, details, false, words


@pytest.mark.parametrize("held_out", [False, True])
def test_the_wider_set_and_its_half_that_was_held_out(held_out):
    public = places()
    found, details, false, words = share(second_set.WITH_DETAILS[held_out::2], public)
    _f, _d, more_false, more_words = share(second_set.WITHOUT_DETAILS[held_out::2], public)
    assert details >= 65
    assert found / details >= 0.9, f"{found} of {details}"
    assert (false + more_false) <= (words + more_words) / 200, f"{false + more_false} in {words + more_words} words"
    assert more_words >= 590
    assert more_false <= more_words / 200, f"{more_false} in {more_words} words without a detail"


FORMATS = [
    *((kind, f"Please use {text} for us.", text) for kind, lines in formats.DETAILS.items()
      for text in re.split(r"[|\n]", lines) if kind != "nhs"),
    *(("nhs", f"NHS number {text}", text) for text in re.split(r"[|\n]", formats.DETAILS["nhs"])),
    *(("birth", cue.format(date), date) for date in re.split(r"[|\n]", formats.BIRTHS)
      for cue in re.split(r"[|\n]", formats.BIRTH_CUES)),
    *(("name", cue.format(name), name)
      for name in formats.NAMES.split("|") for cue in re.split(r"[|\n]", formats.NAME_CUES)),
]  # fmt: skip


def test_ways_of_writing_are_found():
    missed = []
    for kind, words, detail in FORMATS:
        start = words.index(detail)
        if not any(t.start < start + len(detail) and start < t.end for t in detector.find(words)):
            missed.append((kind, words))
    assert len(FORMATS) >= 300
    assert len(missed) <= len(FORMATS) / 10, missed


def test_what_only_looks_like_a_detail_stays():
    lines = [f"We asked about {text} and heard nothing." for text in re.split(r"[|\n]", formats.NOTHING)]
    tinted = [(line, t.kind) for line in lines for t in detector.find(line, places())]
    assert len(tinted) <= sum(len(line.split()) for line in lines) / 200, tinted

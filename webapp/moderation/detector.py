"""Likely personal details in a text, for a person to look at. Pure; never decides anything by itself.

Found: UK phone numbers, full postcodes, e-mail addresses, NHS numbers with a right check digit, national insurance
numbers, dates of birth, names (see `names`), home addresses, handles, car registrations, and a school beside a year
group. What is public anyway (999, helplines, names of services and places) is not tinted. A find is a kind and a place,
never a copy of the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import names
from .names import CAPITAL


@dataclass(frozen=True, order=True)
class Find:
    """Letters from `start` to `end` are likely of this kind; `sure` when a check or a cue says so."""

    start: int
    end: int
    kind: str
    sure: bool = True


MARK_OF = {
    "phone": "contact",
    "email": "contact",
    "handle": "contact",
    "postcode": "place",
    "address": "place",
    "school": "place",
    "nhs": "other",
    "insurance": "other",
    "car": "other",
    "birth": "date",
    "name": "name",
}
HELPLINES = {"999", "111", "101", "116123", "08001111", "85258"}

_PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00\s?)44[\s().-]*(?:0[\s).-]*)?|0)(?:[\s().-]{0,2}\d){9,10}(?!\d)")
_EMAIL = re.compile(
    r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|\b[\w.+-]+ (?:at|\(at\)|\[at\]) [\w-]+(?: ?(?:dot|\(dot\)) ?\w+)+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,29}\b")
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s{0,2}\d[A-Za-z]{2}\b")
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|pm|am|kg|cm|mm|gb|mb|hr)$", re.IGNORECASE)
_NHS = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_NHS_CUE = re.compile(r"\b(?:nhs|hospital|patient|number)\b", re.IGNORECASE)
_INSURANCE = re.compile(r"\b[A-CEGHJ-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_CAR = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    r"(?:\d{4}-\d{2}-\d{2}"
    rf"|(?:the )?\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{2,4}})?)"
    rf"|{_MONTH} (?:\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?))"
)
_TURNS = r"turn(?:s|ed|ing)? (?:\d{1,2}|\w+)"
_BIRTH = re.compile(
    rf"(?:\b(?:born|dob|d\.o\.b\.?|birthday|date of birth|{_TURNS})(?:\b|(?<=\.))[^.\n]{{0,25}}?)(?P<it>\b{_DATE})"
    rf"|(?P<it2>\b{_DATE})(?=[^.\n]{{0,12}}\b(?:birthday|is when (?:he|she|they) (?:was|were) born)\b)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:\b(?:no\.? |flat )?\d{1,4}[a-z]?,? |\b(?:live|lives|living|lived) (?:on|in|at) )"
    rf"(?P<it>{CAPITAL}(?: {CAPITAL})* ?"
    r"(?:Road|Rd|Street|Lane|Close|Avenue|Ave|Drive|Way|Crescent|Grove|Court|Gardens|Terrace|Hill|Rise|Walk|Mews|Square))\b"
)
_SCHOOL = re.compile(
    rf"\b(?P<it>(?:St\.? )?{CAPITAL}(?:['’]s)?(?: (?:of|the|{CAPITAL}))*? "
    r"(?:Primary|Infants?|Junior|Secondary|Academy|School|College|Nursery|High|C of E|CofE)"
    r"(?: (?:School|Academy|College))?)"
)
_YEAR_GROUP = re.compile(
    r"\b(?:year (?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)|reception|y\d{1,2}|foundation"
    r"|sixth form)\b",
    re.IGNORECASE,
)
_NEAR = 120


def find(words: str, public_names: Iterable[str] = ()) -> list[Find]:
    """Everything found, in order; where two overlap, the longer. `public_names` are names of services and places."""
    public = frozenset(part.lower() for name in public_names for part in re.findall(r"[A-Za-z’'-]+", name))
    people = [Find(start, end, "name", sure) for start, end, sure in names.find(words, public)]
    found = [*_numbers(words), *_written(words), *people, *_schools(words)]
    kept: list[Find] = []
    for each in sorted(found, key=lambda f: (not f.sure, f.start - f.end)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return sorted(kept)


def facets(found: Iterable[Find]) -> int:
    """How many different kinds there are: two together identify somebody sooner than two names do."""
    return len({each.kind for each in found if each.sure})


def _numbers(words: str) -> Iterator[Find]:
    for match in _NHS.finditer(words):
        if is_nhs_number(match.group()):
            cue = _NHS_CUE.search(words[max(0, match.start() - 40) : match.end() + 20])
            yield Find(*match.span(), "nhs", bool(cue))
    for match in _PHONE.finditer(words):
        digits = re.sub(r"\D", "", match.group())
        if digits not in HELPLINES and not digits.startswith(("0800", "0808", "0300")):
            yield Find(*match.span(), "phone")
    for match in _INSURANCE.finditer(words):
        yield Find(*match.span(), "insurance")


def _written(words: str) -> Iterator[Find]:
    for pattern, kind in ((_EMAIL, "email"), (_HANDLE, "handle"), (_CAR, "car")):
        for match in pattern.finditer(words):
            yield Find(*match.span(), kind)
    for match in _ADDRESS.finditer(words):
        yield Find(*match.span(), "address")
    for match in _POSTCODE.finditer(words):
        if not _NOT_INWARD.search(match.group()):
            yield Find(*match.span(), "postcode")
    for match in _BIRTH.finditer(words):
        group = "it" if match.group("it") else "it2"
        yield Find(*match.span(group), "birth")


def _schools(words: str) -> Iterator[Find]:
    for match in _SCHOOL.finditer(words):
        near = words[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _YEAR_GROUP.search(near):
            yield Find(*match.span("it"), "school")


def is_nhs_number(text: str) -> bool:
    """Ten digits with the right check digit (modulus 11). All the same digit passes the sum but is nobody's."""
    digits = [int(char) for char in text if char.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10

"""Likely personal details in a text, for a person to look at. Pure; never decides anything by itself.

Found: UK phone numbers, full postcodes, e-mail addresses, NHS numbers with a right check digit, national insurance
numbers, dates of birth, names after a cue ("my son …", "Mrs …", "called …"), capitalised words in mid-sentence that are
no common word, handles, car registrations, and a school beside a year group. What is public anyway (999, helplines,
names of services) is not tinted. A find is a kind and a place, never a copy of the words.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


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
    "school": "place",
    "nhs": "other",
    "insurance": "other",
    "car": "other",
    "birth": "date",
    "name": "name",
}
ALSO_NAMES = {
    "will",
    "may",
    "grace",
    "hope",
    "joy",
    "summer",
    "april",
    "june",
    "august",
    "mark",
    "art",
    "faith",
    "arnold",
}
HELPLINES = {"999", "111", "101", "116123", "08001111", "85258"}

_PHONE = re.compile(r"(?<![\w+])(?:\+44[\s().-]*(?:0[\s).-]*)?|0)(?:[\s().-]{0,2}\d){9,10}(?!\d)")
_EMAIL = re.compile(
    r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+|\b[\w.+-]+ (?:at|\(at\)|\[at\]) [\w-]+(?: ?(?:dot|\(dot\)) ?\w+)+",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,29}\b")
_POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s{0,2}\d[A-Za-z]{2}\b")
_NOT_INWARD = re.compile(r"\d(?:st|nd|rd|th|pm|am|kg|cm|mm|gb|mb|hr)$", re.IGNORECASE)
_NHS = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_NHS_CUE = re.compile(r"\b(?:nhs|hospital|patient|number)\b", re.IGNORECASE)
_INSURANCE = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b", re.IGNORECASE)
_CAR = re.compile(r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"\d{{1,2}}(?:[/.-]\d{{1,2}}[/.-]\d{{2,4}}|(?:st|nd|rd|th)?(?: of)? {_MONTH},?(?: \d{{2,4}})?)"
_BIRTH = re.compile(
    rf"(?:\b(?:born|dob|d\.o\.b\.?|birthday|date of birth)\b[^.\n]{{0,25}}?)(?P<it>{_DATE})"
    rf"|(?P<it2>{_DATE})(?=[^.\n]{{0,12}}\b(?:birthday|is when (?:he|she|they) (?:was|were) born)\b)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z][a-zà-ÿ]+(?:[-'’][A-Z]?[a-zà-ÿ]+)*"
_FAMILY = (
    r"son|daughter|boy|girl|child|lad|brother|sister|grandson|granddaughter|nephew|niece|husband|wife|partner|mum|dad|"
    r"nan|teacher|ta|senco|sencos|social worker|doctor|gp|consultant|therapist|friend|headteacher|keyworker|key worker"
)
_CUES = (
    re.compile(
        rf"\b(?i:my|our|his|her|their|the|a)\s+(?i:{_FAMILY}),?\s+(?P<it>[A-Za-z][a-zà-ÿ'’-]+(?: {_CAPITAL})?)"
    ),
    re.compile(
        rf"\b(?i:called|named|name is|name’s|name's|known as)\s+(?P<it>[A-Za-z][a-zà-ÿ'’-]+(?: {_CAPITAL})?)"
    ),
    re.compile(
        rf"\b(?i:mr|mrs|miss|ms|dr|prof|professor|sister|nurse|sir)\.?\s+(?P<it>{_CAPITAL}(?: {_CAPITAL})?)"
    ),
    re.compile(
        rf"\b(?P<it>{_CAPITAL})['’]s (?i:mum|dad|mom|teacher|nan|parents|brother|sister|plan|ehcp|school)\b"
    ),
    re.compile(rf"\b(?P<it>{_CAPITAL})(?:,? (?:is|who is|aged|,) ?(?:\d{{1,2}}|in [Yy]ear))"),
    re.compile(r"\b(?P<it>[a-z]{3,}) (?:is|who is) in [Yy]ear \d{1,2}\b"),
)
_MID_CAPITAL = re.compile(rf"(?<=[a-z,;] )(?P<it>{_CAPITAL}(?: {_CAPITAL})*)")
_SCHOOL = re.compile(
    rf"\b(?P<it>(?:St\.? )?{_CAPITAL}(?: (?:of|the|{_CAPITAL}))*? "
    r"(?:Primary|Infants?|Junior|Secondary|Academy|School|College|Nursery|High|C of E|CofE)"
    r"(?: (?:School|Academy|College))?)"
)
_YEAR_GROUP = re.compile(
    r"\b(?:year (?:\d{1,2}|one|two|three|four|five|six)|reception|y\d{1,2}|foundation|sixth form)\b",
    re.IGNORECASE,
)
_WORD_LIST = Path(__file__).parent / "not_names.txt"
_NEAR = 120


def find(words: str, public_names: Iterable[str] = ()) -> list[Find]:
    """Everything found, in order; where two overlap, the longer. `public_names` are names of services and places."""
    public = {part.lower() for name in public_names for part in re.findall(r"[A-Za-z’'-]+", name)}
    found = [*_numbers(words), *_written(words), *_names(words, public), *_schools(words)]
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
    for match in _POSTCODE.finditer(words):
        if not _NOT_INWARD.search(match.group()):
            yield Find(*match.span(), "postcode")
    for match in _BIRTH.finditer(words):
        group = "it" if match.group("it") else "it2"
        yield Find(*match.span(group), "birth")


def _names(words: str, public: set[str]) -> Iterator[Find]:
    for pattern in _CUES:
        for match in pattern.finditer(words):
            if _may_be_name(match.group("it"), public, cued=True):
                yield Find(*match.span("it"), "name")
    for match in _MID_CAPITAL.finditer(words):
        if _may_be_name(match.group("it"), public):
            yield Find(*match.span("it"), "name", False)


def _may_be_name(words: str, public: set[str], *, cued: bool = False) -> bool:
    """Whether these words could be a name: none is a common word, not all belong to a public place or service."""
    for word in words.split():
        part = word.lower().replace("’", "'").removesuffix("'s")
        if cued and word[0].isupper() and part in ALSO_NAMES:
            continue
        if part in _not_names():
            return False
    return not all(word.lower().removesuffix("'s").removesuffix("’s") in public for word in words.split())


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


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return frozenset(_WORD_LIST.read_text(encoding="utf-8").split())

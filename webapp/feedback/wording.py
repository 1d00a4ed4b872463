"""What may be said by whom, about what, and what may happen with it. Pure; the law behind each list is named."""

from datetime import date
from enum import StrEnum


class Speaker(StrEnum):
    """Who is speaking. The first four count for the report (CFA 2014 s.30(6), reg. 56)."""

    YOUNG_PERSON = "young_person"
    CHILD = "child"
    PARENT_CARER = "parent_carer"
    ON_BEHALF_OF = "on_behalf_of"
    PROFESSIONAL = "professional"


COUNTED = (Speaker.YOUNG_PERSON, Speaker.CHILD, Speaker.PARENT_CARER, Speaker.ON_BEHALF_OF)
YOUNG = (Speaker.YOUNG_PERSON, Speaker.CHILD)


class About(StrEnum):
    """What a comment is about (reg. 56)."""

    CONTENT_QUALITY = "content_quality"
    GAP = "gap"
    ACCESSIBILITY = "accessibility"
    DEVELOPMENT_REVIEW = "development_review"


class Wish(StrEnum):
    """How far the writer lets the words travel."""

    COUNT = "count"
    STAFF = "staff"
    PUBLISH = "publish"


class Promise(StrEnum):
    """How far an answer has come. `checked` means families were asked whether it changed anything."""

    SAID = "said"
    HEARD = "heard"
    DOING = "doing"
    DONE = "done"
    CHECKED = "checked"


KEPT = (Promise.DONE, Promise.CHECKED)


def is_late(promise: Promise, due_on: date | None, today: date) -> bool:
    """Whether a promise has run over its date. Nobody has to say so: the day does."""
    return due_on is not None and due_on < today and promise not in KEPT

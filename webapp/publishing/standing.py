"""How far behind a document's review is: what readers are told, and what search makes of it. Pure.

Each kind has a rhythm of 1, 3, 6 or 12 months. When the review date has passed a check is *advised*; when half a
rhythm more has passed (a month at least) it is *required*, and search shows the document lower.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

RHYTHMS = (1, 3, 6, 12)
LOWERED = 0.8


class Standing(StrEnum):
    """How far behind."""

    FRESH = "fresh"
    ADVISED = "advised"
    REQUIRED = "required"


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(reviewed_on: date | None, review_due: date | None, months: int) -> date | None:
    """The day to look again: the one somebody set, else a rhythm after the last look."""
    if review_due or reviewed_on is None:
        return review_due
    return months_later(reviewed_on, months)


def of(due: date | None, months: int, today: date) -> Standing:
    """What stands on a day. Nothing is asked for where no date is known."""
    if due is None or today <= due:
        return Standing.FRESH
    return Standing.REQUIRED if today > months_later(due, max(1, months // 2)) else Standing.ADVISED


@dataclass(frozen=True)
class Review:
    """What a page says of how it was checked. `families_by` is a group; `changed_since` it read the words."""

    reviewed_on: date | None = None
    due: date | None = None
    standing: Standing = Standing.FRESH
    families_on: date | None = None
    families_by: str = ""
    changed_since: bool = False

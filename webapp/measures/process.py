"""What the partnership did, counted: answers given in time, promises kept, searches that found nothing (CPM-09). Pure.

These count answers and promises, not people, so nothing in them is hidden or rounded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..feedback.results import AnswerDates

ANSWER_WITHIN = timedelta(days=60)


@dataclass(frozen=True)
class Done:
    """So many out of so many; `of` is None for a plain number."""

    count: int
    of: int | None


def answered(dates: Sequence[AnswerDates], today: date) -> Done:
    """CP-20: themes answered in public within 60 days, out of those answered or older than that.

    A theme without an answer whose 60 days are not over is in neither number: nothing can be said of it yet.
    """
    due = [d for d in dates if d.answered_on or today - d.raised_on > ANSWER_WITHIN]
    return Done(sum(bool(d.answered_on and d.answered_on - d.raised_on <= ANSWER_WITHIN) for d in due), len(due))


def kept(dates: Sequence[AnswerDates], today: date) -> Done:
    """CP-21: promises done by the day first promised, out of those whose day has come or that are done."""
    due = [d for d in dates if d.promised_for and (d.done_on or d.promised_for < today)]
    return Done(sum(bool(d.done_on and d.promised_for and d.done_on <= d.promised_for) for d in due), len(due))

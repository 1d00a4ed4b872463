"""What rooms above may read of comments: counts and answers, never a comment's words beside a person."""

from dataclasses import dataclass
from datetime import date

from ..engine import clock
from . import queries
from .wording import KEPT, Promise, is_late


@dataclass(frozen=True)
class PromiseMade:
    """One public answer and how far it has come."""

    slug: str
    title: str
    action: str
    owner: str
    due_on: date | None
    promise: Promise
    late: bool
    comments: int
    measures: tuple[str, ...] = ()


def promises() -> list[PromiseMade]:
    """Every public answer, newest first."""
    today = clock.today()
    return [
        PromiseMade(
            theme.slug,
            theme.title,
            theme.action,
            theme.owner,
            theme.due_on,
            theme.promise,
            is_late(theme.promise, theme.due_on, today),
            len(theme.comments),
            theme.measures,
        )
        for theme in queries.themes()
    ]


@dataclass(frozen=True)
class AnswerDates:
    """The days in the life of one theme: raised, answered in public, first promised for, done. None: not yet."""

    raised_on: date
    answered_on: date | None
    promised_for: date | None
    done_on: date | None


def answer_dates() -> list[AnswerDates]:
    """Every theme, answered or not. The first date promised counts, however often it was moved since."""
    return [
        AnswerDates(
            clock.local(theme.made_at).date(),
            theme.answered_on if theme.is_live else None,
            next((step.due_on for step in theme.steps if step.due_on), None),
            next((step.on for step in theme.steps if step.promise in KEPT), None),
        )
        for theme in queries.themes_with_steps()
    ]

"""What rooms above may read of comments: counts and answers, never a comment's words beside a person."""

from dataclasses import dataclass
from datetime import date

from ..engine import clock
from . import queries
from .wording import Promise, is_late


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

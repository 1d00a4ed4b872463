"""Reads of sessions. Dates are counted out from today, so what is past leaves by itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..engine.errors import NotFoundError
from ..engine.subjects import cards_of
from ..publishing import queries as publishing
from .content import SessionFields
from .recurrence import Occurrence, Standing, occurrences

KINDS = ("advice-line", "drop-in", "course", "forum", "consultation", "activity")  # what helps soonest, first
AHEAD = timedelta(days=120)
BEHIND = timedelta(days=30)
FRESH = timedelta(days=120)


@dataclass(frozen=True)
class Choice:
    """What a visitor chose; an empty choice lets everything through."""

    need: str = ""
    district: str = ""
    age: int | None = None
    kind: str = ""
    online: bool | None = None

    def fits(self, session: SessionFields) -> bool:
        """Whether a session answers the choice."""
        county = "county-wide" in session.districts or not session.districts
        return (
            (not self.need or self.need in session.needs or "any" in session.needs)
            and (not self.district or county or self.district in session.districts)
            and (self.age is None or session.ages.min <= self.age <= session.ages.max)
            and (not self.kind or self.kind == session.kind)
            and (self.online is None or self.online == session.online)
        )

    @property
    def made(self) -> bool:
        """Whether anything was chosen."""
        return self != Choice()


@dataclass(frozen=True)
class Dated:
    """One occurrence with its session."""

    session: SessionFields
    at: Occurrence

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.at.standing is Standing.CANCELLED


def sessions() -> list[SessionFields]:
    """Every live session, by title."""
    return sorted(publishing.live_of("session", SessionFields), key=lambda session: session.title)


def session(key: str) -> SessionFields:
    """One session; NotFoundError when there is none."""
    found = next((session for session in sessions() if session.key == key), None)
    if found is None:
        raise NotFoundError("There is no session with this name.")
    return found


def coming(choice: Choice, today: date) -> list[Dated]:
    """Confirmed dates from today on, the next first."""
    return dated([s for s in sessions() if choice.fits(s)], today, today + AHEAD)


def dated(chosen: list[SessionFields], first: date, last: date) -> list[Dated]:
    """Occurrences of these sessions between two days, in order."""
    found = [
        Dated(session, occurrence)
        for session in chosen
        if session.dates
        for occurrence in occurrences(session.dates.timetable(), first, last)
    ]
    return sorted(_without_holidays(found), key=lambda d: (d.at.day, d.at.start, d.session.title))


def _without_holidays(found: list[Dated]) -> list[Dated]:
    """Left out: what would fall on a bank holiday, where a session is not on then. A day somebody moved stays."""
    resting = [d for d in found if d.session.dates and not d.session.dates.bank_holidays]
    asked = {d.at.planned.isoformat() for d in resting if d.at.standing is not Standing.MOVED}
    holidays = {card.detail for card in cards_of("bank-holiday", sorted(asked))}
    stays = {id(d) for d in found} - {id(d) for d in resting if d.at.day in holidays}
    return [d for d in found if id(d) in stays]


def without_dates(choice: Choice, today: date) -> list[SessionFields]:
    """Sessions whose next date we do not know.

    Not confirmed, or nothing more planned. What is over is left out.
    """
    known = {d.session.key for d in coming(choice, today)}
    found = [s for s in sessions() if choice.fits(s) and s.key not in known and not _over(s, today)]
    return sorted(found, key=lambda session: KINDS.index(session.kind))


def _over(session: SessionFields, today: date) -> bool:
    """Whether all its dates have passed and no pattern says that it goes on."""
    return session.dates is not None and not session.pattern and not dated([session], today, today + AHEAD)


def is_fresh(session: SessionFields, today: date) -> bool:
    """Whether somebody confirmed the dates within the last four months."""
    return session.dates is not None and today - session.dates.confirmed_on <= FRESH

"""Every write of what's on: through the same road as files, so that history and incoming changes hold."""

import re
from datetime import date

from ..engine import audit, clock
from ..engine.errors import InvalidError
from ..publishing import operations as publishing
from . import content, queries
from .content import DatesFields, MoveFields, SessionFields

CLOCK = re.compile(content.CLOCK)


PUBLISHED = audit.verb("whats-on.published", "what")


def keep(fields: SessionFields, *, by: int, what: str = "words") -> None:
    """Publish one session as an editor wrote it, by one person (decision of 25 November 2026); the log says who."""
    publishing.edit_document("session", fields, by=f"account:{by}", note="what’s on")
    audit.record(PUBLISHED, f"session:{fields.key}", by=by, detail={"what": what})


def new_key(title: str) -> str:
    """An address for a new session that no other has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-") or "session"
    taken = {session.key for session in queries.sessions()}
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def cancel(session: SessionFields, planned: date, *, by: int) -> None:
    """Tell that one planned day does not take place.

    Calendars of those who follow it change by themselves.
    """
    dates = _dates(session)
    if planned not in {one.at.planned for one in queries.dated([session], planned, planned)} | _moved(dates):
        raise InvalidError("Nothing was planned for that day.")
    moves = [one for one in dates.moves if one.planned != planned]
    _change(session, cancelled=sorted({*dates.cancelled, planned}), moves=moves, by=by, what="day cancelled")


def move(session: SessionFields, planned: date, *, day: date, start: str, end: str, place: str, by: int) -> None:
    """Put one planned day on another day, time or place; empty means as usual. Calendars change by themselves."""
    dates = _dates(session)
    if planned not in {one.at.planned for one in queries.dated([session], planned, planned)} | _moved(dates):
        raise InvalidError("Nothing was planned for that day.")
    start, end = start or dates.start, end or dates.end
    if end <= start or not CLOCK.fullmatch(start) or not CLOCK.fullmatch(end):
        raise InvalidError("It must end after it starts. A time looks like 10:00.")
    moved = MoveFields(planned=planned, day=day, start=start, end=end, place=place or None)
    moves = [*(one for one in dates.moves if one.planned != planned), moved]
    called_off = [one for one in dates.cancelled if one != planned]
    _change(session, moves=moves, cancelled=called_off, by=by, what="day moved")


def restore(session: SessionFields, planned: date, *, by: int) -> None:
    """A day that was cancelled or moved is on as first planned after all."""
    dates = _dates(session)
    moves = [one for one in dates.moves if one.planned != planned]
    called_off = [one for one in dates.cancelled if one != planned]
    _change(session, moves=moves, cancelled=called_off, by=by, what="day as planned")


def _moved(dates: DatesFields) -> set[date]:
    return {one.planned for one in dates.moves}


def _change(session: SessionFields, *, by: int, what: str, **changes: object) -> None:
    changed = _dates(session).model_copy(update={**changes, "confirmed_on": clock.today()})
    keep(session.model_copy(update={"dates": changed}), by=by, what=what)


def confirm(session: SessionFields, *, by: int, who: str) -> None:
    """Somebody who runs it says that the dates still hold."""
    changed = _dates(session).model_copy(update={"confirmed_on": clock.today(), "confirmed_by": who})
    keep(session.model_copy(update={"dates": changed}), by=by, what="dates confirmed")


def hold(session: SessionFields, *, by: int) -> None:
    """Take a session off the public pages; its history stays."""
    keep(session.model_copy(update={"hold": True}), by=by, what="taken off")


def _dates(session: SessionFields) -> DatesFields:
    if session.dates is None:
        raise InvalidError("This has no confirmed dates yet.")
    return session.dates

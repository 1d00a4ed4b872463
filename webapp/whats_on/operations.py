"""Every write of what's on: through the same road as files, so that history and incoming changes hold."""

import re
from datetime import date

from ..engine import clock
from ..engine.errors import InvalidError
from ..publishing import operations as publishing
from . import queries
from .content import DatesFields, SessionFields


def keep(fields: SessionFields, *, by: str) -> None:
    """Publish one session as somebody wrote it."""
    publishing.edit_document("session", fields, by=by, note="what’s on")


def new_key(title: str) -> str:
    """An address for a new session that no other has."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60].strip("-") or "session"
    taken = {session.key for session in queries.sessions()}
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def cancel(session: SessionFields, planned: date, *, by: str) -> None:
    """Tell that one planned day does not take place.

    Calendars of those who follow it change by themselves.
    """
    dates = _dates(session)
    if planned not in {one.at.planned for one in queries.dated([session], planned, planned)}:
        raise InvalidError("Nothing was planned for that day.")
    changed = dates.model_copy(update={"cancelled": sorted({*dates.cancelled, planned}), "confirmed_on": clock.today()})
    keep(session.model_copy(update={"dates": changed}), by=by)


def confirm(session: SessionFields, *, by: str, who: str) -> None:
    """Somebody who runs it says that the dates still hold."""
    changed = _dates(session).model_copy(update={"confirmed_on": clock.today(), "confirmed_by": who})
    keep(session.model_copy(update={"dates": changed}), by=by)


def hold(session: SessionFields, *, by: str) -> None:
    """Take a session off the public pages; its history stays."""
    keep(session.model_copy(update={"hold": True}), by=by)


def _dates(session: SessionFields) -> DatesFields:
    if session.dates is None:
        raise InvalidError("This has no confirmed dates yet.")
    return session.dates

"""Calendar files that any calendar program can follow (RFC 5545, RFC 7986). Pure.

One event for each time a session takes place. Its UID is made of the session and the day it was first planned
for, so that a move or a cancellation changes the event people have instead of adding one.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from ..engine.clock import LONDON
from .content import SessionFields
from .queries import Dated
from .recurrence import Standing

COUNTED_FROM = date(2020, 1, 1)
REFRESH = timedelta(hours=12)


def calendar(name: str, dated: Iterable[Dated], site_url: str) -> bytes:
    """A calendar of these occurrences. The same occurrences give the same bytes."""
    made = Calendar()
    made.add("prodid", "-//SEND Local Offer//What is on//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT12H")
    for one in dated:
        made.add_component(_event(one, site_url))
    return bytes(made.to_ical())


def uid(one: Dated, site_url: str) -> str:
    """The event's name for ever."""
    return f"{one.session.key}-{one.at.planned.isoformat()}@{site_url.split('://', 1)[-1]}"


def _event(one: Dated, site_url: str) -> Event:
    session, at = one.session, one.at
    page = f"{site_url}/whats-on/{session.key}"
    event = Event()
    event.add("uid", uid(one, site_url))
    event.add("dtstamp", _stamp(session.dates.confirmed_on if session.dates else at.planned))
    event.add("dtstart", _moment(at.day, at.start))
    event.add("dtend", _moment(at.day, at.end))
    event.add("summary", session.title)
    event.add("description", f"{session.summary}\n\nPlease check first: {session.next_date}\n{page}")
    place = at.place or session.place or ("Online" if session.online else "")
    if place:
        event.add("location", place)
    event.add("url", page)
    event.add("status", "CANCELLED" if at.standing is Standing.CANCELLED else "CONFIRMED")
    event.add("sequence", _version(session))
    event.add("transp", "TRANSPARENT" if at.standing is Standing.CANCELLED else "OPAQUE")
    return event


def _version(session: SessionFields) -> int:
    """A number that grows whenever somebody changes or confirms the dates, so that calendars take the newer word."""
    return (session.dates.confirmed_on - COUNTED_FROM).days if session.dates else 0


def _moment(day: date, at: time) -> datetime:
    """A time on a clock in England as UTC, so that no time zone table is needed."""
    return datetime.combine(day, at, LONDON).astimezone(UTC)


def _stamp(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)

"""Dates as a calendar file (RFC 5545). Pure: whole-day entries, no person, no place, nothing about the family."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

MIME = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Entry:
    """One whole day in a calendar. `key` makes the entry's identity together with the day."""

    key: str
    on: date
    title: str
    words: str
    remind: bool = False


def write(entries: Iterable[Entry], *, name: str, host: str, stamp: datetime) -> bytes:
    """A calendar with these entries. An entry keeps its identity, so importing twice does not double it."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{name}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for entry in entries:
        calendar.add_component(_event(entry, host, stamp))
    return bytes(calendar.to_ical())


def _event(entry: Entry, host: str, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}-{entry.on.isoformat()}@{host}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.words)
    event.add("transp", "TRANSPARENT")
    if entry.remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(days=-7))
        event.add_component(alarm)
    return event

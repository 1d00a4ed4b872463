"""On which days a session takes place. Pure.

A session stands on single days, on every n-th week, or on a weekday of each month; some days may be left out,
cancelled or moved. Every occurrence keeps the day it was first planned for: that names it in calendars,
however it moves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LAST = -1


class Standing(StrEnum):
    """Whether an occurrence takes place as planned."""

    ON = "on"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Weekly:
    """Every `every`-th week on these weekdays (0 is Monday), from a first day on."""

    weekdays: tuple[int, ...]
    first: date
    every: int = 1


@dataclass(frozen=True)
class Monthly:
    """One weekday of each month: the first, second … or last (−1), from a first day on."""

    weekday: int
    nth: int
    first: date


@dataclass(frozen=True)
class Move:
    """One planned day that is on another day, at another time or in another place."""

    planned: date
    day: date
    start: time | None = None
    end: time | None = None
    place: str | None = None


@dataclass(frozen=True)
class Timetable:
    """Everything about when.

    `until` is the last day; `left_out` days never were; `cancelled` days are told.
    """

    start: time
    end: time
    days: tuple[date, ...] = ()
    weekly: Weekly | None = None
    monthly: Monthly | None = None
    until: date | None = None
    left_out: frozenset[date] = frozenset()
    cancelled: frozenset[date] = frozenset()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class Occurrence:
    """One time a session takes place, or does not."""

    planned: date
    day: date
    start: time
    end: time
    standing: Standing
    place: str | None = None


def occurrences(timetable: Timetable, first: date, last: date) -> list[Occurrence]:
    """Those planned for or moved to a day from `first` to `last`, in order of the day they are on."""
    moves = {move.planned: move for move in timetable.moves}
    planned = {day for day in _planned(timetable, first, last) if first <= day <= last}
    planned |= {move.planned for move in timetable.moves if first <= move.day <= last}
    found = [_occurrence(timetable, day, moves.get(day)) for day in planned - timetable.left_out]
    shown = (o for o in found if first <= o.day <= last)
    return sorted(shown, key=lambda o: (o.day, o.start, o.planned))


def _occurrence(timetable: Timetable, planned: date, move: Move | None) -> Occurrence:
    if move is not None:
        return Occurrence(
            planned,
            move.day,
            move.start or timetable.start,
            move.end or timetable.end,
            Standing.MOVED,
            move.place,
        )
    standing = Standing.CANCELLED if planned in timetable.cancelled else Standing.ON
    return Occurrence(planned, planned, timetable.start, timetable.end, standing)


def _planned(timetable: Timetable, first: date, last: date) -> Iterator[date]:
    end = min(last, timetable.until) if timetable.until else last
    yield from timetable.days
    for days in (_weekly(timetable.weekly, first, end), _monthly(timetable.monthly, first, end)):
        yield from days


def _weekly(rule: Weekly | None, first: date, end: date) -> Iterable[date]:
    if rule is None:
        return
    monday = rule.first - timedelta(days=rule.first.weekday())
    step = timedelta(weeks=rule.every)
    skipped = max(0, (first - monday).days // (7 * rule.every))
    week = monday + skipped * step
    while week <= end:
        for weekday in rule.weekdays:
            day = week + timedelta(days=weekday)
            if rule.first <= day <= end:
                yield day
        week += step


def _monthly(rule: Monthly | None, first: date, end: date) -> Iterable[date]:
    if rule is None:
        return
    start = max(first, rule.first)
    year, month = start.year, start.month
    while date(year, month, 1) <= end:
        day = nth_weekday(year, month, rule.weekday, rule.nth)
        if day is not None and rule.first <= day <= end:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth weekday of a month (−1 is the last); None when the month has no fifth one."""
    if nth == LAST:
        following = date(year + month // 12, month % 12 + 1, 1)
        back = (following - timedelta(days=1)).weekday() - weekday
        return following - timedelta(days=1 + back % 7)
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None

"""On which days a session takes place."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.whats_on.recurrence import LAST, Monthly, Move, Standing, Timetable, Weekly, nth_weekday, occurrences

TEN, NOON = time(10), time(12)


def days(timetable: Timetable, first: date, last: date) -> list[date]:
    return [o.day for o in occurrences(timetable, first, last)]


def test_every_week_leaves_out_holidays_and_ends() -> None:
    timetable = Timetable(
        TEN,
        NOON,
        weekly=Weekly((0,), date(2026, 12, 7)),
        until=date(2027, 1, 4),
        left_out=frozenset({date(2026, 12, 28)}),
    )
    assert days(timetable, date(2026, 12, 1), date(2027, 3, 1)) == [
        date(2026, 12, 7),
        date(2026, 12, 14),
        date(2026, 12, 21),
        date(2027, 1, 4),
    ]


def test_every_second_week_keeps_its_step_wherever_one_looks_from() -> None:
    timetable = Timetable(TEN, NOON, weekly=Weekly((1, 3), date(2026, 12, 1), every=2))
    assert days(timetable, date(2026, 12, 10), date(2026, 12, 31)) == [
        date(2026, 12, 15),
        date(2026, 12, 17),
        date(2026, 12, 29),
        date(2026, 12, 31),
    ]


@pytest.mark.parametrize(
    ("nth", "expected"),
    [
        (1, date(2026, 11, 7)),
        (3, date(2026, 11, 21)),
        (5, None),  # November 2026 has four Saturdays
        (LAST, date(2026, 11, 28)),
    ],
)
def test_one_saturday_of_the_month(nth: int, expected: date | None) -> None:
    assert nth_weekday(2026, 11, 5, nth) == expected


def test_last_weekday_of_december() -> None:
    assert nth_weekday(2026, 12, 3, LAST) == date(2026, 12, 31)


def test_moved_and_cancelled_days_are_told_and_keep_the_day_they_were_planned_for() -> None:
    timetable = Timetable(
        TEN,
        NOON,
        monthly=Monthly(5, 2, date(2026, 1, 1)),
        cancelled=frozenset({date(2026, 12, 12)}),
        moves=(Move(date(2026, 11, 14), date(2026, 11, 15), start=time(14), end=time(15), place="The hall"),),
    )
    moved, cancelled = occurrences(timetable, date(2026, 11, 1), date(2026, 12, 31))
    assert (moved.planned, moved.day, moved.start, moved.standing) == (
        date(2026, 11, 14),
        date(2026, 11, 15),
        time(14),
        Standing.MOVED,
    )
    assert (cancelled.day, cancelled.standing) == (date(2026, 12, 12), Standing.CANCELLED)


def test_a_day_moved_into_view_from_outside_is_found_and_one_moved_out_is_not() -> None:
    timetable = Timetable(TEN, NOON, days=(date(2026, 10, 31),), moves=(Move(date(2026, 10, 31), date(2026, 11, 2)),))
    assert days(timetable, date(2026, 11, 1), date(2026, 11, 30)) == [date(2026, 11, 2)]
    assert days(timetable, date(2026, 10, 1), date(2026, 10, 31)) == []


@given(
    first=st.dates(date(2025, 1, 1), date(2027, 1, 1)),
    every=st.integers(1, 6),
    look=st.integers(0, 400),
    weekday=st.integers(0, 6),
)
def test_looking_from_later_finds_the_same_days(first: date, every: int, look: int, weekday: int) -> None:
    from datetime import timedelta

    timetable = Timetable(TEN, NOON, weekly=Weekly((weekday,), first, every))
    end, start = first + timedelta(days=500), first + timedelta(days=look)
    whole = [day for day in days(timetable, first, end) if day >= start]
    assert days(timetable, start, end) == whole

"""How the law counts (law.md §5.1, rules K1 to K6). Pure.

A deadline never moves for an exception: an exception takes a limit away, it does not set a new day.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from .working_days import DAY, WorkingDays

AUGUST, DECEMBER, JANUARY = 8, 12, 1


def weeks_after(start: date, weeks: int) -> date:
    """K1: the day itself is day 0. K4: every day counts."""
    return start + timedelta(weeks=weeks)


def days_after(start: date, days: int) -> date:
    """K1 and K4, in days."""
    return start + timedelta(days=days)


def last_of(start: date, days: int) -> date:
    """K2: “beginning with the day”: that day is day 1, so 15 days end 14 days later."""
    return start + timedelta(days=days - 1)


def months_after(start: date, months: int) -> date:
    """K3: the same day of the later month, or its last day (Dodds v Walker). Months may be negative."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class TribunalDay:
    """The last day to act, and how it came about: as counted, next working day, after a closed time, or made safe."""

    on: date
    counted: date
    how: str


AS_COUNTED, NEXT_WORKING_DAY, AFTER_CLOSED_TIME, MADE_SAFE = (
    "as-counted",
    "working-day",
    "closed-time",
    "made-safe",
)


def in_closed_time(day: date) -> bool:
    """K5: any day in August, or 25 December to 1 January."""
    return (
        day.month == AUGUST
        or (day.month == DECEMBER and day.day >= 25)
        or (day.month == JANUARY and day.day == 1)
    )


def tribunal_day(counted: date, working: WorkingDays) -> TribunalDay:
    """K5, for starting a SEND appeal; papers must arrive by 5 pm.

    A time that ends in August or from 25 December to 1 January runs to the first working day after. Where it ends on
    a weekend just before, and the next working day would lie inside the closed time, the rule can be read two ways:
    we give the working day before, which is in time on either reading.
    """
    if in_closed_time(counted):
        day = counted
        while in_closed_time(day):
            day += DAY
        return TribunalDay(working.on_or_after(day), counted, AFTER_CLOSED_TIME)
    moved = working.on_or_after(counted)
    if in_closed_time(moved):
        return TribunalDay(working.on_or_before(counted), counted, MADE_SAFE)
    return TribunalDay(moved, counted, AS_COUNTED if moved == counted else NEXT_WORKING_DAY)


def appeal_day(decision: date, certificate: date | None, working: WorkingDays) -> TribunalDay:
    """T-64: the later of 2 months from the letter and 1 month from the certificate, then K5."""
    counted = months_after(decision, 2)
    if certificate is not None:
        counted = max(counted, months_after(certificate, 1))
    return tribunal_day(counted, working)

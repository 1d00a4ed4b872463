"""Which days are working days in England, by computation from the rules in `content/law/bank-holidays.yml`. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONDAY, SATURDAY = 0, 5
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """One bank holiday, every year or once. Exactly one of `fixed` (month, day), `easter` (days from Easter Sunday),
    `monday` (True for the last, False for the first, and the month) and `once` is set."""

    fixed: tuple[int, int] | None = None
    easter: int | None = None
    monday: tuple[bool, int] | None = None
    once: date | None = None
    not_in: frozenset[int] = frozenset()


def easter_sunday(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous computus published in Nature, 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


class WorkingDays:
    """Answers for a fixed set of holidays. Years are worked out once each."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        self._holidays = tuple(holidays)
        self._in_year = lru_cache(maxsize=64)(self._work_out)

    def is_working(self, day: date) -> bool:
        """Monday to Friday and no bank holiday."""
        return day.weekday() < SATURDAY and day not in self._in_year(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the next one that is."""
        while not self.is_working(day):
            day += DAY
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself when it is a working day, otherwise the last one before it."""
        while not self.is_working(day):
            day -= DAY
        return day

    def add(self, day: date, count: int) -> date:
        """`count` working days after a day; the day itself is day 0."""
        for _ in range(count):
            day = self.on_or_after(day + DAY)
        return day

    def _work_out(self, year: int) -> frozenset[date]:
        rules = [h for h in self._holidays if year not in h.not_in]
        fixed = sorted(date(year, *h.fixed) for h in rules if h.fixed)
        taken = {day for day in fixed if day.weekday() < SATURDAY}
        for day in (day for day in fixed if day.weekday() >= SATURDAY):
            while day.weekday() >= SATURDAY or day in taken:
                day += DAY
            taken.add(day)
        easter = easter_sunday(year)
        taken.update(easter + timedelta(days=h.easter) for h in rules if h.easter is not None)
        taken.update(_monday(year, *h.monday) for h in rules if h.monday)
        taken.update(h.once for h in rules if h.once and h.once.year == year)
        return frozenset(taken)


def _monday(year: int, last: bool, month: int) -> date:
    if last:
        day = date(year + month // 12, month % 12 + 1, 1) - DAY
        return day - timedelta(days=day.weekday())
    day = date(year, month, 1)
    return day + timedelta(days=-day.weekday() % 7)

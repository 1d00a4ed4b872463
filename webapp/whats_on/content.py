"""The shape of the files in `content/whats-on`."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any, Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Link, Offered, ReviewedFields
from ..taxonomy.content import Ages, Part
from .recurrence import DAYS, Monthly, Move, Timetable, Weekly

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Kind = Literal["drop-in", "advice-line", "course", "forum", "consultation", "activity"]


class MoveFields(Part):
    """A planned day that is on another day, or at another time or place."""

    planned: date
    day: date
    start: str | None = Field(default=None, pattern=CLOCK)
    end: str | None = Field(default=None, pattern=CLOCK)
    place: str | None = None


class DatesFields(Part):
    """Confirmed dates. Exactly one of `days`, `weekly` and `monthly` says which.

    `bank_holidays: false` leaves out every bank holiday in England by itself.
    """

    confirmed_on: date
    confirmed_by: str
    start: str = Field(pattern=CLOCK)
    end: str = Field(pattern=CLOCK)
    days: list[date] = []
    weekly: list[DayName] = []
    every: int = Field(default=1, ge=1, le=8)
    monthly: DayName | None = None
    nth: int | None = Field(default=None, ge=-1, le=5)
    first: date | None = None
    until: date | None = None
    left_out: list[date] = []
    bank_holidays: bool = True
    cancelled: list[date] = []
    moves: list[MoveFields] = []

    @model_validator(mode="after")
    def one_way(self) -> "DatesFields":
        """One way of saying when, complete, with an end after its start."""
        ways = [bool(self.days), bool(self.weekly), self.monthly is not None]
        if sum(ways) != 1:
            raise ValueError("say when in one way: days, weekly or monthly")
        if not self.days and self.first is None:
            raise ValueError("say from which day on: first")
        if self.monthly and not self.nth:
            raise ValueError("say which one of the month: nth (1 to 5, or -1 for the last)")
        if self.end <= self.start:
            raise ValueError("it must end after it starts")
        return self

    def timetable(self) -> Timetable:
        """The same, ready to be counted out."""
        first = self.first or date.min
        weekdays = tuple(DAYS.index(name) for name in self.weekly)
        return Timetable(
            start=time.fromisoformat(self.start),
            end=time.fromisoformat(self.end),
            days=tuple(self.days),
            weekly=Weekly(weekdays, first, self.every) if weekdays else None,
            monthly=Monthly(DAYS.index(self.monthly), self.nth or 1, first) if self.monthly else None,
            until=self.until,
            left_out=frozenset(self.left_out),
            cancelled=frozenset(self.cancelled),
            moves=tuple(_move(move) for move in self.moves),
        )


def _move(move: MoveFields) -> Move:
    start = time.fromisoformat(move.start) if move.start else None
    end = time.fromisoformat(move.end) if move.end else None
    return Move(move.planned, move.day, start, end, move.place)


class SessionFields(ReviewedFields):
    """One thing to go to, join or ring. `pattern` is what was read somewhere; `dates` are confirmed."""

    title: str
    kind: Kind
    summary: str
    service: str | None = None
    needs: list[str] = []
    districts: list[str] = []
    ages: Ages
    online: bool = False
    place: str | None = None
    pattern: str | None = None
    reported: str | None = None
    next_date: str
    dates: DatesFields | None = None

    @model_validator(mode="after")
    def pattern_has_a_source(self) -> "SessionFields":
        """A pattern nobody confirmed says when it was read."""
        if self.pattern and not self.reported:
            raise ValueError("say when and where the pattern was read: reported")
        return self


def _links(session: SessionFields) -> Iterator[Link]:
    if session.service:
        yield Link("service", "service", session.service)
    yield from (Link("needs", "need", key) for key in session.needs)
    yield from (Link("districts", "district", key) for key in session.districts)


_PROVIDERS_SAY = (
    "title", "kind", "summary", "needs", "districts", "ages", "online", "place", "next_date", "dates.confirmed_by",
    "dates.start", "dates.end", "dates.days", "dates.weekly", "dates.every", "dates.monthly", "dates.nth",
    "dates.first", "dates.until", "dates.left_out",
)


def _confirmed_today(data: dict[str, Any], today: date) -> dict[str, Any]:
    """Dates that a provider sends are confirmed by them on that day."""
    return {**data, "dates": {**data["dates"], "confirmed_on": today.isoformat()}} if data.get("dates") else data


TYPES = (
    ContentType(
        "session",
        "What’s on",
        "whats-on/*.yml",
        SessionFields,
        editorial=True,
        links=_links,
        one="session",
        rhythm=3,
        refers={"service": "service", "needs": "need", "districts": "district"},
        offered=Offered(_PROVIDERS_SAY, under="service", complete=_confirmed_today),
        plain_words=lambda s: iter([("summary", s.summary), ("next_date", s.next_date)]),
    ),
)

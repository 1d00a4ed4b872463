"""The shapes of `content/law/rules.yml` and `content/rights/rights.yml`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Fields, Link
from ..taxonomy.content import Part
from .working_days import Holiday


class Limit(Part):
    """A stretch of time from an event. Exactly one unit is set; `counting` says whether the day itself is day one."""

    start: str = Field(alias="from")
    weeks: int | None = None
    days: int | None = None
    months: int | None = None
    working_days: int | None = None
    counting: Literal["after", "beginning-with"] = "after"
    direction: Literal["at-most", "at-least"] = "at-most"


class Rule(Fields):
    """One rule of law. `mark`: V read in the source, S read in a good second source, M from memory."""

    title: str
    text: str
    source: str
    mark: str
    in_force_from: date | None = None
    in_force_to: date | None = None
    checked_on: date | None = None
    checked_by: str | None = None
    limit: Limit | None = None

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on a day. A rule without dates holds."""
        started = self.in_force_from is None or self.in_force_from <= on
        return started and (self.in_force_to is None or on <= self.in_force_to)


class Right(Fields):
    """A right in plain words. `confidence`: read, secondary or memory."""

    title: str
    plain: str
    about: Literal["help", "plan", "disagree", "growing-up"]
    rule: str | None = None
    source: str
    confidence: Literal["read", "secondary", "memory"]


class Monday(Part):
    """The first or last Monday of a month."""

    which: Literal["first", "last"]
    month: int = Field(ge=1, le=12)


class BankHoliday(Fields):
    """A day that is no working day in England. Exactly one of `fixed`, `easter`, `monday` and `on` is set."""

    title: str
    source: str
    fixed: str | None = Field(default=None, pattern=r"^\d\d-\d\d$")
    easter: int | None = None
    monday: Monday | None = None
    on: date | None = None
    not_in: list[int] = []

    @model_validator(mode="after")
    def _says_when_once(self) -> "BankHoliday":
        if sum(when is not None for when in (self.fixed, self.easter, self.monday, self.on)) != 1:
            raise ValueError("say when in exactly one way: fixed, easter, monday or on")
        return self

    def as_holiday(self) -> Holiday:
        """For counting."""
        month, day = (int(part) for part in self.fixed.split("-")) if self.fixed else (0, 0)
        return Holiday(
            fixed=(month, day) if self.fixed else None,
            easter=self.easter,
            once=self.on,
            not_in=frozenset(self.not_in),
            monday=(self.monday.which == "last", self.monday.month) if self.monday else None,
        )


def _rule_of(right: Right) -> Iterator[Link]:
    if right.rule and right.rule.startswith(("T-", "K", "X-")):
        yield Link("rule", "rule", right.rule)


TYPES = (
    ContentType("bank-holiday", "Bank holidays", "law/bank-holidays.yml", BankHoliday, many=True),
    ContentType("rule", "Rules of law", "law/rules.yml", Rule, many=True),
    ContentType(
        "right",
        "Rights",
        "rights/rights.yml",
        Right,
        many=True,
        links=_rule_of,
        plain_words=lambda right: iter([("plain", right.plain)]),
    ),
)

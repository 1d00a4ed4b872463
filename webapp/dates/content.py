"""The shapes of `content/law/rules.yml` and `content/rights/rights.yml`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from ..publishing.content_types import ContentType, Fields, Link
from ..taxonomy.content import Part


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
    rule: str | None = None
    source: str
    confidence: Literal["read", "secondary", "memory"]


def _rule_of(right: Right) -> Iterator[Link]:
    if right.rule and right.rule.startswith(("T-", "K", "X-")):
        yield Link("rule", "rule", right.rule)


TYPES = (
    ContentType("rule", "Rules of law", "law/rules.yml", Rule, many=True),
    ContentType(
        "right", "Rights", "rights/rights.yml", Right, many=True, links=_rule_of,
        plain_words=lambda right: iter([("plain", right.plain)]),
    ),
)

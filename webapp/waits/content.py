"""The shape of the files in `content/waits`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Link, ReviewedFields
from ..taxonomy.content import Part
from .models import WaitSeries

Unit = Literal["weeks", "months", "percent", "children", "people", "pounds", "count", "change-percent", "date"]


class PointFields(Part):
    """One published figure. `value` is left out when only words may be shown (“fewer than 5”)."""

    key: str
    on: date = Field(alias="date")
    precision: Literal["day", "month", "year", "period"]
    period: str
    value: int | float | None = None
    words: str | None = None
    source: str
    caveat: str | None = None
    confidence: Literal["official", "secondary"] = "official"

    @model_validator(mode="after")
    def says_something(self) -> "PointFields":
        """A point carries a number, words, or both."""
        if self.value is None and not self.words:
            raise ValueError("a point needs a value or words")
        return self


class WaitFields(ReviewedFields):
    """One series."""

    title: str
    short: str
    definition: str
    featured: int | None = None
    topic: Literal["waits", "plans", "people", "money", "board"]
    unit: Unit
    measure: Literal["average", "longest", "share", "count", "unknown"]
    direction: Literal["lower", "higher", "context"]
    rule: str | None = None
    services: list[str] = []
    notes: list[str] = []
    points: list[PointFields] = Field(min_length=1)

    @model_validator(mode="after")
    def in_order(self) -> "WaitFields":
        """Points stand in order of time, so that the last is the latest."""
        if list(self.points) != sorted(self.points, key=lambda point: point.on):
            raise ValueError("points must stand in order of time, the latest last")
        return self


def _links(series: WaitFields) -> Iterator[Link]:
    yield from (Link("services", "service", key) for key in series.services)
    yield from (Link("points", "source", point.source) for point in series.points)
    if series.rule:
        yield Link("rule", "rule", series.rule)


TYPES = (
    ContentType(
        "wait", "Waits", "waits/*.yml", WaitFields, WaitSeries, editorial=True, links=_links,
        plain_words=lambda w: iter([("short", w.short), ("definition", w.definition)]), one="wait", rhythm=3,
        refers={"services": "service", "rule": "rule", "points.source": "source"},
    ),
)

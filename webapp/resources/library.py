"""The waiting-well library in memory. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Resource

QUICK_MINUTES = 15


@dataclass(frozen=True)
class Helpful:
    """One resource. `lists` are waiting lists, `pathways` lines of the journey map; `any` list means every list."""

    key: str
    title: str
    topic: str
    lists: tuple[str, ...]
    pathways: tuple[str, ...]
    for_whom: str | None
    min_age: int
    max_age: int
    minutes: int | None
    time_needed: str | None
    today: tuple[str, ...]
    this_week: tuple[str, ...]
    get_help_if: str | None
    services: tuple[str, ...]
    source_title: str | None
    source_url: str | None
    source_seen: str | None
    checking: str | None
    reviewed_on: date | None
    intro: str | None

    @property
    def quick(self) -> bool:
        """Whether the first sitting takes a quarter of an hour or less."""
        return self.minutes is not None and self.minutes <= QUICK_MINUTES


@dataclass(frozen=True)
class Choice:
    """What a visitor chose; an empty choice lets everything through."""

    waiting_list: str = ""
    topic: str = ""
    age: int | None = None
    minutes: int | None = None

    def fits(self, resource: Helpful) -> bool:
        """Whether a resource answers the choice."""
        return (
            (not self.waiting_list or self.waiting_list in resource.lists or "any" in resource.lists)
            and (not self.topic or self.topic == resource.topic)
            and (self.age is None or resource.min_age <= self.age <= resource.max_age)
            and (self.minutes is None or (resource.minutes is not None and resource.minutes <= self.minutes))
        )

    @property
    def made(self) -> bool:
        """Whether anything was chosen."""
        return self != Choice()


def helpful(row: "Resource") -> Helpful:
    """The public view of a row."""
    source = row.source or {}
    return Helpful(
        key=row.key, title=row.title, topic=row.topic, lists=tuple(row.lists), pathways=tuple(row.pathways),
        for_whom=row.for_whom, min_age=row.ages["min"], max_age=row.ages["max"], minutes=row.minutes,
        time_needed=row.time_needed, today=tuple(row.today), this_week=tuple(row.this_week),
        get_help_if=row.get_help_if, services=tuple(row.services), source_title=source.get("title"),
        source_url=source.get("url"), source_seen=source.get("seen"), checking=row.checking,
        reviewed_on=row.reviewed_on, intro=row.intro,
    )

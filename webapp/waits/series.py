"""What may be said of a series of figures, and when it is too old to say it plainly. Pure."""

from dataclasses import dataclass
from datetime import date

STALE_AFTER_DAYS = 180


@dataclass(frozen=True)
class Point:
    """One published figure with where it was read."""

    key: str
    on: date
    precision: str
    period: str
    value: float | None
    words: str | None
    source: str
    source_url: str | None
    caveat: str | None
    confidence: str


@dataclass(frozen=True)
class Series:
    """One figure, counted one way, over time; `points` oldest first, never empty."""

    key: str
    title: str
    short: str
    definition: str
    featured: int | None
    topic: str
    unit: str
    measure: str
    direction: str
    rule: str | None
    services: tuple[str, ...]
    notes: tuple[str, ...]
    checking: str | None
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point:
        """The newest figure."""
        return self.points[-1]

    def days_old(self, today: date) -> int:
        """Days from the newest figure's date to today."""
        return (today - self.latest.on).days

    def is_stale(self, today: date) -> bool:
        """Whether the newest figure needs its age said beside it (journey-map.md §2, rule 2)."""
        return self.days_old(today) > STALE_AFTER_DAYS

    @property
    def change(self) -> float | None:
        """Newest minus oldest value; None with fewer than two numbers."""
        values = [point.value for point in self.points if point.value is not None]
        return values[-1] - values[0] if len(values) > 1 else None

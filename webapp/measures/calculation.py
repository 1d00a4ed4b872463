"""Shares, ranges, changes and likeness, by formulas that are named. Pure.

Proportions run from 0 to 1 in here; whole per cents are made only at the end, by `percent`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import floor, sqrt

Z_95 = 1.959963984540054


class Change(StrEnum):
    """What may be said of two waves (CPM-06)."""

    UP = "up"
    DOWN = "down"
    NOT_CLEAR = "not-clear"
    CANNOT_COMPARE = "cannot-compare"


class WhyNot(StrEnum):
    """Why a figure cannot be compared with an earlier wave: for CPM-07, or because one end is hidden."""

    NEW = "not-asked-before"
    WORDS = "other-words"
    PEOPLE = "other-people-asked"
    HIDDEN = "hidden-now"
    WAS_HIDDEN = "hidden-then"


@dataclass(frozen=True)
class Counts:
    """Answers to one question from one group: `top`, `middle` and `bottom` are valid, `apart` and `skipped` are not."""

    top: int = 0
    middle: int = 0
    bottom: int = 0
    apart: int = 0
    skipped: int = 0

    @property
    def valid(self) -> int:
        """Answers that count (survey.md §5): not “not sure”, not “doesn’t apply”, not skipped."""
        return self.top + self.middle + self.bottom

    @property
    def asked(self) -> int:
        """People whose path had this question. Someone never shown it is in no count at all."""
        return self.valid + self.apart + self.skipped

    @property
    def rest(self) -> int:
        """Valid answers that are not top."""
        return self.middle + self.bottom

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.top + other.top,
            self.middle + other.middle,
            self.bottom + other.bottom,
            self.apart + other.apart,
            self.skipped + other.skipped,
        )


def percent(share: float) -> int:
    """A proportion as a whole per cent, halves upwards: 0.625 → 63."""
    return floor(share * 100 + 0.5 + 1e-9)


def top_share(counts: Counts) -> float | None:
    """Top answers among valid ones (CPM-03); None when nobody gave a valid answer."""
    return counts.top / counts.valid if counts.valid else None


def net(counts: Counts) -> int | None:
    """Top minus bottom in points, −100 to +100; the middle stays in the base (CPM-04)."""
    if not counts.valid:
        return None
    points = 100 * (counts.top - counts.bottom) / counts.valid
    return floor(points + 0.5 + 1e-9) if points >= 0 else -floor(-points + 0.5 + 1e-9)


def wilson(count: int, base: int) -> tuple[float, float] | None:
    """Wilson's 95 % interval for a proportion (Wilson 1927; CPM-05). None when nobody was asked."""
    if base == 0:
        return None
    share, square = count / base, Z_95 * Z_95
    centre = (share + square / (2 * base)) / (1 + square / base)
    half = Z_95 * sqrt(share * (1 - share) / base + square / (4 * base * base)) / (1 + square / base)
    low = 0.0 if count == 0 else max(0.0, centre - half)
    return low, 1.0 if count == base else min(1.0, centre + half)


@dataclass(frozen=True)
class Difference:
    """A difference of two proportions with its 95 % interval, all from −1 to 1."""

    value: float
    low: float
    high: float

    @property
    def label(self) -> Change:
        """Up or down only when the interval leaves out nought (CPM-06)."""
        if self.low > 0:
            return Change.UP
        return Change.DOWN if self.high < 0 else Change.NOT_CLEAR


def newcombe(before: tuple[int, int], after: tuple[int, int]) -> Difference | None:
    """Newcombe's hybrid score interval for `after` − `before`, each (count, base) (Newcombe 1998, method 10)."""
    first, second = wilson(*before), wilson(*after)
    if first is None or second is None:
        return None
    was, now = before[0] / before[1], after[0] / after[1]
    value = now - was
    low = value - sqrt((now - second[0]) ** 2 + (first[1] - was) ** 2)
    high = value + sqrt((second[1] - now) ** 2 + (was - first[0]) ** 2)
    return Difference(value, low, high)


def mean_share(parts: Sequence[Counts]) -> float | None:
    """The mean of the parts' top shares (CP-03); None when any part has no valid answer."""
    shares = [top_share(part) for part in parts]
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known and len(known) == len(shares) else None


@dataclass(frozen=True)
class Likeness:
    """How like the population those who answered are. `index` is 1 when the mix is the same (CPM-08).

    `short_of` is the group most below its share, `short_by` by how much (a proportion); empty when none is below.
    """

    index: float
    short_of: str
    short_by: float


def likeness(sample: Mapping[str, float], population: Mapping[str, float]) -> Likeness:
    """R = 1 − ½·Σ|sample share − population share|. Both are made to add up to 1 first."""
    mine, theirs = _shares(sample), _shares(population)
    groups = sorted({*mine, *theirs})
    gaps = {group: theirs.get(group, 0.0) - mine.get(group, 0.0) for group in groups}
    worst = max(groups, key=lambda group: (gaps[group], group))
    short = gaps[worst] > 0
    return Likeness(
        1 - sum(abs(gap) for gap in gaps.values()) / 2, worst if short else "", gaps[worst] if short else 0.0
    )


def _shares(values: Mapping[str, float]) -> dict[str, float]:
    total = sum(values.values())
    return {key: value / total for key, value in values.items()} if total else dict.fromkeys(values, 0.0)


def equity_gap(percents: Mapping[str, int]) -> tuple[int, str, str] | None:
    """Points between the best and the worst published group, and their names (CPM-10); None with fewer than two."""
    if len(percents) < 2:
        return None
    best = max(percents, key=lambda key: (percents[key], key))
    worst = min(percents, key=lambda key: (percents[key], key))
    return percents[best] - percents[worst], best, worst

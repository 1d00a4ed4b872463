"""Where the dots, lines and words of a small chart go. Pure: numbers in, percentages out.

Everything is placed in per cent of the drawing area (x to the right, y downwards), so that the page needs no
script and words keep their size at any width. Figures are never joined across a break: two numbers counted in
two ways do not make a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from textwrap import wrap

# Room kept free at both ends, so that a dot and its words never leave the drawing.
EDGE = 4.0
# Two sets of words closer than this, in per cent of the width, would touch.
CROWDED = 20.0
# How much of the picture's width the labels of the upright axis need.
AXIS_SHARE = 11.0
# Words below a point lower than this would run into the dates.
LOWEST_WORDS = 82.0
# Letters of a date that fit beside those of another point on a phone.
DATE_LETTERS = 15


@dataclass(frozen=True)
class Reading:
    """One figure: when (`on` places it, `label` says it), its value, and the words for it ("54 weeks").

    `joins` is False when it must not be joined to the reading before it.
    """

    label: str
    on: date
    value: float
    words: str
    joins: bool = True


@dataclass(frozen=True)
class Limit:
    """A line across the chart, such as what the law says."""

    value: float
    words: str


@dataclass(frozen=True)
class Point:
    """A placed reading. `anchor` is SVG's text-anchor; `words_above` keeps words clear of the line.

    `date_lines` is the label broken to fit under the point; empty where it would touch another.
    """

    x: float
    y: float
    label: str
    words: str
    anchor: str
    words_above: bool
    date_lines: tuple[str, ...]


@dataclass(frozen=True)
class Segment:
    """A straight line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Mark:
    """A height with words: a step of the axis, or the limit (whose words may go below its line)."""

    y: float
    words: str
    below: bool = False


@dataclass(frozen=True)
class Chart:
    """All that the `chart` component draws. `spoken` is the whole picture in words."""

    title: str
    unit: str
    points: tuple[Point, ...]
    lines: tuple[Segment, ...]
    ticks: tuple[Mark, ...]
    limit: Mark | None
    spoken: str
    left: float = AXIS_SHARE
    width: float = 100 - AXIS_SHARE - 2

    @property
    def worth_drawing(self) -> bool:
        """One figure is a sentence, not a picture."""
        return len(self.points) > 1


def lay_out(title: str, unit: str, readings: Sequence[Reading], *, limit: Limit | None = None) -> Chart:
    """Place the readings, in order of time, on axes that start at nought. No readings make an empty chart."""
    ordered = sorted(readings, key=lambda reading: reading.on)
    steps = _steps(max([reading.value for reading in ordered] + ([limit.value] if limit else []), default=0))
    top = steps[-1]
    across = _across([reading.on for reading in ordered])
    heights = [_y(reading.value, top) for reading in ordered]
    points = tuple(
        Point(
            x=across[i], y=heights[i], label=reading.label, words=reading.words, anchor=_anchor(across[i]),
            words_above=_words_above(i, heights),
            date_lines=_date_lines(reading.label) if _has_room(i, across) else (),
        )
        for i, reading in enumerate(ordered)
    )
    lines = tuple(
        Segment(before.x, before.y, after.x, after.y)
        for before, after, reading in zip(points, points[1:], ordered[1:], strict=False) if reading.joins
    )
    spoken = [title, *(f"{reading.label}: {reading.words}" for reading in ordered)]
    return Chart(
        title, unit, points, lines, tuple(Mark(_y(step, top), _plain(step)) for step in steps),
        _limit_mark(limit, top, heights), ". ".join(spoken + ([limit.words] if limit else [])),
    )


def _limit_mark(limit: Limit | None, top: float, heights: Sequence[float]) -> Mark | None:
    """The limit's line; its words keep to the side of it where there are no figures, if there is room."""
    if limit is None:
        return None
    y = _y(limit.value, top)
    return Mark(y, limit.words, below=y < LOWEST_WORDS and any(height < y for height in heights))


def _date_lines(label: str) -> tuple[str, ...]:
    return tuple(wrap(label, DATE_LETTERS, break_long_words=False)[:3])


def _steps(highest: float) -> list[float]:
    """Three to six round numbers from nought to at least the highest value."""
    if highest <= 0:
        return [0.0, 1.0]
    rough = highest / 4
    power = 10.0 ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= rough)
    if highest >= 1:
        step = max(step, 1.0)
    return [round(step * i, 6) for i in range(ceil(highest / step - 1e-9) + 1)]


def _across(days: Sequence[date]) -> list[float]:
    """Days to per cent of the width: in proportion to time, a lone day in the middle."""
    span = (days[-1] - days[0]).days if days else 0
    if span == 0:
        room = (100 - 2 * EDGE) / max(len(days), 1)
        return [round(EDGE + room * (i + 0.5), 2) for i in range(len(days))]
    return [round(EDGE + (100 - 2 * EDGE) * (day - days[0]).days / span, 2) for day in days]


def _y(value: float, top: float) -> float:
    return round(100 - 100 * value / top, 2)


def _anchor(x: float) -> str:
    if x < CROWDED / 2:
        return "start"
    return "end" if x > 100 - CROWDED / 2 else "middle"


def _words_above(i: int, heights: Sequence[float]) -> bool:
    """Above a peak or a slope, below a dip, and never below the foot of the chart."""
    if heights[i] > LOWEST_WORDS:
        return True
    beside = [heights[j] for j in (i - 1, i + 1) if 0 <= j < len(heights)]
    is_dip = bool(beside) and all(height < heights[i] for height in beside)
    return not is_dip


def _has_room(i: int, across: Sequence[float]) -> bool:
    """Whether the date fits under the point. The first and last always show; others give way."""
    last = len(across) - 1
    if i in {0, last}:
        return True
    return across[i] - across[0] >= 1.5 * CROWDED and across[last] - across[i] >= 1.5 * CROWDED and (
        i == 1 or across[i] - across[i - 1] >= CROWDED
    )


def _plain(step: float) -> str:
    """A step of the axis: 40, 2.5, 20,000."""
    return f"{step:,.0f}" if step.is_integer() else f"{step:g}"

"""The whole journey map as one picture. Pure: lines go in, places of everything drawn come out, in map units.

Every label has a cell of its own: a column (ages run from left to right) and a track of a line. What runs up or down
runs in the gutters between columns, what runs along runs on a track or beside a line's name, so nothing is drawn over
words. See docs/decisions for why the map is laid out on a grid.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .arranging import TOP, Arranged, Arranger, Turn
from .blocks import BOLD, CODE, COLUMN, FONT, LABEL, LINE_HEIGHT, MARK, PILL, PLATE, TITLE_UP, name_width
from .columns import Grid, LineIn, Shape
from .lettering import broken

LEFT, BELOW = 18, 52
GUTTER_SLOTS, BEND = (0, 3.5, -3.5), 14


@dataclass(frozen=True)
class StageIn:
    """One stage of life: its name, its ages in words, and the fewest columns it is drawn with."""

    title: str
    ages: str
    least: int = 1


@dataclass(frozen=True)
class Band:
    """The ages of one stage of life, from top to bottom."""

    x: float
    width: float
    title: tuple[str, ...]
    ages: str


@dataclass(frozen=True)
class Spot:
    """One stop in the picture. `shape`: stop, change (to another line) or fork. Labels stand below, centred on x.

    `wait`: what is drawn below the label; `said`: the wait in words, wherever it is drawn.
    """

    key: str
    line: str
    number: int
    x: float
    y: float
    shape: str
    label: tuple[str, ...]
    wait: tuple[str, ...]
    said: str
    codes: tuple[tuple[str, float], ...]

    @property
    def label_box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything below the mark."""
        lines = len(self.label) + len(self.wait)
        bottom = self.y + MARK + lines * LINE_HEIGHT + (PILL if self.codes else 0)
        return self.x - LABEL / 2, self.y + MARK, self.x + LABEL / 2, bottom


@dataclass(frozen=True)
class Leg:
    """A stretch between two stops of a line. `answer` stands where the way parts; a wait is dashed with a clock.

    A stretch drawn long has its own words below the clock; those of a short one stand below its stop.
    """

    path: str
    waits: bool
    answer: str
    answer_at: tuple[float, float]
    clock_at: tuple[float, float] | None
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """One line with everything on it; `x`, `title_y`: where its name begins, on its base line."""

    line: LineIn
    x: float
    title_y: float
    title_width: float
    legs: tuple[Leg, ...]
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class Change:
    """A way from a stop to the beginning of another line, drawn thin in that line's colour."""

    source: str
    target: str
    stop: str
    path: str


@dataclass(frozen=True)
class Picture:
    """The whole map. `crossings` counts rows that changes of line run across."""

    width: float
    height: float
    bands: tuple[Band, ...]
    lines: tuple[Drawn, ...]
    changes: tuple[Change, ...]
    crossings: int


def draw(lines: Sequence[LineIn], stages: Sequence[StageIn]) -> Picture:
    """Lay the map out. `stages`: in order of age. Lines without stops are left out."""
    shapes = [Shape(line) for line in lines if line.stops]
    if not shapes:
        return Picture(2 * LEFT, TOP, (), (), (), 0)
    grid = Grid(shapes, [stage.least for stage in stages])
    return _Drawing(Arranger(shapes, grid).arranged(), grid).picture(stages)


class _Drawing:
    """Every path and word, once it is known where the lines stand."""

    def __init__(self, arranged: Arranged, grid: Grid) -> None:
        self.arranged, self.grid, self.placed = arranged, grid, arranged.lines.placed
        self.size = 2 * LEFT + COLUMN * grid.columns
        self.slots: dict[int, list[tuple[float, float, int]]] = defaultdict(list)

    def picture(self, stages: Sequence[StageIn]) -> Picture:
        """Everything drawn."""
        lines = tuple(self._line(n) for n in range(len(self.placed)))
        changes = tuple(self._change(turn) for turn in self.arranged.lines.turns)
        bands = tuple(
            Band(
                self._left(first),
                COLUMN * (after - first),
                broken(s.title, COLUMN * (after - first) - 8, 14 * BOLD),
                s.ages,
            )
            for s, first, after in zip(stages, self.grid.starts, self.grid.starts[1:], strict=False)
        )
        return Picture(
            self.size, self.arranged.height + BELOW, bands, lines, changes, self.arranged.crossings
        )

    def _left(self, column: float) -> float:
        return LEFT + COLUMN * column

    def _middle(self, column: int) -> float:
        return LEFT + COLUMN * (column + 0.5)

    def _track(self, n: int, track: int) -> float:
        return self.arranged.tops[n] + self.arranged.lines.blocks[n].tracks[track]

    def _line(self, n: int) -> Drawn:
        p = self.placed[n]
        return Drawn(
            line=p.shape.line,
            x=self._left(p.plate(self.grid.columns)[0]),
            title_y=self._track(n, 0) - TITLE_UP + 6,
            title_width=name_width(p.shape.line),
            legs=tuple(self._leg(n, i, j) for i, j in p.shape.edges),
            spots=tuple(self._spot(n, place) for place in range(len(p.shape.line.stops))),
        )

    def _spot(self, n: int, place: int) -> Spot:
        p = self.placed[n]
        stop, codes = p.shape.line.stops[place], p.codes(place)
        forks = sum(i == place for i, _ in p.shape.edges) > 1
        left = -(len(codes) * CODE - 2) / 2
        return Spot(
            key=stop.key,
            line=p.shape.line.key,
            number=place + 1,
            x=self._middle(p.column(place)),
            y=self._track(n, p.shape.tracks[place]),
            shape="fork" if forks else "change" if codes else "stop",
            label=broken(stop.title, LABEL, FONT),
            wait=p.wait_below(place),
            said=stop.wait_words,
            codes=tuple((code, left + CODE * at) for at, code in enumerate(codes)),
        )

    def _leg(self, n: int, i: int, j: int) -> Leg:
        """Along the track; a change of track runs down or up in the gutter, with its corners cut."""
        p = self.placed[n]
        stop = p.shape.line.stops[i]
        x1, x2 = self._middle(p.column(i)), self._middle(p.column(j))
        y1, y2 = self._track(n, p.shape.tracks[i]), self._track(n, p.shape.tracks[j])
        ends = [end for start, end in p.shape.edges if start == i]
        answer = next((way.answer for way in stop.ways if way.to == j), "") if len(ends) > 1 else ""
        waits = p.shape.waits[i]
        if y1 == y2:
            path = f"M{x1:g} {y1:g}H{x2:g}"
            answer_at = (self._left(p.column(i) + 1) + 20, y1 - 9)
            clock_at = (self._middle(p.column(i) + 1) if p.column(j) - p.column(i) > 1 else (x1 + x2) / 2, y1)
        else:
            bend_x = self._left(p.gutter(i, j))
            path = f"M{x1:g} {y1:g}" + _bends(bend_x, y1, y2, x1, x2)
            answer_at, clock_at = (bend_x + 20, y2 - 9), (bend_x, (y1 + y2) / 2)
        first = min(ends, key=lambda end: (not p.wait_on(i, end), end))  # one clock, where its words have room
        return Leg(path, waits, answer, answer_at, clock_at if waits and j == first else None, p.wait_on(i, j))

    def _change(self, turn: Turn) -> Change:
        """From the stop into the gutter behind it, and straight to the target's name or along to its nearer end."""
        source, target, gutter, place = turn.source, turn.target, turn.gutter, turn.place
        p, q = self.placed[source], self.placed[target]
        y1, x1 = self._track(source, p.shape.tracks[place]), self._middle(p.column(place))
        left, middle = self._left(q.plate(self.grid.columns)[0]), self._track(target, 0) - TITLE_UP
        right = left + name_width(q.shape.line)
        inside = left + BEND < self._left(gutter) < right - BEND
        end = middle + (0 if not inside else -PLATE / 2 if y1 < middle else PLATE / 2)
        x = self._left(gutter) + self._slot(gutter, min(y1, end), max(y1, end))
        if inside:
            path = f"M{x1:g} {y1:g}" + _turn(x1, x, y1, end)
        else:
            path = f"M{x1:g} {y1:g}" + _bends(x, y1, end, x1, right if x > right - BEND else left)
        return Change(p.shape.line.key, q.shape.line.key, p.shape.line.stops[place].key, path)

    def _slot(self, gutter: int, top: float, bottom: float) -> float:
        """A place in the gutter beside what already runs there."""
        used = {slot for a, b, slot in self.slots[gutter] if a < bottom and top < b}
        slot = next((s for s in range(len(GUTTER_SLOTS)) if s not in used), len(GUTTER_SLOTS) - 1)
        self.slots[gutter].append((top, bottom, slot))
        return GUTTER_SLOTS[slot]


def _turn(x1: float, x: float, y1: float, y2: float) -> str:
    """Along to x and up or down to y2, the corner cut at 45 degrees."""
    cut = min(BEND, abs(y2 - y1), abs(x - x1))
    return f"H{x - cut if x >= x1 else x + cut:g}L{x:g} {y1 + cut if y2 >= y1 else y1 - cut:g}V{y2:g}"


def _bends(x: float, y1: float, y2: float, x1: float, x2: float) -> str:
    """Along to x, down (or up) to y2, along to x2; corners cut at 45 degrees."""
    down = 1 if y2 >= y1 else -1
    cut = min(BEND, abs(y2 - y1) / 2)
    from_left, to_right = (1 if x >= x1 else -1), (1 if x2 >= x else -1)
    first = min(cut, abs(x - x1))
    last = min(cut, abs(x2 - x))
    return (
        f"H{x - from_left * first:g}L{x:g} {y1 + down * cut:g}V{y2 - down * cut:g}"
        f"L{x + to_right * last:g} {y2:g}H{x2:g}"
    )

"""The whole journey map as one picture. Pure: lines go in, places of everything drawn come out, in map units.

Every label has a cell of its own: a column (ages run from left to right) and a track of a row. What runs up or down
runs in the gutters between columns, what runs along runs on a track or on a rail above or below it, so nothing is
drawn over words. See docs/decisions for why the map is laid out on a grid.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from .columns import Grid, LineIn, Shape
from .lettering import broken, width
from .ordering import Link, best_order, crossings

COLUMN, LABEL, GUTTER_SLOTS = 122, 112, (0, 4, -4, 7, -7)
LEFT, TOP, BELOW = 20, 74, 24
TITLE, RAIL, GAP = 27, 9, 10
MARK, LINE_HEIGHT, FONT, TITLE_FONT = 15, 15, 13, 17
PILL, BEND, BOLD = 19, 7, 1.12


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
    """One stop in the picture. `shape`: stop, change (to another line) or fork. Labels stand below, centred on x."""

    key: str
    line: str
    number: int
    x: float
    y: float
    shape: str
    label: tuple[str, ...]
    wait: tuple[str, ...]
    codes: tuple[tuple[str, float], ...]

    @property
    def label_box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of everything below the mark."""
        lines = len(self.label) + len(self.wait)
        bottom = self.y + MARK + lines * LINE_HEIGHT + (PILL if self.codes else 0)
        return self.x - LABEL / 2, self.y + MARK, self.x + LABEL / 2, bottom


@dataclass(frozen=True)
class Leg:
    """A stretch between two stops of a line. `answer` stands where the way parts; a wait is dashed with a clock."""

    path: str
    waits: bool
    answer: str
    answer_at: tuple[float, float]
    clock_at: tuple[float, float] | None


@dataclass(frozen=True)
class Drawn:
    """One line with everything on it; `x`, `y`: where it begins."""

    line: LineIn
    x: float
    y: float
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


@dataclass(frozen=True)
class _Placed:
    """A line with its columns."""

    shape: Shape
    columns: list[int]

    @property
    def extent(self) -> tuple[int, int]:
        return self.columns[0], self.columns[-1]

    def column(self, place: int) -> int:
        return self.columns[self.shape.ranks[place]]


def draw(lines: Sequence[LineIn], stages: Sequence[StageIn]) -> Picture:
    """Lay the map out. `stages`: in order of age. Lines without stops are left out."""
    shapes = [Shape(line) for line in lines if line.stops]
    if not shapes:
        return Picture(2 * LEFT, TOP, (), (), (), 0)
    grid = Grid(shapes, [stage.least for stage in stages])
    rows, placed = _rows(shapes, grid)
    changes = _changes(placed)
    row_of = {n: number for number, row in enumerate(rows) for n in row}
    links = [Link(row_of[s], row_of[t], gutter) for s, t, gutter, _ in changes]
    extents = [[placed[n].extent for n in row] for row in rows]
    order = best_order(len(rows), links, extents)
    return _Drawing(placed, rows, order, changes, grid).picture(stages, crossings(order, links, extents))


def _rows(shapes: Sequence[Shape], grid: Grid) -> tuple[list[list[int]], list[_Placed]]:
    """Lines share a row where their ages let them stand side by side; a line alone is spread over its ages."""
    rows: list[list[int]] = []
    ends: list[int] = []
    found: dict[int, list[int]] = {}
    # Those that can be moved least choose first.
    for n in sorted(range(len(shapes)), key=lambda n: (grid.slack(shapes[n]), n)):
        shape = shapes[n]
        fits = [(r, columns) for r, end in enumerate(ends) if (columns := grid.compact(shape, end + 1))]
        row, columns = min(fits, key=lambda fit: fit[1][0] - ends[fit[0]], default=(len(rows), None))
        if columns is None:
            columns = grid.compact(shape) or grid.spread(shape)
            rows.append([])
            ends.append(0)
        found[n] = columns
        rows[row].append(n)
        ends[row] = max(columns[-1], columns[0] + ceil(_title_width(shape.line) / COLUMN) - 1)
    for row_of_one in (row for row in rows if len(row) == 1):
        found[row_of_one[0]] = grid.spread(shapes[row_of_one[0]])
    return rows, [_Placed(shape, found[n]) for n, shape in enumerate(shapes)]


def _title_width(line: LineIn) -> float:
    return width(line.title, TITLE_FONT) + width(line.ages, FONT) + 58


def _changes(placed: Sequence[_Placed]) -> list[tuple[int, int, int, int]]:
    """One way for each pair of lines: (source line, target line, gutter, stop), from the first stop that offers it."""
    number = {p.shape.line.code: n for n, p in enumerate(placed)}
    found: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for n, p in enumerate(placed):
        for place, stop in enumerate(p.shape.line.stops):
            for way in stop.ways:
                target = number.get(way.line) if way.whole_line else None
                if target is not None and target != n:
                    found.setdefault((n, target), (n, target, p.column(place) + 1, place))
    return list(found.values())


class _Drawing:
    """Places on the page, row by row."""

    def __init__(
        self,
        placed: Sequence[_Placed],
        rows: Sequence[Sequence[int]],
        order: Sequence[int],
        changes: Sequence[tuple[int, int, int, int]],
        grid: Grid,
    ) -> None:
        self.placed, self.grid, self.changes = placed, grid, changes
        self.place_of_row = {n: place for place, row in enumerate(order) for n in rows[row]}
        self.coming = {
            (target, self.place_of_row[source] < self.place_of_row[target])
            for source, target, _, _ in changes
            if self.place_of_row[source] != self.place_of_row[target]
        }
        self.tracks: dict[int, list[float]] = {}
        self.rails: dict[tuple[int, bool], float] = {}
        self.slots: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
        self.hues = {p.shape.line.code: p.shape.line.hue for p in placed}
        at = float(TOP)
        for row in order:
            at = self._row(rows[row], at)
        self.height = at + BELOW - GAP

    def picture(self, stages: Sequence[StageIn], count: int) -> Picture:
        """Everything drawn."""
        lines = tuple(self._line(n) for n in range(len(self.placed)))
        changes = tuple(self._change(*change) for change in self.changes)
        bands = tuple(
            Band(
                self._left(first),
                COLUMN * (after - first),
                broken(s.title, COLUMN * (after - first) - 8, 14),
                s.ages,
            )
            for s, first, after in zip(stages, self.grid.starts, self.grid.starts[1:], strict=False)
        )
        return Picture(2 * LEFT + COLUMN * self.grid.columns, self.height, bands, lines, changes, count)

    def _left(self, column: float) -> float:
        return LEFT + COLUMN * column

    def _middle(self, column: int) -> float:
        return LEFT + COLUMN * (column + 0.5)

    def _row(self, row: Sequence[int], top: float) -> float:
        """Heights of a row's title, rails and tracks; returns where the next row may begin."""
        above = [n for n in row if self._comes(n, from_above=True)]
        below = [n for n in row if self._comes(n, from_above=False)]
        at = top + TITLE + (RAIL if above else 0) + MARK
        for n in above:
            self.rails[n, True] = top + TITLE + RAIL / 2
        depth = max(self.placed[n].shape.depth for n in row)
        tracks = []
        for track in range(depth):
            tracks.append(at)
            spots = [box for n in row for box in self._boxes(n, track)]
            at += MARK + max(spots, default=0) + (MARK + 5 if track < depth - 1 else 4)
        for n in row:
            self.tracks[n] = tracks
        for n in below:
            self.rails[n, False] = at + RAIL / 2
        return at + (RAIL if below else 0) + GAP

    def _boxes(self, n: int, track: int) -> list[float]:
        shape = self.placed[n].shape
        return [
            (len(broken(stop.title, LABEL, FONT)) + len(self._wait(n, place))) * LINE_HEIGHT
            + (PILL if self._codes(n, place) else 0)
            for place, stop in enumerate(shape.line.stops)
            if shape.tracks[place] == track
        ]

    def _comes(self, n: int, *, from_above: bool) -> bool:
        return (n, from_above) in self.coming

    def _wait(self, n: int, place: int) -> tuple[str, ...]:
        words = self.placed[n].shape.line.stops[place].wait_words
        return broken(words, LABEL, FONT * BOLD) if words else ()

    def _codes(self, n: int, place: int) -> tuple[str, ...]:
        ways = self.placed[n].shape.line.stops[place].ways
        return tuple(dict.fromkeys(way.line for way in ways if way.line in self.hues))[:4]

    def _line(self, n: int) -> Drawn:
        p = self.placed[n]
        line = p.shape.line
        start, top = self._left(p.extent[0]), self.tracks[n][0]
        rail = RAIL if (n, True) in self.rails else 0
        return Drawn(
            line=line,
            x=start,
            y=top,
            title_y=top - MARK - rail - 9,
            title_width=_title_width(line),
            legs=tuple(self._leg(n, i, j) for i, j in p.shape.edges),
            spots=tuple(self._spot(n, place) for place in range(len(line.stops))),
        )

    def _spot(self, n: int, place: int) -> Spot:
        p = self.placed[n]
        stop, codes = p.shape.line.stops[place], self._codes(n, place)
        forks = sum(i == place for i, _ in p.shape.edges) > 1
        left = -(len(codes) * 27 - 3) / 2
        return Spot(
            key=stop.key,
            line=p.shape.line.key,
            number=place + 1,
            x=self._middle(p.column(place)),
            y=self.tracks[n][p.shape.tracks[place]],
            shape="fork" if forks else "change" if codes else "stop",
            label=broken(stop.title, LABEL, FONT),
            wait=self._wait(n, place),
            codes=tuple((code, left + 27 * at) for at, code in enumerate(codes)),
        )

    def _leg(self, n: int, i: int, j: int) -> Leg:
        """Along the track; a change of track runs down or up in the gutter, with its corners cut."""
        p = self.placed[n]
        stop = p.shape.line.stops[i]
        ti, tj = p.shape.tracks[i], p.shape.tracks[j]
        x1, x2 = self._middle(p.column(i)), self._middle(p.column(j))
        y1, y2 = self.tracks[n][ti], self.tracks[n][tj]
        forks = sum(start == i for start, _ in p.shape.edges) > 1
        answer = next((way.answer for way in stop.ways if way.to == j), "") if forks else ""
        waits = stop.wait_weeks > 0
        clock = waits and j == min(end for start, end in p.shape.edges if start == i)
        if ti == tj:
            path = f"M{x1:g} {y1:g}H{x2:g}"
            answer_at, clock_at = (self._left(p.column(i) + 1), y1 - 9), ((x1 + x2) / 2, y1)
        else:
            gutter = p.column(i) + 1 if tj > ti else p.column(j)
            bend_x = self._left(gutter)
            path = f"M{x1:g} {y1:g}" + _bends(bend_x, y1, y2, x1, x2)
            answer_at, clock_at = (bend_x + 16, y2 - 9), (bend_x, (y1 + y2) / 2)
        return Leg(path, waits, answer, answer_at, clock_at if clock else None)

    def _change(self, source: int, target: int, gutter: int, place: int) -> Change:
        """From the stop's gutter to the target's rail, along it, and into the target's first stop from the left."""
        p, q = self.placed[source], self.placed[target]
        y1 = self.tracks[source][p.shape.tracks[place]]
        x1, end_x, end_y = (
            self._middle(p.column(place)),
            self._middle(q.extent[0]) - 15,
            self.tracks[target][0],
        )
        above = self.place_of_row[source] < self.place_of_row[target]
        same = self.place_of_row[source] == self.place_of_row[target]
        rail = self.rails.get((target, above), end_y)
        x = self._left(gutter) + (0 if same else self._slot(gutter, min(y1, rail), max(y1, rail), target))
        into = self._left(q.extent[0]) + 4
        path = f"M{x1:g} {y1:g}" + _bends(x, y1, rail, x1, into)
        if rail != end_y:
            path += _bends(into, rail, end_y, x, end_x)
        return Change(p.shape.line.key, q.shape.line.key, p.shape.line.stops[place].key, path)

    def _slot(self, gutter: int, top: float, bottom: float, target: int) -> float:
        """A place in the gutter beside what already runs there; ways to the same line share one."""
        used = {slot for a, b, slot in self.slots[gutter] if a < bottom and top < b}
        slot = next((s for s in range(len(GUTTER_SLOTS)) if s not in used), len(GUTTER_SLOTS) - 1)
        self.slots[gutter].append((top, bottom, slot))
        return GUTTER_SLOTS[slot]


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

"""A line once its columns are known: what it needs above and below itself, and which of its words stand where. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from .columns import LineIn, Shape
from .lettering import broken, width
from .stacking import Block

COLUMN, LABEL = 100, 91
TITLE_UP, PLATE, CLEAR = 31, 24, 20  # how far a name stands above its line, how high its plate is, room above a track
MARK, LINE_HEIGHT, FONT, TITLE_FONT, BOLD = 15, 15, 13, 17, 1.12
PILL, CODE, CODES = 20, 24, 4


@dataclass(frozen=True, eq=False)
class Placed:
    """A line with its columns, one for each rank."""

    shape: Shape
    columns: tuple[int, ...]

    @property
    def extent(self) -> tuple[int, int]:
        """First and last column."""
        return self.columns[0], self.columns[-1]

    def column(self, place: int) -> int:
        """The column of a stop."""
        return self.columns[self.shape.ranks[place]]

    def gutter(self, i: int, j: int) -> int:
        """Where a stretch changes its track: just behind its stop when down, just before the next when up."""
        return self.column(i) + 1 if self.shape.tracks[j] > self.shape.tracks[i] else self.column(j)

    @cached_property
    def edges(self) -> Block:
        """Upper and lower edge, column by column, without the name: its tracks, and all words below them."""
        floor: dict[int, float] = {}
        tracks: list[float] = []
        for track in range(self.shape.depth):
            run = list(self._run(track))
            at = max((floor[column] + CLEAR for column, _ in run if column in floor), default=0.0)
            at = max(at, tracks[-1] if tracks else 0.0)
            tracks.append(at)
            for column, depth in run:
                floor[column] = max(floor.get(column, at), at + depth)
        return Block(dict.fromkeys(floor, -float(CLEAR)), floor, tuple(tracks))

    @cached_property
    def over(self) -> dict[int, tuple[float, ...]]:
        """How far below its first track this line runs along over each gutter."""
        found: dict[int, set[float]] = {}
        for i, j in self.shape.edges:
            ti, tj = self.shape.tracks[i], self.shape.tracks[j]
            for gutter in range(self.column(i) + 1, self.column(j) + 1):
                if ti == tj or gutter != self.gutter(i, j):
                    track = ti if gutter < self.gutter(i, j) else tj
                    found.setdefault(gutter, set()).add(self.edges.tracks[track])
        return {gutter: tuple(tracks) for gutter, tracks in found.items()}

    def block(self, gutters: Sequence[int], columns: int) -> Block:
        """The same with the name, and with what comes to it from the side in gutters left and right of it."""
        start, after = self.plate(columns)
        tops, bottoms = dict(self.edges.tops), dict(self.edges.bottoms)
        for column in range(min([start, *gutters]), min(max([after, *gutters]), columns)):
            tops[column] = -float(TITLE_UP + PLATE / 2 + 4)
            bottoms.setdefault(column, -float(TITLE_UP - PLATE / 2))
        return Block(tops, bottoms, self.edges.tracks)

    def plate(self, columns: int) -> tuple[int, int]:
        """First column of the name, further left than the first stop where it would not fit, and the one after."""
        wide = ceil(name_width(self.shape.line) / COLUMN)
        start = max(0, min(self.columns[0], columns - wide))
        return start, start + wide

    def wait_on(self, i: int, j: int) -> tuple[str, ...]:
        """A wait's words on its own stretch: when that runs along one track over a column without a stop."""
        stop = self.shape.line.stops[i]
        level = self.shape.tracks[i] == self.shape.tracks[j]
        if not (stop.wait_words and self.shape.waits[i] and level and self.column(j) - self.column(i) > 1):
            return ()
        return broken(stop.wait_words, LABEL, FONT * BOLD)

    def wait_below(self, place: int) -> tuple[str, ...]:
        """A wait's words below its stop: when no stretch has room for them."""
        words = self.shape.line.stops[place].wait_words
        if not words or not self.shape.waits[place]:
            return ()
        if any(i == place and self.wait_on(i, j) for i, j in self.shape.edges):
            return ()
        return broken(words, LABEL, FONT * BOLD)

    def codes(self, place: int) -> tuple[str, ...]:
        """The other lines one can change to here."""
        return tuple(dict.fromkeys(way.line for way in self.shape.line.stops[place].ways if way.line))[:CODES]

    def _run(self, track: int) -> Iterator[tuple[int, float]]:
        """Columns a track uses, each with how far down its words reach."""
        for place, stop in enumerate(self.shape.line.stops):
            if self.shape.tracks[place] == track:
                label = len(broken(stop.title, LABEL, FONT)) + len(self.wait_below(place))
                yield self.column(place), MARK + label * LINE_HEIGHT + (PILL if self.codes(place) else 0) + 2
        for i, j in self.shape.edges:
            first, last, gutter = self.column(i), self.column(j), self.gutter(i, j)
            ti, tj = self.shape.tracks[i], self.shape.tracks[j]
            if ti == track:
                yield from ((column, 6.0) for column in range(first, last + 1 if ti == tj else gutter))
            if tj == track and ti != tj:
                yield from ((column, 6.0) for column in range(gutter, last + 1))
            if ti == tj == track and (words := self.wait_on(i, j)):
                yield first + 1, MARK + len(words) * LINE_HEIGHT + 2


def name_width(line: LineIn) -> float:
    """How wide the plate with a line's code, name and ages is."""
    return width(line.title, TITLE_FONT) * BOLD + width(line.ages, FONT) + 104

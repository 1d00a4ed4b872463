"""Where each stop of a line stands along the ages: ranks, columns and side tracks. Pure.

A line is drawn from left to right in the order of its stops. Stops that exclude each other (“yes” and “no”) share a
rank and stand on different tracks: track 0 is the way most families go, the others are sidings below it. Ranks
become columns of a grid that every line shares; each stage of life owns one or more columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

WEEKS_IN_A_COLUMN = 40


@dataclass(frozen=True)
class Way:
    """One choice of a stop: to a stop of the same line (`to`, its place in the line) or to another line's code."""

    answer: str = ""
    to: int | None = None
    line: str = ""
    whole_line: bool = False


@dataclass(frozen=True)
class StopIn:
    """A stop as the layout needs it. `stages`: first and last stage it serves, by number."""

    key: str
    title: str
    stages: tuple[int, int]
    ways: tuple[Way, ...] = ()
    wait_weeks: float = 0
    wait_words: str = ""
    wait_key: str = ""


@dataclass(frozen=True)
class LineIn:
    """A line as the layout needs it, with its stops in order."""

    key: str
    code: str
    title: str
    hue: int
    stroke: str
    stages: tuple[int, int]
    stops: tuple[StopIn, ...]
    ages: str = ""


class Shape:
    """A line's ranks and tracks, before it has a place on the grid."""

    def __init__(self, line: LineIn) -> None:
        self.line = line
        self.edges = self._reduced(self._forward())
        self.ranks = self._rank()
        self.trunk = self._follow()
        self.waits = self._waits()
        self.tracks = self._assign()

    @cached_property
    def length(self) -> int:
        """How many ranks."""
        return max(self.ranks, default=0) + 1

    @cached_property
    def depth(self) -> int:
        """How many tracks."""
        return max(self.tracks, default=0) + 1

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """First and last stage in which each rank may stand: where its stops' ages meet."""
        found: list[tuple[int, int] | None] = [None] * self.length
        for stop, rank in zip(self.line.stops, self.ranks, strict=True):
            before = found[rank] or stop.stages
            first, last = max(before[0], stop.stages[0]), min(before[1], stop.stages[1])
            found[rank] = (first, last) if first <= last else before
        return [span or self.line.stages for span in found]

    @cached_property
    def weights(self) -> list[float]:
        """How long the stretch after each rank is drawn: 1, and more where families wait long."""
        weeks = [0.0] * self.length
        for stop, rank, waits in zip(self.line.stops, self.ranks, self.waits, strict=True):
            weeks[rank] = max(weeks[rank], stop.wait_weeks if waits else 0)
        return [1 + min(2.0, wait / WEEKS_IN_A_COLUMN) for wait in weeks]

    def _forward(self) -> list[tuple[int, int]]:
        count = len(self.line.stops)
        found = {
            (i, way.to)
            for i, stop in enumerate(self.line.stops)
            for way in stop.ways
            if way.to is not None and i < way.to < count
        }
        return sorted(found)

    @staticmethod
    def _reduced(edges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Without edges that only shorten another way: the picture shows the way, the list shows every choice."""
        ahead: dict[int, set[int]] = {}
        kept = []
        for start in sorted({i for i, _ in edges}, reverse=True):
            reached: set[int] = set()
            for end in sorted(j for i, j in edges if i == start):
                if end not in reached:
                    kept.append((start, end))
                    reached |= {end} | ahead.get(end, set())
            ahead[start] = reached
        return sorted(kept)

    def _rank(self) -> list[int]:
        ranks: list[int] = []
        before: dict[int, list[int]] = {}
        for i, j in self.edges:
            before.setdefault(j, []).append(i)
        for place in range(len(self.line.stops)):
            come = before.get(place)
            if come:
                ranks.append(max(ranks[i] for i in come) + 1)
            else:  # nothing leads here on this line: beside the stop before, or after it when that is a siding too
                ranks.append(0 if not ranks else ranks[-1] + (place - 1 not in self._reached()))
        return ranks

    def _reached(self) -> set[int]:
        """Stops that can be reached from the first one."""
        reached = {0}
        for i, j in self.edges:
            if i in reached:
                reached.add(j)
        return reached

    def _follow(self) -> frozenset[int]:
        """The way most families go: from the first stop, the first choice that is not a no."""
        trunk, here = {0}, 0
        while True:
            answers = {way.to: way.answer for way in self.line.stops[here].ways if way.to is not None}
            onward = [j for i, j in self.edges if i == here]
            if not onward:
                return frozenset(trunk)
            here = min(
                onward, key=lambda j: (answers.get(j) == "no", list(answers).index(j) if j in answers else j)
            )
            trunk.add(here)

    def _waits(self) -> list[bool]:
        """Where a wait is drawn: one figure is drawn once on a line, at the last stop on the way most families go."""
        at: dict[str, int] = {}
        for place, stop in enumerate(self.line.stops):
            if stop.wait_weeks > 0 and (place in self.trunk or stop.wait_key not in at):
                at[stop.wait_key or stop.key] = place
        return [place in at.values() for place in range(len(self.line.stops))]

    def _assign(self) -> list[int]:
        taken: list[set[int]] = [set()]
        tracks = []
        trunk_ranks = sorted(self.ranks[i] for i in self.trunk)
        taken[0] = set(range(trunk_ranks[0], trunk_ranks[-1] + 1))
        for place, rank in enumerate(self.ranks):
            if place in self.trunk:
                tracks.append(0)
                continue
            needs = self._run(place, rank)
            track = next((t for t, used in enumerate(taken) if not used & needs), len(taken))
            if track == len(taken):
                taken.append(set())
            taken[track] |= needs
            tracks.append(track)
        return tracks

    def _run(self, place: int, rank: int) -> set[int]:
        come = [self.ranks[i] + 1 for i, j in self.edges if j == place]
        leave = [self.ranks[j] - 1 for i, j in self.edges if i == place]
        return set(range(min([rank, *come]), max([rank, *leave]) + 1))


class Grid:
    """The columns of the map: how many each stage of life owns, and where they begin."""

    def __init__(self, shapes: Sequence[Shape], least: Sequence[int]) -> None:
        self.counts = list(least)
        self._known: dict[Shape, tuple[list[int], list[int]]] = {}
        demand = [0.0] * len(least)
        for shape in shapes:
            first, last = shape.line.stages
            for stage in range(first, last + 1):
                demand[stage] += shape.length / (last - first + 1)
        for shape in shapes:
            self._make_room(shape, demand)

    @cached_property
    def starts(self) -> list[int]:
        """The first column of each stage, and after the last one the number of columns."""
        starts = [0]
        for count in self.counts:
            starts.append(starts[-1] + count)
        return starts

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.starts[-1]

    def _make_room(self, shape: Shape, demand: list[float]) -> None:
        """Widen stages until every stretch of ranks, with its waits drawn long, fits between its first and last age."""
        spans = shape.spans
        rooms = [round(weight) for weight in shape.weights]
        for first_rank in range(shape.length):
            first, needed = spans[first_rank][0], 1
            for last_rank in range(first_rank, shape.length):
                last = max(first, spans[last_rank][1])
                while sum(self.counts[first : last + 1]) < needed:
                    widest = max(range(first, last + 1), key=lambda s: (demand[s] / self.counts[s], -s))
                    self.counts[widest] += 1
                needed += rooms[last_rank]

    def compact(self, shape: Shape, start: int = 0) -> list[int] | None:
        """Columns for the ranks, as far left as ages allow from `start` on; None when the ages do not allow it."""
        lows, highs = self._bounds(shape)
        if start > highs[0]:
            return None
        columns: list[int] = []
        at = start
        for rank in range(shape.length):
            columns.append(max(at, lows[rank]))
            at = columns[-1] + round(shape.weights[rank])
        # Only a wait leaves a gap: what stands before a later age moves up to it.
        for rank in range(shape.length - 2, -1, -1):
            near = columns[rank + 1] - round(shape.weights[rank])
            columns[rank] = max(columns[rank], min(near, highs[rank]))
        return columns if all(column <= high for column, high in zip(columns, highs, strict=True)) else None

    def slack(self, shape: Shape) -> int:
        """How many columns a line can move to the right within its ages."""
        _, highs = self._bounds(shape)
        columns = self.compact(shape) or highs
        return min(high - column for column, high in zip(columns, highs, strict=True))

    def spread(self, shape: Shape) -> list[int]:
        """Columns for the ranks: in order, within their ages where that can be, spread over the line's ages."""
        first, last = self.starts[shape.line.stages[0]], self.starts[shape.line.stages[1] + 1] - 1
        lows, highs = self._bounds(shape)
        weights = shape.weights
        room = min(2.0, (last - first) / max(1.0, sum(weights[:-1])))
        columns: list[int] = []
        at = float(first)
        for rank in range(shape.length):
            wanted = min(max(round(at), lows[rank]), highs[rank])
            columns.append(max(wanted, columns[-1] + 1) if columns else max(wanted, 0))
            at = columns[-1] + weights[rank] * room
        return self._inside(columns)

    def _bounds(self, shape: Shape) -> tuple[list[int], list[int]]:
        """The first and last column of each rank by its ages; the last one leaves room for the ranks after it."""
        known = self._known.get(shape)
        if known is not None:
            return known
        lows = [self.starts[first] for first, _ in shape.spans]
        highs = [self.starts[last + 1] - 1 for _, last in shape.spans]
        for rank in range(shape.length - 2, -1, -1):
            highs[rank] = min(highs[rank], highs[rank + 1] - 1)
        self._known[shape] = lows, highs
        return lows, highs

    def _inside(self, columns: list[int]) -> list[int]:
        """Shift what ran over the right edge back, keeping the order."""
        most = max(self.columns - 1, len(columns) - 1)
        for rank in range(len(columns) - 1, -1, -1):
            columns[rank] = min(columns[rank], most)
            most = columns[rank] - 1
        return columns


def is_in_order(columns: Sequence[int]) -> bool:
    """Whether each column comes after the one before."""
    return all(a < b for a, b in pairwise(columns))

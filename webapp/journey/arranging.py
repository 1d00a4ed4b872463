"""Which columns and which place from top to bottom each line gets. Pure.

The first order crosses as little as can be (see `ordering`). Then lines are moved, one at a time, along their ages, up
or down, towards a map that is less high and crosses little (simulated annealing); last, up or down only, until no move
of one line crosses less. Large maps get the first order only: they scroll anyway.
"""

import random
from collections.abc import Sequence
from functools import cache, cached_property
from math import log
from typing import NamedTuple

from .blocks import TITLE_UP, Placed
from .columns import Grid, Shape
from .ordering import Link, best_order
from .stacking import Block, stack

TOP = 64
SMALL, TRIES, WARMTH, CROSSING, DICE = 24, 450, 40, 40, 0  # a crossing is worth so many units of height


class Turn(NamedTuple):
    """A change of line that is drawn: from a stop of one line (in the gutter behind it) to the name of another."""

    source: int
    target: int
    gutter: int
    place: int


class Arranged:
    """Every line with its columns, what is drawn between them, and where they stand."""

    def __init__(self, lines: "Lines", order: Sequence[int]) -> None:
        self.lines, self.order = lines, order
        self.tops, self.height = stack(order, lines.blocks, lines.columns, TOP)

    def in_order(self, order: Sequence[int]) -> "Arranged":
        """The same lines on the same columns, in another order."""
        return Arranged(self.lines, order)

    @cached_property
    def crossings(self) -> int:
        """How often a change of line runs across a line."""
        tops = self.tops
        count = 0
        for source, below, target, over in self.lines.runs:
            low, high = tops[source] + below, tops[target] - TITLE_UP
            if low > high:
                low, high = high, low
            count += sum([low < tops[n] + track < high for n, track in over])
        return count


class Lines:
    """Lines on their columns, before it is known which stands above which."""

    def __init__(self, placed: Sequence[Placed], turns: Sequence[Turn], blocks: Sequence[Block], columns: int) -> None:
        self.placed, self.turns, self.blocks, self.columns = placed, turns, blocks, columns
        # For each change: its line, how far its stop is below that line's first track, the line it leads to, and what
        # runs along over its gutter.
        self.runs = [
            (
                turn.source,
                blocks[turn.source].tracks[placed[turn.source].shape.tracks[turn.place]],
                turn.target,
                [(n, track) for n, p in enumerate(placed) if turn.gutter in p.over for track in p.over[turn.gutter]],
            )
            for turn in turns
        ]


class Arranger:
    """Tries columns and orders for the same lines."""

    def __init__(self, shapes: Sequence[Shape], grid: Grid) -> None:
        self.shapes, self.grid = shapes, grid
        number = {shape.line.code: n for n, shape in enumerate(shapes)}
        ways = [
            (n, number[way.line], place)
            for n, shape in enumerate(shapes)
            for place, stop in enumerate(shape.line.stops)
            for way in stop.ways
            if way.whole_line and number.get(way.line, n) != n
        ]
        self.pairs = {pair: [w[2] for w in ways if w[:2] == pair] for pair in dict.fromkeys(w[:2] for w in ways)}
        self.choices = [self._choices(shape) for shape in shapes]
        self.block = cache(Placed.block)

    def arranged(self) -> Arranged:
        """The best found. The dice are the same each time, so the same content gives the same map."""
        best = self.on([choices[0] for choices in self.choices])
        return self.untangled(self._annealed(best)) if len(self.shapes) <= SMALL else best

    def untangled(self, best: Arranged) -> Arranged:
        """No move of one line up or down crosses less; of those that cross as little, the least high."""
        least = best.crossings, best.height
        while True:
            before = least
            for n in best.order:
                for place in range(len(best.order)):
                    other = best.in_order(_moved(best.order, n, place))
                    if (other.crossings, other.height) < least:
                        best, least = other, (other.crossings, other.height)
            if least == before:
                return best

    def _annealed(self, best: Arranged) -> Arranged:
        """One line at a time to another place or other columns; at first also for the worse, to get past hills."""
        dice = random.Random(DICE)  # noqa: S311 - nothing secret hangs on it
        here, cost = best, _cost(best)
        least = cost
        for turn in range(TRIES):
            n = dice.randrange(len(self.shapes))
            if len(self.choices[n]) > 1 and dice.random() < 0.5:
                placed = list(here.lines.placed)
                placed[n] = dice.choice(self.choices[n])
                other = self.on(placed, here.order)
            else:
                other = here.in_order(_moved(here.order, n, dice.randrange(len(here.order))))
            limit = cost - (1 + WARMTH * (1 - turn / TRIES) ** 2) * log(1 - dice.random())
            if other.height < limit and _cost(other) < limit:
                here, cost = other, _cost(other)
                if cost < least:
                    best, least = here, cost
        return best

    def _choices(self, shape: Shape) -> list[Placed]:
        """All columns a line may have: packed, from each place it can begin at. Only a wait leaves columns between."""
        starts = [self.grid.compact(shape, start) for start in range(self.grid.columns)]
        found = dict.fromkeys(tuple(columns) for columns in starts if columns)
        return [Placed(shape, columns) for columns in found or [tuple(self.grid.spread(shape))]]

    def on(self, placed: Sequence[Placed], order: Sequence[int] | None = None) -> Arranged:
        """Lines on these columns; without an order, in the one that crosses least."""
        turns = self._turns(placed)
        beside: list[list[int]] = [[] for _ in placed]
        for turn in turns:
            beside[turn.target].append(turn.gutter)
        blocks = [self.block(p, tuple(own), self.grid.columns) for p, own in zip(placed, beside, strict=True)]
        if order is None:
            links = [Link(turn.source, turn.target, turn.gutter) for turn in turns]
            order = best_order(len(placed), links, [[p.extent] for p in placed])
        return Arranged(Lines(placed, turns, blocks, self.grid.columns), order)

    def _turns(self, placed: Sequence[Placed]) -> list[Turn]:
        """One way for each pair of lines, from the stop that stands nearest to the other's beginning."""
        found = []
        for (source, target), places in self.pairs.items():
            own, start = placed[source], placed[target].columns[0]
            gutter, place = min(((own.column(place) + 1, place) for place in places), key=lambda g: abs(g[0] - start))
            found.append(Turn(source, target, gutter, place))
        return found


def _cost(arranged: Arranged) -> float:
    return arranged.height + CROSSING * arranged.crossings


def _moved(order: Sequence[int], n: int, place: int) -> list[int]:
    rest = [other for other in order if other != n]
    rest.insert(place, n)
    return rest

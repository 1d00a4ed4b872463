"""How far down each line stands: as close under what is above it as words allow, column by column. Pure.

A line is a block whose upper and lower edge differ from column to column; blocks are let down one after another, each
until it would touch. So the next line moves up where the one above has no words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

GAP = 12


@dataclass(frozen=True)
class Block:
    """A line's edges by column, measured from its first track, and how far its tracks stand below one another."""

    tops: Mapping[int, float]
    bottoms: Mapping[int, float]
    tracks: tuple[float, ...]

    @cached_property
    def edges(self) -> tuple[tuple[int, float, float], ...]:
        """Column, how much room above it, how far it reaches down."""
        return tuple((column, GAP - top, self.bottoms[column]) for column, top in self.tops.items())


def stack(order: Sequence[int], blocks: Sequence[Block], columns: int, top: float) -> tuple[list[float], float]:
    """Let the lines down in order. Where each one's first track is, and where the lowest ends."""
    sky = [top - GAP] * columns
    tops = [0.0] * len(blocks)
    for n in order:
        edges = blocks[n].edges
        at = max([sky[column] + room for column, room, _ in edges])
        tops[n] = at
        for column, _, bottom in edges:
            if at + bottom > sky[column]:
                sky[column] = at + bottom
    return tops, max(sky)

"""In which order the lines stand below one another, so that changes of line cross as little as can be. Pure.

Rows hold one line, or two whose columns do not meet. A change of line runs straight down (or up) in one gutter
between two columns; it crosses every row in between that has something drawn across that gutter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WINDOW = 24  # how far a row is moved at most in one go: keeps large maps near-linear
LENGTH = 0.01  # a shorter way breaks ties between orders with as many crossings


@dataclass(frozen=True)
class Link:
    """One change of line, between two rows, in a gutter (gutter n is left of column n)."""

    source: int
    target: int
    gutter: int


def crossings(
    order: Sequence[int], links: Sequence[Link], extents: Sequence[Sequence[tuple[int, int]]]
) -> int:
    """How many rows the links cross. `extents[row]`: columns from-to of what is drawn in the row."""
    places = {row: place for place, row in enumerate(order)}
    count = 0
    for link in links:
        low, high = sorted((places[link.source], places[link.target]))
        count += sum(_meets(extents[order[place]], link.gutter) for place in range(low + 1, high))
    return count


def best_order(rows: int, links: Sequence[Link], extents: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """An order that no move of one row makes better. Tries the given order, its reverse and one by centres."""
    meets = [
        {gutter for gutter in {link.gutter for link in links} if _meets(extents[row], gutter)}
        for row in range(rows)
    ]
    by_row: list[list[Link]] = [[] for _ in range(rows)]
    for link in links:
        if link.source != link.target:
            by_row[link.source].append(link)
            by_row[link.target].append(link)
    best: list[int] = list(range(rows))
    least = float("inf")
    starts = [_by_centres(rows, by_row)]
    if rows <= WINDOW:
        starts += [list(range(rows)), list(range(rows - 1, -1, -1))]
    for start in starts:
        order = _sifted(start, by_row, meets, passes=6 if rows <= WINDOW else 2)
        cost = crossings(order, links, extents) + LENGTH * _length(order, links)
        if cost < least - 1e-9:
            best, least = order, cost
    return best


def _meets(extents: Sequence[tuple[int, int]], gutter: int) -> bool:
    return any(first < gutter <= last for first, last in extents)


def _length(order: Sequence[int], links: Sequence[Link]) -> int:
    places = {row: place for place, row in enumerate(order)}
    return sum(abs(places[link.source] - places[link.target]) for link in links)


def _by_centres(rows: int, by_row: Sequence[Sequence[Link]]) -> list[int]:
    places = [float(row) for row in range(rows)]
    for _ in range(8):
        centres = [
            sum(places[link.source] + places[link.target] - places[row] for link in by_row[row])
            / len(by_row[row])
            if by_row[row]
            else places[row]
            for row in range(rows)
        ]
        for place, row in enumerate(sorted(range(rows), key=lambda row: (centres[row], row))):
            places[row] = place
    return sorted(range(rows), key=lambda row: places[row])


def _sifted(
    order: list[int], by_row: Sequence[Sequence[Link]], meets: Sequence[set[int]], passes: int
) -> list[int]:
    """Move each row to its best place among the others, until nothing gets better."""
    order = list(order)
    for _ in range(passes):
        moved = False
        for row in sorted(range(len(order)), key=lambda row: -len(by_row[row])):
            moved |= _sift(row, order, by_row, meets)
        if not moved:
            break
    return order


def _sift(row: int, order: list[int], by_row: Sequence[Sequence[Link]], meets: Sequence[set[int]]) -> bool:
    """Slide one row over all places, counting what each swap changes; put it at the best. True when it moved."""
    start = order.index(row)
    places = {other: place for place, other in enumerate(order)}
    best, best_at = 0.0, start
    for step in (-1, 1):
        cost, here = 0.0, places if step == 1 else dict(places)
        at = start
        while 0 <= at + step < len(order) and abs(at + step - start) <= WINDOW:
            other = order[at + step]
            cost += _swap(row, other, step, here, by_row, meets)
            here[other] -= step
            here[row] += step
            at += step
            if cost < best - 1e-9:
                best, best_at = cost, at
    if best_at == start:
        return False
    order.insert(best_at, order.pop(start))
    return True


def _swap(
    row: int,
    other: int,
    step: int,
    places: dict[int, int],
    by_row: Sequence[Sequence[Link]],
    meets: Sequence[set[int]],
) -> float:
    """What it costs (or saves) when `row` moves past its neighbour `other` in the direction `step`."""
    change = 0.0
    for mover, passed, way in ((row, other, step), (other, row, -step)):
        for link in by_row[mover]:
            far = link.target if link.source == mover else link.source
            if far == passed:
                continue
            towards = (places[far] - places[mover]) * way > 0
            crosses = link.gutter in meets[passed]
            change += (-1 if towards else 1) * (crosses + LENGTH)
    return change

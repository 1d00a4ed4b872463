"""The attacker: finds every whole-number table that fits what was published. Shares no code with `disclosure`.

A set of cells (top, rest) is one big integer with bit `top * width + rest` set, so that adding two groups is
shifting and or-ing. What a hidden group can be is what is left of the county's counts by some choice for all
the other groups.
"""

from fractions import Fraction
from math import sqrt


def half_up(number: Fraction) -> int:
    return (2 * number.numerator + number.denominator) // (2 * number.denominator)


def wilson_whole(top: int, base: int) -> tuple[int, int]:
    z = 1.959963984540054
    share = top / base
    middle = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base)) / (1 + z * z / base)
    return int(max(0.0, middle - half) * 100 + 0.5 + 1e-9), int(min(1.0, middle + half) * 100 + 0.5 + 1e-9)


def bases(published: int) -> range:
    """Counts that are published as this one: to the nearest five."""
    return range(max(published - 2, 0), published + 3)


def shown_cells(figure) -> list[tuple[int, int]]:
    """Every cell that would have been published as this figure."""
    found = []
    for base in bases(figure.base):
        for top in range(5, base - 4):
            if half_up(Fraction(100 * top, base)) != figure.percent:
                continue
            if wilson_whole(top, base) == (figure.low, figure.high):
                found.append((top, base - top))
    return [cell for cell in found if sum(cell) >= 10]


def hidden_cells(status: str, most: int) -> list[tuple[int, int]]:
    """Every cell that fits the words in its place; `most` is the largest base there can be."""
    every = ((top, base - top) for base in range(most + 1) for top in range(base + 1))
    rule = {
        "too-few-answers": lambda t, r: t + r < 10,
        "fewer-than-5": lambda t, r: t + r >= 10 and t < 5,
        "nearly-all": lambda t, r: t + r >= 10 and t >= 5 and r < 5,
        "hidden-to-protect-others": lambda t, r: t >= 5 and r >= 5,
    }[status]
    return [cell for cell in every if rule(*cell)]


Cells = dict[str, list[tuple[int, int]]]


def fitting(figures: dict, sizes: dict[str, int]) -> Cells:
    """For each group, every cell that fits what stands in its place; `sizes` are the most that can have answered."""
    return {
        group: shown_cells(figure) if figure.status == "shown" else hidden_cells(figure.status, sizes[group])
        for group, figure in figures.items()
    }


def known(cells: Cells, group: str, part: int) -> Cells:
    """What is left for somebody who knows that there is one person in a group who gave this answer."""
    return {**cells, group: [cell for cell in cells[group] if cell[part] > 0]}


def possible(figures: dict, cells: Cells, county: tuple[int, int]) -> dict[str, tuple[set[int], set[int]]]:
    """For each hidden group, every number of top answers and of the rest that some table allows; none if no table fits.

    `county` is known exactly; everybody said their group.
    """
    if not all(cells.values()):
        return {group: (set(), set()) for group, figure in figures.items() if figure.status != "shown"}
    width = sum(max(rest for _top, rest in options) for options in cells.values()) + county[1] + 1
    target = county[0] * width + county[1]
    packed = {group: [top * width + rest for top, rest in options] for group, options in cells.items()}
    found = {}
    for group in (group for group, figure in figures.items() if figure.status != "shown"):
        others = _sum_of([packed[other] for other in cells if other != group], target)
        left = [
            cell
            for cell, bit in zip(cells[group], packed[group], strict=True)
            if bit <= target and others >> (target - bit) & 1
        ]
        found[group] = {top for top, _rest in left}, {rest for _top, rest in left}
    return found


def _sum_of(sets: list[list[int]], limit: int) -> int:
    mask, total = (1 << (limit + 1)) - 1, 1
    for options in sorted(sets, key=len):
        grown = 0
        for shift in options:
            if shift <= limit:
                grown |= total << shift
        total = grown & mask
    return total

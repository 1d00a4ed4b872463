"""Thousands of made-up waves attacked: by one table at a time, by those who answered, and by everything together."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from tests.bench import say
from tests.unit.measures import twin_waves
from tests.unit.measures.table_solver import fitting, known, possible
from webapp.measures.disclosure import Cell, Rules, Status, table

RULES = Rules()
FIRST = int(os.environ.get("ATTACK_FROM", "40000"))  # the first seed: take another to attack waves nobody has seen
TABLES, INSIDERS = int(os.environ.get("ATTACK_TABLES", "20000")), int(os.environ.get("ATTACK_INSIDERS", "4000"))
WAVES = int(os.environ.get("ATTACK_WAVES", "4000"))


@dataclass
class Found:
    """What an attack met: numbers that were published and hidden, and hidden ones that it worked out.

    `sizes`: small groups of which it worked out how many replied, and nothing of what they said.
    """

    published: int = 0
    hidden: int = 0
    pinned: list[object] = field(default_factory=list)
    sizes: list[object] = field(default_factory=list)


def main() -> None:
    """All attacks at full size."""
    attacks = (
        ("one table", one_table_each, TABLES),
        ("one table, by each of those who answered", partial(one_table_each, insiders=True), INSIDERS),
        ("everything at once", everything_each, WAVES),
    )
    for words, run, size in attacks:
        begun = time.process_time()
        found = run(range(FIRST, FIRST + size))
        took = time.process_time() - begun
        say(f"{words}: {size} waves from {FIRST}, {found.published} published, {found.hidden} hidden, "
            f"{len(found.pinned)} worked out (aim: 0), {len(found.sizes)} sizes, {took:.0f} s")  # fmt: skip
        for place in [*found.pinned[:10], *found.sizes[:10]]:
            say(f"  worked out: {place}")


def wave(seed: int) -> dict[str, Cell]:
    """One breakdown of one question: two to eight groups, small ones often, extremes often."""
    pick = random.Random(seed)
    groups = {}
    for number in range(pick.randint(2, 8)):
        base = pick.choice((pick.randint(0, 14), pick.randint(8, 40), pick.randint(20, 90)))
        share = pick.choice((0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97))
        top = sum(pick.random() < share for _ in range(base))
        groups[f"g{number}"] = Cell(top, base - top, pick.choice((0, 0, 1, 4)))
    return groups


def exact(groups: dict[str, Cell]) -> tuple[int, int]:
    """The county's counts."""
    return sum(c.top for c in groups.values()), sum(c.rest for c in groups.values())


def small(cell: Cell) -> bool:
    """Whether a cell has to be hidden on its own account (law.md, SDC-01 and SDC-02)."""
    return cell.top + cell.rest < 10 or cell.top < 5 or cell.rest < 5


def sizes_as_published(groups: dict[str, Cell]) -> dict[str, int]:
    """The most an attacker must allow for each group: everyone in it may have answered."""
    return {group: cell.base + cell.apart + 2 for group, cell in groups.items()}


def one_table_each(seeds: Iterable[int], *, insiders: bool = False) -> Found:
    """Solve each wave's table for every whole-number table that fits.

    With `insiders`, once for everybody who answered: they know their own group and answer besides.
    """
    found = Found()
    for seed in seeds:
        groups = wave(seed)
        figures = table(groups, RULES) or {}
        bare = [group for group, figure in figures.items() if figure.status == "shown" and small(groups[group])]
        found.pinned += [(seed, group, "shown") for group in bare]
        found.published += any(figure.status is Status.SHOWN for figure in figures.values())
        if bare or all(figure.status is Status.SHOWN for figure in figures.values()):
            continue
        cells = fitting(figures, sizes_as_published(groups))
        kinds = [(group, part) for group in groups for part in (0, 1) if groups[group][part]] if insiders else []
        for knows in (None, *kinds):
            left = possible(figures, known(cells, *knows) if knows else cells, exact(groups))
            found.hidden += len(left)
            for group, parts in left.items():
                for part, numbers in zip(("top", "rest"), parts, strict=True):
                    if getattr(groups[group], part) not in numbers or len(numbers) < 2:
                        found.pinned.append((seed, group, part, numbers, knows))
    return found


def everything_each(seeds: Iterable[int], tries: int = twin_waves.MANY_TRIES) -> Found:
    """Look for a twin of every hidden number of each world."""
    found = Found()
    for seed in seeds:
        outcome = twin_waves.outcome(seed, tries)
        found.published += outcome.shown
        found.hidden += outcome.hidden
        for what in outcome.alone:
            (found.sizes if what.part == "size" else found.pinned).append((seed, what))
    return found

"""Thousands of made-up waves attacked: by one table at a time, and by everything published together."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.bench import say
from tests.unit.measures import twin_waves
from tests.unit.measures.table_solver import possible_tops
from webapp.measures.disclosure import Cell, Rules, Status, table

RULES = Rules()
TABLES, WAVES = 5_000, 2_000


@dataclass
class Found:
    """What an attack met: numbers that were published and hidden, and hidden ones that it worked out."""

    published: int = 0
    hidden: int = 0
    pinned: list[object] = field(default_factory=list)


def main() -> None:
    """Both attacks at full size."""
    for words, run, size in (("one table", one_table_each, TABLES), ("everything at once", everything_each, WAVES)):
        begun = time.process_time()
        found = run(range(size))
        took = time.process_time() - begun
        say(f"{words}: {size} waves, {found.published} published, {found.hidden} hidden, "
            f"{len(found.pinned)} worked out (aim: 0), {took:.0f} s")  # fmt: skip
        for place in found.pinned[:10]:
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


def sizes_as_published(groups: dict[str, Cell]) -> dict[str, int]:
    """The most an attacker must allow for each group: everyone in it may have answered."""
    return {group: cell.base + cell.apart + 2 for group, cell in groups.items()}


def one_table_each(seeds: Iterable[int]) -> Found:
    """Solve each wave's table for every whole-number table that fits."""
    found = Found()
    for seed in seeds:
        groups = wave(seed)
        figures = table(groups, RULES) or {}
        found.published += any(figure.status is Status.SHOWN for figure in figures.values())
        if all(figure.status is Status.SHOWN for figure in figures.values()):
            continue
        for group, tops in possible_tops(figures, exact(groups), sizes_as_published(groups)).items():
            found.hidden += 1
            if groups[group].top not in tops or len(tops) < 2:
                found.pinned.append((seed, group, tops))
    return found


def everything_each(seeds: Iterable[int]) -> Found:
    """Look for a twin of every hidden number of each wave."""
    found = Found()
    for seed in seeds:
        outcome = twin_waves.outcome(seed)
        found.published += outcome.shown
        found.hidden += outcome.hidden
        found.pinned += [(seed, what) for what in outcome.alone]
    return found

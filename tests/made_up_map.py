"""A made-up journey map of any size, for tests and benchmarks of the layout."""

import random

from webapp.journey.columns import LineIn, StopIn, Way
from webapp.journey.layout import StageIn

STAGES = [StageIn(f"Stage {n}", f"{3 * n}–{3 * n + 4}", 2) for n in range(7)]
WORDS = "ask the team about help at school while you wait for a first meeting or a letter".split()


def network(lines: int, stops: int, seed: int = 1) -> list[LineIn]:
    """A made-up map: forks, sidings, waits and changes of line like the real one."""
    dice = random.Random(seed)
    return [_line(n, lines, stops, dice) for n in range(lines)]


def _line(n: int, lines: int, stops: int, dice: random.Random) -> LineIn:
    first = dice.randint(0, 2)
    ages = (first, dice.randint(first + 2, 6))
    made = []
    for place in range(stops):
        ways = [Way(to=place + 1)] if place + 1 < stops else []
        if dice.random() < 0.25 and place + 2 < stops:
            ways.append(Way("no", to=place + 2))
        if dice.random() < 0.2:
            ways.append(Way(line=f"L{dice.randrange(lines)}", whole_line=dice.random() < 0.5))
        title = " ".join(dice.choices(WORDS, k=dice.randint(2, 6)))
        wait = dice.choice([0, 0, 0, 20, 60])
        made.append(
            StopIn(
                f"l{n}-{place}", title, ages, tuple(ways), wait, f"{wait} weeks, July 2024" if wait else ""
            )
        )
    return LineIn(
        f"l{n}", f"L{n}", " ".join(dice.choices(WORDS, k=3)), n % 7 + 1, "solid", ages, tuple(made), "0–25"
    )

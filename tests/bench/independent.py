"""Our ranges against another library's (statsmodels, installed by hand: `pip install statsmodels`), on a wide grid.

`python -m tests.bench independent` compares some thousands of cases; `write()` makes the file of vectors that the
tests read, so that they need neither the library nor our formulas to know what is right.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from tests.bench import say
from webapp.measures.calculation import newcombe, wilson

VECTORS = Path("tests/unit/measures/statsmodels.csv")
BASES = (1, 2, 5, 10, 11, 12, 29, 30, 41, 61, 100, 165, 240, 345, 1000, 16000)


def main() -> None:
    """The largest difference found, in points of a hundred."""
    try:
        import statsmodels  # noqa: F401 - not among the site's packages; the message says how to get it
    except ImportError:
        say("statsmodels is not installed: pip install statsmodels")
        return
    worst = [0.0, 0.0]
    number = 0
    for (kind, *counts), theirs in _answers():
        ours = _ours(kind, counts)
        worst[kind] = max(worst[kind], *(abs(a - b) * 100 for a, b in zip(ours, theirs, strict=True)))
        number += 1
    say(f"{number} cases: Wilson differs by at most {worst[0]:.2e} points, Newcombe by {worst[1]:.2e}")


def write() -> None:
    """A spread of cases as a file, with the library's answers."""
    with VECTORS.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("kind", "count", "base", "count_after", "base_after", "low", "high"))
        for number, ((kind, *counts), (low, high)) in enumerate(_answers()):
            if number % 37 == 0:
                writer.writerow((("wilson", "newcombe")[kind], *counts, f"{low:.10f}", f"{high:.10f}"))


def _ours(kind: int, counts: list[int]) -> tuple[float, float]:
    if kind == 0:
        return wilson(counts[0], counts[1]) or (0.0, 0.0)
    found = newcombe((counts[0], counts[1]), (counts[2], counts[3]))
    return (found.low, found.high) if found else (0.0, 0.0)


def _answers() -> Iterator[tuple[tuple[int, ...], tuple[float, float]]]:
    from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

    cases = [(round(base * share), base) for base in BASES for share in (0, 0.03, 0.25, 0.5, 0.71, 0.97, 1)]
    for count, base in cases:
        low, high = proportion_confint(count, base, method="wilson")
        yield (0, count, base, 0, 0), (max(0.0, low), min(1.0, high))
    for before in cases[::2]:
        for after in cases[1::2]:
            low, high = confint_proportions_2indep(*after, *before, method="newcomb", compare="diff")
            yield (1, *before, *after), (low, high)

"""How fast the whole journey map is laid out: today's size, and how it grows to 100 pathways and 1,000 steps."""

import time

from tests.bench import say
from tests.made_up_map import STAGES, network
from webapp.journey.layout import draw

LIMIT_MS = 100
SIZES = ((14, 8), (25, 10), (50, 10), (100, 10))


def best_ms(lines: int, stops: int, rounds: int = 3) -> float:
    """The fastest of a few runs, in milliseconds of this process alone."""
    made = network(lines, stops)
    took = []
    for _ in range(rounds):
        start = time.process_time()
        draw(made, STAGES)
        took.append((time.process_time() - start) * 1000)
    return min(took)


def main() -> None:
    """Print a line for each size; today's size has to stay under its limit."""
    for lines, stops in SIZES:
        took = best_ms(lines, stops)
        limit = f" (limit {LIMIT_MS} ms)" if (lines, stops) == SIZES[0] else ""
        steps = lines * stops
        say(f"{lines:4} pathways, {steps:5} steps: {took:7.1f} ms, {took / steps:.3f} ms a step{limit}")

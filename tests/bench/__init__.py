"""Benchmarks: `python -m tests.bench [name …]`. Ratios measured side by side in one run, never pass or fail."""

import sys


def say(line: str = "", *, flush: bool = True) -> None:
    """Write a line of the report."""
    sys.stdout.write(f"{line}\n")
    if flush:
        sys.stdout.flush()

"""Small numbers are not published. Pure (law.md SDC-02).

A count from 1 to 4 is shown as fewer than 5. Where exactly one cell of a table with a published total is hidden, the
next smallest is hidden too, or the first could be found by subtraction.
"""

from collections.abc import Mapping

LEAST = 5


def hidden(counts: Mapping[str, int]) -> frozenset[str]:
    """The cells that must not be shown."""
    small = {name for name, count in counts.items() if 0 < count < LEAST}
    if len(small) == 1:
        others = sorted((count, name) for name, count in counts.items() if name not in small and count > 0)
        small |= {name for _count, name in others[:1]}
    return frozenset(small)


def shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Counts as they may be published; none means “fewer than 5, or hidden to protect another”."""
    left_out = hidden(counts)
    return {name: None if name in left_out else count for name, count in counts.items()}


def total(counts: Mapping[str, int]) -> int | None:
    """The sum of a table, unless it is itself small or its only cell is hidden."""
    number = sum(counts.values())
    if 0 < number < LEAST:
        return None
    alone = [name for name in hidden(counts) if counts[name]]
    return None if len(alone) == 1 else number

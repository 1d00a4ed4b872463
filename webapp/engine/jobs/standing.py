"""How background work stands.

Each room says how many of its rows are due, running, failed or wait for a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Standing:
    """One kind of rows, counted now. `oldest_due` tells whether anything is stuck."""

    title: str
    due: int = 0
    running: int = 0
    failed: int = 0
    for_a_person: int = 0
    oldest_due: datetime | None = None


_readers: dict[str, Callable[[], Standing]] = {}


def provide(name: str, read: Callable[[], Standing]) -> None:
    """Called from a room's wiring."""
    _readers[name] = read


def everything() -> list[Standing]:
    """Every kind of rows, in the order their rooms were wired."""
    return [read() for read in _readers.values()]

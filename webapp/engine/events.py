"""Events go up: a lower room announces, higher rooms subscribe in their `wiring.py`.

Plain calls in the same transaction. A reaction that fails stops the whole request, so nothing is half done.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")
_reactions: dict[type[Any], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[E], reaction: Callable[[E], None]) -> None:
    """Have `reaction` called for every announced event of this type. Subscribing twice is once."""
    if reaction not in _reactions[event_type]:
        _reactions[event_type].append(reaction)


def announce(event: object) -> None:
    """Tell everyone who subscribed, in the order they did."""
    for reaction in _reactions[type(event)]:
        reaction(event)


def subscriptions() -> dict[str, list[str]]:
    """Event name → reactions' full names, for `flask rooms list`."""
    return {
        event_type.__qualname__: [f"{r.__module__}.{r.__qualname__}" for r in reactions]
        for event_type, reactions in _reactions.items()
    }

"""Cards go sideways: one room shows another room's things without importing it.

A thing is named by `SubjectRef(kind, key)`. The room that owns the kind registers one resolver, which turns many
keys into cards with one read. A key that cannot be shown has no card.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple


class SubjectRef(NamedTuple):
    """The name of a thing in any room, as two strings: `service`, `ask-us-nottinghamshire`."""

    kind: str
    key: str

    @classmethod
    def parse(cls, text: str, default_kind: str = "") -> "SubjectRef":
        """Read `kind:key`; a text without a colon is a key of the default kind."""
        kind, colon, key = text.partition(":")
        return cls(kind, key) if colon else cls(default_kind, text)

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True)
class Card:
    """How a thing shows itself elsewhere. `partial` is a template of the owning room that draws `detail`."""

    ref: SubjectRef
    title: str
    url: str
    summary: str = ""
    badge: str = ""
    partial: str = ""
    detail: Any = None


Resolver = Callable[[Iterable[str]], Mapping[str, Card]]
_resolvers: dict[str, Resolver] = {}
_listed: dict[str, Callable[[], Iterable[str]]] = {}
_on_pages: dict[str, Callable[[], Iterable[str]]] = {}


def provide_cards(
    kind: str,
    resolver: Resolver,
    every: Callable[[], Iterable[str]] | None = None,
    on_pages: Callable[[], Iterable[str]] | None = None,
) -> None:
    """Register the room that owns this kind. `every` lists the keys that have a page of their own now.

    `on_pages` lists keys of a kind that stands with others on one page: a letter may name them, the site map does not.
    """
    _resolvers[kind] = resolver
    if every is not None:
        _listed[kind] = every
    if on_pages is not None:
        _on_pages[kind] = on_pages


def with_pages() -> list[Card]:
    """Cards of everything that has a page of its own now, of every kind: what the site map lists."""
    return [card for kind, every in _listed.items() for card in _resolvers[kind](every()).values()]


def to_tell_of() -> list[Card]:
    """Cards of everything somebody may want to tell people of: things with a page, and things that stand on one."""
    return with_pages() + [card for kind, keys in _on_pages.items() for card in _resolvers[kind](keys()).values()]


def kinds() -> list[str]:
    """Kinds that can be named by a reference."""
    return sorted(_resolvers)


def cards(refs: Iterable[SubjectRef]) -> list[Card]:
    """Cards in the order asked for, one read per kind. What cannot be shown is left out."""
    wanted = list(refs)
    by_kind: dict[str, list[str]] = defaultdict(list)
    for ref in wanted:
        by_kind[ref.kind].append(ref.key)
    found = {kind: _resolvers[kind](keys) for kind, keys in by_kind.items() if kind in _resolvers}
    return [found[ref.kind][ref.key] for ref in wanted if ref.key in found.get(ref.kind, {})]


def cards_of(kind: str, keys: Iterable[str]) -> list[Card]:
    """Cards of one kind, in the order asked for."""
    return cards(SubjectRef(kind, key) for key in keys)

"""What rooms put into search: one source for each kind of thing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import prod

from ..subjects import SubjectRef


@dataclass(frozen=True)
class SearchDocument:
    """One thing as search sees it.

    `title` weighs most, then `names` (other names, who runs it), `about` (needs, topics in words), `summary`, `text`.
    `facets` are what it can be narrowed by: name → values. `prior` (0.5 to 1.5) lifts or lowers it among equals.
    """

    ref: SubjectRef
    title: str
    summary: str = ""
    text: str = ""
    names: str = ""
    about: str = ""
    facets: Mapping[str, Iterable[str]] = field(default_factory=dict)
    prior: float = 1.0


@dataclass(frozen=True)
class Source:
    """One kind. `read` gives the documents that may be found, of these keys or of all (None).

    `rows` are the tables whose rows, by their `key`, become documents: a change of one is noted by the listener.
    """

    kind: str
    read: Callable[[Iterable[str] | None], Iterable[SearchDocument]]
    rows: tuple[type, ...] = ()


_sources: dict[str, Source] = {}
_weights: list[Callable[[SubjectRef], float]] = []


def provide(source: Source) -> None:
    """Called from a room's wiring."""
    _sources[source.kind] = source


def lower(weight: Callable[[SubjectRef], float]) -> None:
    """Have every document's prior multiplied by what this says of it: how a room weighs things of all kinds."""
    _weights[:] = [weight]


def read(source: Source, keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """A source's documents of these keys, or all, weighed."""
    for document in source.read(keys):
        factor = prod(weight(document.ref) for weight in _weights)
        yield document if factor == 1 else replace(document, prior=document.prior * factor)


def every() -> list[Source]:
    """All sources, in the order provided."""
    return list(_sources.values())


def get(kind: str) -> Source | None:
    """The source of a kind, if a room provides one."""
    return _sources.get(kind)


def kinds_of(row: object) -> list[str]:
    """The kinds a changed row belongs to."""
    return [source.kind for source in _sources.values() if isinstance(row, source.rows)]

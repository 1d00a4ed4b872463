"""What a family chose, as one value that is read from an address and written back into one. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

FACETS = ("first", "age", "need", "topic", "district", "access", "cost", "format", "when")
SORTS = ("relevance", "distance", "name")
PARAMS = ("q", "near", *FACETS, "sort", "page", "was")
MOST_PAGES = 1_000
LONGEST = 200


class Args(Protocol):
    """An address's parameters, as werkzeug gives them."""

    def getlist(self, key: str) -> list[str]:
        """Every value."""


@dataclass(frozen=True)
class Choices:
    """A search as chosen. `unknown` are values nobody knows, to be said plainly."""

    q: str = ""
    near: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    unknown: tuple[str, ...] = ()

    @property
    def made(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.q or self.near or any(self.chosen.values()) or self.sort != "relevance" or self.unknown)

    def has(self, name: str, value: str) -> bool:
        """Whether this value is chosen."""
        return value in self.chosen.get(name, ())

    def toggled(self, name: str, value: str) -> "Choices":
        """With this value chosen, or no longer. Starts again at the first page."""
        values = self.chosen.get(name, ())
        after = tuple(v for v in values if v != value) if value in values else (*values, value)
        return replace(self, chosen={**self.chosen, name: after}, page=1, unknown=())

    def but(self, **changes: object) -> "Choices":
        """The same with something else, from the first page unless a page is given."""
        return replace(self, **{"page": 1, "unknown": (), **changes})  # type: ignore[arg-type]  # names are this class's own

    def params(self) -> dict[str, str | list[str]]:
        """For an address; what is not chosen is left out."""
        made: dict[str, str | list[str]] = {}
        if self.q:
            made["q"] = self.q
        if self.near:
            made["near"] = self.near
        made.update({name: list(self.chosen[name]) for name in FACETS if self.chosen.get(name)})
        if self.sort != "relevance":
            made["sort"] = self.sort
        if self.page > 1:
            made["page"] = str(self.page)
        return made


def read(args: Args, known: Mapping[str, Sequence[str]]) -> Choices:
    """Choices from an address. `known` lists the values of each facet; others are noted as unknown and left out."""
    unknown: list[str] = []
    chosen = {}
    for name in FACETS:
        values = dict.fromkeys(value for value in args.getlist(name) if value)
        chosen[name] = tuple(value for value in values if value in known[name])
        unknown.extend(value for value in values if value not in known[name])
    sort = _first(args, "sort") or "relevance"
    page = _first(args, "page") or "1"
    if sort not in SORTS:
        unknown.append(sort)
    if not (page.isdecimal() and page.isascii() and len(page) < 6 and 1 <= int(page) <= MOST_PAGES):
        unknown.append(page)
        page = "1"
    return Choices(
        q=_tidy(_first(args, "q")), near=_tidy(_first(args, "near"))[:40], chosen=chosen,
        sort=sort if sort in SORTS else "relevance", page=int(page), unknown=tuple(v[:40] for v in unknown[:5]),
    )


def _first(args: Args, name: str) -> str:
    return next(iter(args.getlist(name)), "")


def _tidy(text: str) -> str:
    return " ".join(text.replace("\x00", " ").split())[:LONGEST]


def pages(total: int, size: int, page: int) -> list[int | None]:
    """Page numbers to show around this one; None is a gap. Empty when one page holds everything."""
    last = -(-total // size)
    if last < 2:
        return []
    shown = sorted({1, last, *range(max(1, page - 1), min(last, page + 1) + 1)})
    numbers: list[int | None] = []
    for number in shown:
        if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
            numbers.append(None)
        numbers.append(number)
    return numbers

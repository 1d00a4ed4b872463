"""The menu and the footer: rooms add their entries in their wiring."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from flask import Flask, current_app, request

from . import languages
from .addresses import url_for

Label = Callable[[], str]


@dataclass(frozen=True)
class Entry:
    """One menu entry before it is drawn."""

    endpoint: str
    label: Label
    order: int
    place: str


@dataclass(frozen=True)
class Item:
    """One menu entry on this page. `current` is “page” for this page, “true” for the nearest above it: never two."""

    label: str
    url: str
    endpoint: str
    current: str = ""


def init(app: Flask) -> None:
    """Start with an empty menu."""
    app.extensions["navigation"] = []


def add(app: Flask, endpoint: str, label: Label, *, order: int, place: str = "main") -> None:
    """Add an entry; lower orders come first."""
    app.extensions["navigation"].append(Entry(endpoint, label, order, place))


def items(place: str, shown: Callable[[str], bool] | None = None) -> tuple[Item, ...]:
    """The entries of one place, in order; `shown` may leave an endpoint out."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to get the app itself
    root = languages.root()
    found = _items(app, root, place)
    if shown:
        found = tuple(item for item in found if shown(item.endpoint))
    here = root + request.path
    above = [item for item in found if _leads_to(item.url, here)]
    nearest = max(above, key=lambda item: len(item.url), default=None)
    if nearest is None:
        return found
    marked = replace(nearest, current="page" if nearest.url == here else "true")
    return tuple(marked if item is nearest else item for item in found)


@lru_cache(maxsize=256)
def _items(app: Flask, _root: str, place: str) -> tuple[Item, ...]:
    """Worked out once per language: nothing is added while the site runs."""
    entries: list[Entry] = sorted(app.extensions["navigation"], key=lambda entry: entry.order)
    return tuple(Item(it.label(), url_for(it.endpoint), it.endpoint) for it in entries if it.place == place)


def _leads_to(url: str, here: str) -> bool:
    """Whether an entry is this page or above it. Home and the staff's first page are above nothing."""
    return here == url or (here.startswith(f"{url}/") and url.removeprefix(languages.root()) != "/manage")

"""The menu and the footer: rooms add their entries in their wiring."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flask import Flask, current_app, request

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
    """One menu entry on this page. `current` means this page or the nearest above it: never two at once."""

    label: str
    url: str
    current: bool


def init(app: Flask) -> None:
    """Start with an empty menu."""
    app.extensions["navigation"] = []


def add(app: Flask, endpoint: str, label: Label, *, order: int, place: str = "main") -> None:
    """Add an entry; lower orders come first."""
    app.extensions["navigation"].append(Entry(endpoint, label, order, place))


def items(place: str, shown: Callable[[str], bool] = lambda _endpoint: True) -> list[Item]:
    """The entries of one place, in order; `shown` may leave an endpoint out."""
    entries: list[Entry] = current_app.extensions["navigation"]
    here = (entry for entry in entries if entry.place == place and shown(entry.endpoint))
    found = [_item(entry) for entry in sorted(here, key=lambda entry: entry.order)]
    nearest = max((item.url for item in found if item.current), key=len, default="")
    return [replace(item, current=item.url == nearest) for item in found]


def _item(entry: Entry) -> Item:
    url = url_for(entry.endpoint)
    path = url.removeprefix(request.script_root)
    here = request.path == path or (path not in {"/", "/manage"} and request.path.startswith(f"{path}/"))
    return Item(entry.label(), url, here)

"""The ordered list of rooms. A room comes after the rooms it builds on."""

from flask import Flask

from .dates import wiring as dates
from .directory import wiring as directory
from .engine.search import wiring as search
from .journey import wiring as journey
from .pages import wiring as pages
from .publishing import wiring as publishing
from .resources import wiring as resources
from .taxonomy import wiring as taxonomy
from .ui import wiring as ui
from .waits import wiring as waits

ROOMS = (search, ui, publishing, taxonomy, dates, directory, waits, journey, resources, pages)


def wire(app: Flask) -> None:
    """Plug every room in."""
    for room in ROOMS:
        room.wire(app)

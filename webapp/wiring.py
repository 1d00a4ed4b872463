"""The ordered list of rooms. A room comes after the rooms it builds on."""

from flask import Flask

from .dates import wiring as dates
from .directory import wiring as directory
from .journey import wiring as journey
from .pages import wiring as pages
from .plan import wiring as plan
from .publishing import wiring as publishing
from .resources import wiring as resources
from .taxonomy import wiring as taxonomy
from .ui import wiring as ui
from .waits import wiring as waits

ROOMS = (ui, publishing, taxonomy, dates, directory, waits, journey, resources, plan, pages)


def wire(app: Flask) -> None:
    """Plug every room in."""
    for room in ROOMS:
        room.wire(app)

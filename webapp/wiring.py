"""The ordered list of rooms. A room comes after the rooms it builds on."""

from flask import Flask

from .dates import wiring as dates
from .directory import wiring as directory
from .journey import wiring as journey
from .newsletters import wiring as newsletters
from .pages import wiring as pages
from .publishing import wiring as publishing
from .resources import wiring as resources
from .taxonomy import wiring as taxonomy
from .ui import wiring as ui
from .updates import wiring as updates
from .waits import wiring as waits
from .whats_on import wiring as whats_on

ROOMS = (
    ui, publishing, taxonomy, dates, directory, waits, journey, resources, whats_on, updates, newsletters, pages
)


def wire(app: Flask) -> None:
    """Plug every room in."""
    for room in ROOMS:
        room.wire(app)

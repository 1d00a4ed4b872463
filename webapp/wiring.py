"""The ordered list of rooms. A room comes after the rooms it builds on."""

from flask import Flask

from .accounts import wiring as accounts
from .dates import wiring as dates
from .directory import wiring as directory
from .engine.search import wiring as search
from .feedback import wiring as feedback
from .journey import wiring as journey
from .measures import wiring as measures
from .moderation import wiring as moderation
from .newsletters import wiring as newsletters
from .pages import wiring as pages
from .plan import wiring as plan
from .publishing import wiring as publishing
from .resources import wiring as resources
from .surveys import wiring as surveys
from .taxonomy import wiring as taxonomy
from .ui import wiring as ui
from .updates import wiring as updates
from .waits import wiring as waits
from .whats_on import wiring as whats_on

ROOMS = (
    search,
    ui,
    accounts,
    moderation,
    publishing,
    taxonomy,
    dates,
    directory,
    waits,
    journey,
    resources,
    whats_on,
    updates,
    newsletters,
    surveys,
    feedback,
    plan,
    measures,
    pages,
)


def wire(app: Flask) -> None:
    """Plug every room in."""
    for room in ROOMS:
        room.wire(app)

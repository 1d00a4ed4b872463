"""Pages of updates."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock
from ..engine.subjects import cards_of
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import queries

bp = Blueprint("updates", __name__, template_folder="templates")


@bp.get("/updates")
@public()
def overview() -> ResponseReturnValue:
    """Board updates, what is open for views, stories, the programme so far."""
    opened, closed = queries.consultations(clock.today())
    return page(
        "updates/overview.html",
        updates=queries.updates(),
        opened=opened,
        closed=closed,
        stories=queries.stories(clock.today()),
        milestones=queries.milestones(),
        sources=taxonomy.sources(),
        outcomes=taxonomy.terms("outcome"),
    )


@bp.get("/updates/<key>")
@public()
def update(key: str) -> ResponseReturnValue:
    """One board update in plain words."""
    found = queries.update(key)
    waits = {card.ref.key: card for card in cards_of("wait", [figure.wait for figure in found.figures])}
    return page("updates/update.html", update=found, waits=waits, source=taxonomy.sources().get(found.source))


@bp.get("/updates/stories/<key>")
@public()
def story(key: str) -> ResponseReturnValue:
    """One real-life story, while its consent stands."""
    found = queries.story(key, clock.today())
    return page("updates/story.html", story=found, services=cards_of("service", found.services))

"""The Local Offer: topics, services."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine.errors import NotFoundError
from ..engine.subjects import SubjectRef, cards
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import queries

bp = Blueprint("directory", __name__, template_folder="templates")


@bp.get("/local-offer")
@public()
def overview() -> ResponseReturnValue:
    """Every topic with its services."""
    groups = [(topic, queries.by_topic(topic.key)) for topic in taxonomy.terms("topic").values()]
    return page("directory/overview.html", groups=[group for group in groups if group[1]])


@bp.get("/local-offer/services/<slug>")
@public()
def service(slug: str) -> ResponseReturnValue:
    """One service."""
    listing = queries.service(slug)
    steps = cards([SubjectRef("steps-with-service", slug)])
    return page(
        "directory/service.html", service=listing, terms=taxonomy.terms, used_in=steps,
        places=[taxonomy.title("district", key) for key in listing.districts],
        needs=[taxonomy.title("need", key) for key in listing.needs],
    )


@bp.get("/local-offer/topics/<key>")
@public()
def topic(key: str) -> ResponseReturnValue:
    """Services whose main topic this is."""
    found = taxonomy.terms("topic").get(key)
    if found is None:
        raise NotFoundError("There is no topic with this name.")
    return page("directory/topic.html", topic=found, services=queries.by_topic(key), terms=taxonomy.terms)

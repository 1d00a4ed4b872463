"""The waiting-well library."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine.subjects import cards_of
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import queries
from .forms import TIMES, read_choice

bp = Blueprint("resources", __name__, template_folder="templates")

TO_TALK_TO = ("advice-line", "drop-in")  # kinds of sessions in the what's-on room


@bp.get("/waiting-well")
@public(params=("list", "topic", "age", "time"))
def library() -> ResponseReturnValue:
    """Resources by waiting list, topic, age and time."""
    choice = read_choice(request.args)
    return page(
        "resources/library.html", choice=choice, found=queries.fitting(choice), times=TIMES,
        to_talk_to=cards_of("sessions-to-talk-to", TO_TALK_TO),
        lists=taxonomy.terms("waiting-list"), topics=taxonomy.terms("resource-topic"), stages=taxonomy.stages(),
    )


@bp.get("/waiting-well/<key>")
@public()
def resource(key: str) -> ResponseReturnValue:
    """One resource."""
    found = queries.resource(key)
    return page(
        "resources/resource.html", resource=found, topics=taxonomy.terms("resource-topic"),
        services=cards_of("service", found.services), pathways=cards_of("pathway", found.pathways),
    )

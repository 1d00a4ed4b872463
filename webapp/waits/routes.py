"""The waits page."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock
from ..ui.views import page
from . import queries

bp = Blueprint("waits", __name__, template_folder="templates")


@bp.get("/waits")
@public()
def overview() -> ResponseReturnValue:
    """Every published wait, with trend, source, date and caveat."""
    return page(
        "waits/overview.html", today=clock.today(),
        waits=queries.by_topic("waits"), plans=queries.by_topic("plans"), others=queries.by_topic("people", "money"),
    )

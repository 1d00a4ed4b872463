"""The law in plain words."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..ui.views import page
from . import queries
from .cards import how_sure

bp = Blueprint("dates", __name__, template_folder="templates")


@bp.get("/rights")
@public()
def rights() -> ResponseReturnValue:
    """Every right in plain words, with the rule behind it."""
    rules = queries.rules()
    rights = [(r, rules.get(r.rule or ""), how_sure(r.confidence)) for r in queries.rights().values()]
    return page("dates/rights.html", rights=rights)

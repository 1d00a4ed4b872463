"""The law in plain words."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..ui.views import page
from . import queries

bp = Blueprint("dates", __name__, template_folder="templates")


@bp.get("/rights")
@public()
def rights() -> ResponseReturnValue:
    """Every right in plain words, with the rule behind it."""
    rules = queries.rules()
    return page("dates/rights.html", rights=[(r, rules.get(r.rule or "")) for r in queries.rights().values()])

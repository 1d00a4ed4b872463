"""The plan's page, what it can hold, and the worker that keeps it readable without a network."""

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine.subjects import Card, cards_of, with_pages
from ..ui import assets
from ..ui.views import page
from .basket import KINDS, Basket

URGENT = "not-coping-tonight"  # the saying that leads to the page for tonight, where the content has one

bp = Blueprint("plan", __name__, template_folder="templates")


@bp.get("/my-plan")
@public(params=(*KINDS, "add"))
def my_plan() -> ResponseReturnValue:
    """The plan in the address, and the place where a device shows its own."""
    basket = Basket.read(request.args)
    kept = [(name, cards_of(kind, basket.keys[name])) for name, kind in KINDS.items()]
    return page(
        "plan/my_plan.html", basket=basket, kept=[(name, cards) for name, cards in kept if cards],
        steps=[card for card in with_pages() if card.ref.kind == "step"], tonight=cards_of("shortcut", [URGENT]),
    )


@bp.get("/my-plan/catalogue.json")
@public()
def catalogue() -> ResponseReturnValue:
    """Everything that a plan can hold, so that a device can show its plan without telling us what is in it."""
    kinds = set(KINDS.values())
    return jsonify({str(card.ref): _entry(card) for card in with_pages() if card.ref.kind in kinds})


@bp.get("/service-worker.js")
@public(shared=False)
def service_worker() -> ResponseReturnValue:
    """Keeps the plan's own pages for when there is no network. A new build brings a new worker."""
    urgent = [card.url for card in cards_of("shortcut", [URGENT]) if "#" not in card.url]
    script = render_template(
        "plan/service_worker.js.txt", build=assets.fingerprint(),
        pages=[url_for("plan.my_plan"), url_for("plan.catalogue"), *urgent],
    )
    return Response(script, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _entry(card: Card) -> dict[str, object]:
    entry: dict[str, object] = {"title": card.title, "url": card.url, "summary": card.summary}
    do = getattr(card.detail, "do", None)
    if do:
        entry["do"] = list(do)
    return entry

"""The journey map: overview, lines, stops, “where are we now”."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock
from ..engine.subjects import Card, SubjectRef, cards, cards_of
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import queries
from .network import Stop

bp = Blueprint("journey", __name__, template_folder="templates")

GROUPS = ("worried", "waiting", "decision", "planning", "now")


@bp.get("/journey")
@public()
def overview() -> ResponseReturnValue:
    """All lines, by age, by worry and by where a family is now."""
    return page(
        "journey/overview.html", network=queries.network(), stages=taxonomy.stages(),
        worries=queries.worries(), entries=queries.entries(),
    )


@bp.get("/journey/where-now")
@public()
def where_now() -> ResponseReturnValue:
    """Entries in family words, grouped as the doors of the home page."""
    entries = queries.entries()
    groups = [(group, [entry for entry in entries if entry.group == group]) for group in GROUPS]
    return page("journey/where_now.html", groups=groups, network=queries.network())


@bp.get("/journey/<key>")
@public()
def pathway(key: str) -> ResponseReturnValue:
    """One line as a strip map."""
    line, network = queries.line(key), queries.network()
    waits = {stop.key: cards_of("wait", stop.waits) for stop in line.stops}
    return page(
        "journey/pathway.html", line=line, network=network, stages=taxonomy.terms("stage"), waits=waits,
        goings={stop.key: network.goings(stop) for stop in line.stops},
        rules={stop.key: cards_of("rule", stop.law) for stop in line.stops},
        resources=cards([SubjectRef("resources-for-pathway", key)]),
    )


@bp.get("/journey/<pathway>/<slug>")
@public()
def step(pathway: str, slug: str) -> ResponseReturnValue:
    """One stop: what happens, who helps, what to do, how long, while you wait, your rights, what next."""
    stop, network = queries.stop(pathway, slug), queries.network()
    return page(
        "journey/step.html", stop=stop, line=network.line_by_key[pathway], network=network,
        goings=network.goings(stop), arrivals=network.arrivals(stop), who=_who(stop), today=clock.today(),
        level=taxonomy.terms("level")[stop.level], stages=taxonomy.terms("stage"),
        waits=cards_of("wait", stop.waits), rules=cards_of("rule", stop.law),
        resources=cards_of("resource", stop.resources), rights=cards_of("right", stop.rights),
        services=cards_of("service", stop.services),
    )


def _who(stop: Stop) -> list[str | Card]:
    """Who helps: words, or a service's card. A service not shown at present is left out."""
    named: list[str | Card] = []
    for who in stop.who:
        named.extend(cards([SubjectRef.parse(who)]) if who.startswith("service:") else [who])
    return named

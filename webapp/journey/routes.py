"""The journey map: overview, lines, stops, “where are we now”."""

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock
from ..engine.subjects import Card, SubjectRef, cards, cards_of
from ..taxonomy import queries as taxonomy
from ..ui import languages
from ..ui.codes import svg_code
from ..ui.views import page
from . import queries
from .cards import line_url, stop_url
from .finder import Answers, Place, ask
from .network import Stop
from .strip import Addresses, Leg, branch, strip
from .view import MapView

bp = Blueprint("journey", __name__, template_folder="templates")
TO = Addresses(stop_url, line_url)

GROUPS = ("worried", "worries", "waiting", "decision", "planning", "now")


@bp.get("/journey")
@public(params=("age", "worry", "stop", "view"))
def overview() -> ResponseReturnValue:
    """The whole map as a picture and as lists. An age, a worry and a stop may be chosen in the address."""
    network = queries.network()
    view = MapView.read(request.args, network, queries.worries(), taxonomy.stages())
    return page(
        "journey/overview.html",
        network=network,
        stages=taxonomy.stages(),
        view=view,
        worries=queries.worries(),
        entries=queries.entries(),
        line_url=line_url,
        stop_url=stop_url,
        drawn=queries.picture(languages.current()),
        codes={line.code: line.line for line in network.lines},
    )


@bp.get("/journey/print")
@public()
def print_map() -> ResponseReturnValue:
    """The whole map for one sheet of A3, with a code that leads to the live map."""
    network = queries.network()
    live = url_for("journey.overview", _external=True)
    return page(
        "journey/print.html",
        network=network,
        drawn=queries.picture(languages.current()),
        line_url=line_url,
        stop_url=stop_url,
        codes={line.code: line.line for line in network.lines},
        live=live,
        today=clock.today(),
        qr=svg_code(live),
    )


@bp.get("/journey/where-now")
@public(params=("age", "now", "place", "at"))
def where_now() -> ResponseReturnValue:
    """At most three questions, each a page of links, that end at a stop. The address holds the answers."""
    stages, area, network = taxonomy.stages(), taxonomy.area(), queries.network()
    answers = Answers.read(request.args, [stage.key for stage in stages])
    places = {
        Place.COUNTY: area.area_name,
        Place.OWN_ROUTE: area.bassetlaw.name if area.bassetlaw else "",
        Place.ELSEWHERE: area.not_area.name if area.not_area else "",
    }
    question = ask(answers, network, queries.sayings(), places)
    facts = {"question": question, "answers": answers, "ages": stages, "places": places, "network": network}
    if question.stop is not None:
        return page("journey/here.html", **facts, **_facts(question.stop), Place=Place)
    groups = [(g, [said for said in queries.sayings().values() if said.group == g]) for g in GROUPS]
    return page("journey/where_now.html", groups=groups, Place=Place, **facts)


@bp.get("/journey/<key>")
@public()
def pathway(key: str) -> ResponseReturnValue:
    """One line as a strip map."""
    line, network = queries.line(key), queries.network()
    return page(
        "journey/pathway.html",
        line=line,
        stages=taxonomy.terms("stage"),
        strip=strip(line, network, TO, {stop.key: _waits_after(stop) for stop in line.stops}),
        resources=cards([SubjectRef("resources-for-pathway", key)]),
        worries=_worries_of(key),
    )


@bp.get("/journey/<pathway>/<slug>")
@public()
def step(pathway: str, slug: str) -> ResponseReturnValue:
    """One stop: what happens, who helps, what to do, how long, while you wait, your rights, what next."""
    return page("journey/step.html", **_facts(queries.stop(pathway, slug)))


def _facts(stop: Stop) -> dict[str, Any]:
    """Everything a page about one stop shows."""
    network = queries.network()
    line = network.line_by_key[stop.pathway]
    return {
        "stop": stop, "line": line, "who": _who(stop),
        "branches": [branch(network, stop, going, TO) for going in network.goings(stop)],
        "strip": strip(line, network, TO, {}, here=stop.key),
        "before": network.before(stop), "after": network.after(stop),
        "level": taxonomy.terms("level").get(stop.level), "stages": taxonomy.terms("stage"),
        "waits": cards_of("wait", stop.waits), "rules": cards_of("rule", stop.law),
        "resources": cards_of("resource", stop.resources), "rights": cards_of("right", stop.rights),
        "services": cards_of("service", stop.services), "stop_url": stop_url, "line_url": line_url,
    }


def _who(stop: Stop) -> list[str | Card]:
    """Who helps: words, or a service's card. A service not shown at present is left out."""
    named: list[str | Card] = []
    for who in stop.who:
        named.extend(cards([SubjectRef.parse(who)]) if who.startswith("service:") else [who])
    return named


def _waits_after(stop: Stop) -> list[Leg]:
    """Waits drawn on the line after a stop: the newest figure and, apart from it, what the law says."""
    figures = [card.detail for card in cards_of("wait", stop.waits)]
    legs = [{"say": f"{wait.figure} {wait.period}", "url": wait.url, "title": wait.title} for wait in figures]
    law = [{"law": f"{card.title}, {card.badge}"} for card in cards_of("rule", stop.law) if card.badge]
    return [*law[:1], *legs]


def _worries_of(key: str) -> list[str]:
    return [worry.title for worry, lines in queries.worries() if any(line.key == key for line in lines)]

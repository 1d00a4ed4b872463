"""The Local Offer: search, topics, services."""

import segno
from flask import Blueprint, Response, current_app, jsonify, make_response, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine.errors import NotFoundError
from ..engine.search import asking, gaps
from ..engine.subjects import SubjectRef, cards
from ..taxonomy import queries as taxonomy
from ..ui.headers import PRIVATE
from ..ui.views import page
from . import filters, forms, offer, queries, search
from .search import listing_says

bp = Blueprint("directory", __name__, template_folder="templates")


@bp.get("/local-offer")
@public(params=filters.PARAMS)
def overview() -> ResponseReturnValue:
    """The search box and every topic; what was found once something is asked for."""
    known = forms.known()
    choices = filters.read(request.args, known)
    if choices.made:
        return _results(choices, known)
    return page(
        "directory/overview.html", topics=queries.topics(), choices=choices, first=forms.labels()[forms.FIRST],
        ages=forms.AGES, address=forms.address,
    )


def _results(choices: filters.Choices, known: dict[str, tuple[str, ...]]) -> Response:
    found = search.run(choices, known)
    if choices.page > 1 and not found.results and found.total:
        choices = choices.but(unknown=(str(choices.page),))
        found = search.run(choices, known)
    response = make_response(page(
        "directory/results.html", found=found, choices=choices, facets=forms.shown_facets(choices, found.counts),
        removable=forms.removable(choices, found.question), answers=cards(found.answers), address=forms.address,
        pages=filters.pages(found.total, search.PAGE, choices.page), hidden=forms.hidden(choices), ages=forms.AGES,
        terms=taxonomy.terms,
    ))
    if not found.total and found.question.asks_words:
        gaps.note(found.question)
    if not found.total or not found.is_current:
        response.headers["Cache-Control"] = PRIVATE  # to be counted, or drawn again when the index has caught up
    return response


@bp.get("/local-offer/suggest")
@public(params=("q",))
def suggest() -> ResponseReturnValue:
    """What somebody may be about to type, for the list under the search box."""
    try:
        return jsonify(asking.completions(request.args.get("q", "")[:80], (search.KIND,)))
    except asking.UnreadableIndexError:
        return jsonify([])


@bp.get("/local-offer/services/<slug>")
@public()
def service(slug: str) -> ResponseReturnValue:
    """One service."""
    listing = queries.service(slug)
    return page(
        "directory/service.html", service=listing, terms=taxonomy.terms, organisation=offer.slug(listing.organisation),
        used_in=cards([SubjectRef("steps-with-service", slug)]), similar=queries.similar(listing),
        places=[taxonomy.title("district", key) for key in listing.districts],
        needs=[taxonomy.title("need", key) for key in listing.needs], asked_first=taxonomy.asked_first(),
        told=listing_says(listing), address=f"{current_app.config['SETTINGS'].site_url}{request.path}",
    )


@bp.get("/local-offer/services/<slug>/qr.svg")
@public()
def qr(slug: str) -> ResponseReturnValue:
    """The service's address as a square to point a phone at, for paper."""
    listing = queries.service(slug)
    address = f"{current_app.config['SETTINGS'].site_url}{url_for('.service', slug=listing.key)}"
    drawn = segno.make(address, error="m").svg_inline(scale=4, border=2)
    return Response(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype="image/svg+xml")


@bp.get("/local-offer/organisations/<slug>")
@public()
def organisation(slug: str) -> ResponseReturnValue:
    """Who runs services, and which."""
    name, services = queries.organisation(slug)
    return page("directory/organisation.html", name=name, services=services, terms=taxonomy.terms)


@bp.get("/local-offer/topics/<key>")
@public()
def topic(key: str) -> ResponseReturnValue:
    """Services whose main topic this is."""
    found = taxonomy.terms("topic").get(key)
    if found is None:
        raise NotFoundError("There is no topic with this name.")
    return page("directory/topic.html", topic=found, services=queries.by_topic(key), terms=taxonomy.terms)


@bp.get("/local-offer/coverage")
@public()
def coverage() -> ResponseReturnValue:
    """Everything a Local Offer must cover, with what covers it here, and the gaps (SEND Regulations 2014, Schedule 2)."""
    covered = queries.coverage()
    return page(
        "directory/coverage.html", covered=[(entry, cards(entry.pages)) for entry in covered],
        gaps=sum(entry.is_gap for entry in covered),
    )

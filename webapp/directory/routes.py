"""The Local Offer: search, topics, services."""

import json
from datetime import date

import segno
from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock, throttle
from ..engine.errors import NotFoundError
from ..engine.search import asking, gaps
from ..engine.subjects import SubjectRef, cards
from ..engine.transaction import transactional
from ..taxonomy import queries as taxonomy
from ..ui.errors import error_page
from ..ui.filters import month
from ..ui.headers import PRIVATE
from ..ui.views import page
from ..ui.words import gettext
from . import (
    download,
    filters,
    forms,
    hsds,
    offer,
    openapi,
    operations,
    oruk,
    oruk1,
    places,
    queries,
    search,
)
from .search import listing_says

bp = Blueprint("directory", __name__, template_folder="templates")
BY_PLACE = throttle.Limit("visit", burst=5, every=120)


@bp.get("/local-offer")
@public(params=filters.PARAMS)
def overview() -> ResponseReturnValue:
    """The search box and every topic; what was found once something is asked for."""
    known = forms.known()
    choices = filters.read(request.args, known)
    if "was" in request.args:  # asked from a page of results: count that, and go on to the plain address
        gaps.note_given_up(request.args["was"], choices.q, (search.KIND,))
        return redirect(forms.address(choices))
    if choices.made:
        return _results(choices, known)
    return page(
        "directory/overview.html", topics=queries.topics(), choices=choices, first=forms.labels()[forms.FIRST],
        ages=forms.AGES, address=forms.address, postcodes=queries.knows_postcodes(),
        districts=queries.district_boxes(), everywhere=queries.working_everywhere(),
    )


def _results(choices: filters.Choices, known: dict[str, tuple[str, ...]]) -> Response:
    found = search.run(choices, known)
    if choices.page > 1 and not found.results and found.total:
        choices = choices.but(unknown=(str(choices.page),))
        found = search.run(choices, known)
    response = make_response(page(
        "directory/results.html", found=found, choices=choices, facets=forms.shown_facets(choices, found.counts),
        removable=forms.removable(choices, found.question), answers=cards(found.answers),
        sorts=forms.sorts(choices, found.sorts), pages=forms.pages(choices, found.total, search.PAGE),
        hidden=forms.hidden(choices), ages=forms.AGES, postcodes=queries.knows_postcodes(), terms=taxonomy.terms,
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
        return jsonify([]), {"Cache-Control": PRIVATE}  # the index is on its way: ask again


@bp.get("/local-offer/services/<slug>")
@public()
def service(slug: str) -> ResponseReturnValue:
    """One service."""
    listing = queries.service(slug)
    similar = queries.similar(listing)
    return page(
        "directory/service.html", service=listing, terms=taxonomy.terms, organisation=offer.slug(listing.organisation),
        compare_url=forms.compare_address([listing, *similar]),
        used_in=cards([SubjectRef("steps-with-service", slug), SubjectRef("sessions-of-service", slug)]),
        similar=similar, visits=queries.visits().get(slug),
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


@bp.get("/local-offer/services/<slug>/it-is-right")
@public(shared=False)
def visit(slug: str) -> ResponseReturnValue:
    """“I was there, it is right.”"""
    return _visit_page(queries.service(slug))


@bp.post("/local-offer/services/<slug>/it-is-right")
@public(shared=False)
@transactional
def send_visit(slug: str) -> ResponseReturnValue:
    """To the volunteers; shown when one of them has read it."""
    listing, form = queries.service(slug), _visit_form()
    if form.website.data or not form.validate_on_submit():
        return _visit_page(listing, form), 422
    seconds = throttle.wait(BY_PLACE, request.remote_addr or "")
    if seconds:
        form.form_errors.append(gettext("Many came from the same place. Please wait two minutes. Nothing is lost."))
        return _visit_page(listing, form), 429, {"Retry-After": str(seconds)}
    when = date.fromisoformat(form.month.data)
    says = (
        gettext("“I was there, it is right”: %(name)s", name=listing.name), gettext("A family who was there"),
        gettext("We were there in %(month)s. It is right.", month=month(when)),
    )
    operations.was_there(listing.key, when, (form.words.data or "").strip(), says=says)
    return redirect(url_for(".visit_sent", slug=listing.key), 303)


@bp.get("/local-offer/services/<slug>/it-is-right/thanks")
@public(shared=False)
def visit_sent(slug: str) -> ResponseReturnValue:
    """What happens now."""
    return page("directory/visit_sent.html", service=queries.service(slug))


def _visit_form() -> forms.VisitForm:
    form = forms.VisitForm()
    form.offer(clock.today())
    return form


def _visit_page(listing: offer.Listing, form: forms.VisitForm | None = None) -> str:
    address = url_for(".service", slug=listing.key)
    return page(
        "directory/visit.html", service=listing, form=form or _visit_form(),
        wrong_url=url_for("feedback.have_your_say", about=address),
    )


@bp.get("/local-offer/organisations/<slug>")
@public()
def organisation(slug: str) -> ResponseReturnValue:
    """Who runs services, and which."""
    name, services = queries.organisation(slug)
    return page("directory/organisation.html", name=name, services=services, terms=taxonomy.terms)


@bp.get("/local-offer/compare")
@public(params=("service",))
def compare() -> ResponseReturnValue:
    """Up to four services side by side."""
    keys = list(dict.fromkeys(request.args.getlist("service")))
    known = queries.listings()
    services = [known[key] for key in keys if key in known]
    shown = services[:forms.MOST_COMPARED]
    return page(
        "directory/compare.html", services=shown, rows=forms.compared(shown), unknown=len(services) < len(keys),
        too_many=len(services) > len(shown),
        without={it.key: forms.compare_address([x for x in services if x is not it]) for it in services},
    )


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
    """What a Local Offer must cover (SEND Regulations 2014, Schedule 2), what covers it here, and the gaps."""
    covered = queries.coverage()
    return page(
        "directory/coverage.html", covered=[(entry, cards(entry.pages)) for entry in covered],
        gaps=sum(entry.is_gap for entry in covered),
    )


@bp.after_app_request
def open_to_all(response: Response) -> Response:
    """The standard wants every answer of the interface readable from anywhere, errors too."""
    if request.path.startswith("/api/oruk"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.before_app_request
def not_too_often() -> ResponseReturnValue | None:
    """Each address may have many answers at once, then one a second. Answers kept for everybody are not counted."""
    if not request.path.startswith("/api/oruk"):
        return None
    seconds = current_app.extensions["api_meter"].wait(request.remote_addr or "")
    if not seconds:
        return None
    words = f"Too many questions at once. Please wait {seconds} seconds, or take the whole directory in one file."
    return jsonify(error=words), 429, {"Retry-After": str(seconds)}


@bp.errorhandler(oruk.BadParameterError)
def bad_parameter(error: oruk.BadParameterError) -> ResponseReturnValue:
    """What cannot be used, in plain words."""
    return jsonify(error=str(error)), 400


@bp.errorhandler(NotFoundError)
def not_found(error: NotFoundError) -> ResponseReturnValue:
    """Nothing with this name or id: a page for families, a line for machines."""
    if request.path.startswith("/api/"):
        return jsonify(error=str(error)), 404
    return error_page(404, str(error))


@bp.get("/api/oruk/v3", strict_slashes=False)
@bp.get("/api/oruk/v3/")
@public()
def v3_details() -> ResponseReturnValue:
    """About the interface."""
    return jsonify(oruk.details(_site()))


@bp.get("/api/oruk/v3/openapi.json")
@public()
def v3_openapi() -> ResponseReturnValue:
    """The interface described for machines."""
    return jsonify(openapi.document(_site()))


@bp.get("/api/oruk/v3/<collection>")
@public(params=oruk.PARAMS)
def v3_list(collection: str) -> ResponseReturnValue:
    """One page of a collection, or all of it as a stream of lines."""
    directory = queries.hsds_directory(_site())
    records = oruk.found(directory, _known(collection, oruk.COLLECTIONS), request.args, _near())
    if request.args.get("format") == "ndjson":
        lines = "".join(json.dumps(oruk.item(collection, record, request.args)) + "\n" for record in records)
        return Response(lines, mimetype="application/x-ndjson")
    return jsonify(oruk.envelope(
        records, oruk.paging(request.args), lambda record: oruk.item(collection, record, request.args),
    ))


@bp.get("/api/oruk/v3/<collection>/<key>")
@public(params=("full_service",))
def v3_single(collection: str, key: str) -> ResponseReturnValue:
    """One record, whole."""
    records = getattr(queries.hsds_directory(_site()), _known(collection, oruk.COLLECTIONS))
    return jsonify(oruk.single(collection, _record(records, key), request.args))


@bp.get("/api/oruk/v1/<collection>")
@public(params=oruk1.PARAMS)
def v1_list(collection: str) -> ResponseReturnValue:
    """One page of a collection in version 1.0."""
    directory = queries.hsds_directory(_site())
    if collection == "vocabularies":
        return jsonify(oruk1.vocabularies(directory))
    records = oruk1.records(directory, _known(collection, oruk1.COLLECTIONS), request.args)
    return jsonify(oruk1.envelope(records, oruk.paging(request.args)))


@bp.get("/api/oruk/v1/services/<key>")
@public()
def v1_service(key: str) -> ResponseReturnValue:
    """One service in version 1.0."""
    return jsonify(oruk1.service(_record(queries.hsds_directory(_site()).services, key)))


def _known(collection: str, collections: tuple[str, ...]) -> str:
    if collection not in collections:
        raise NotFoundError("There is no such collection.")
    return collection


def _near() -> oruk.Near | None:
    """What the postcode asked for comes to."""
    text = request.args.get("postcode", "")
    if not text:
        return None
    code = places.postcode_in(places.tidy(text))
    found = queries.near(code) if code else None
    if found is None:
        raise oruk.BadParameterError(
            "We do not know this postcode." if queries.holds_postcodes()
            else "This feed holds no places of postcodes yet, so postcode and proximity cannot be used."
        )
    return found


def _record(records: dict[str, hsds.Record], key: str) -> hsds.Record:
    if key not in records:
        raise NotFoundError("There is nothing with this id.")
    return records[key]


def _site() -> str:
    return str(current_app.config["SETTINGS"].site_url)


@bp.get("/local-offer/data")
@public()
def data() -> ResponseReturnValue:
    """How to take this data and use it."""
    return page("directory/data.html", number=len(queries.listings()), site=_site(), places=queries.outward_codes())


@bp.get("/local-offer/data/services.json")
@public()
def download_json() -> ResponseReturnValue:
    """The whole directory, every record in full."""
    body = json.dumps(download.everything(queries.hsds_directory(_site())), indent=1)
    return Response(body, mimetype="application/json", headers=_saved_as("local-offer.json"))


@bp.get("/local-offer/data/services.csv")
@public()
def download_csv() -> ResponseReturnValue:
    """Every service as a row."""
    body = download.as_csv(queries.listings().values())
    return Response(body, mimetype="text/csv", headers=_saved_as("local-offer.csv"))


@bp.get("/local-offer/data/codebook.csv")
@public()
def codebook() -> ResponseReturnValue:
    """What each column of the rows means."""
    return Response(download.codebook(), mimetype="text/csv", headers=_saved_as("local-offer-codebook.csv"))


@bp.get("/local-offer/changes.atom")
@public()
def changes() -> ResponseReturnValue:
    """Services that changed, newest first, for a feed reader."""
    recent = queries.recently_changed()
    updated = recent[0][1] if recent else None
    body = page("directory/changes.atom", recent=recent, updated=updated, site=_site())
    return Response(body, mimetype="application/atom+xml")


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}

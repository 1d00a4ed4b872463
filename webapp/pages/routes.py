"""Home, pages of words, the accessibility statement, addresses for machines."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, jsonify, make_response, redirect, request
from flask.typing import ResponseReturnValue

from ..accounts.access import development, public
from ..engine import clock, content_revision
from ..engine.search import asking, gaps
from ..engine.subjects import SubjectRef, cards, cards_of
from ..taxonomy import queries as taxonomy
from ..ui.addresses import url_for
from ..ui.headers import PRIVATE
from ..ui.views import page
from . import forms, queries, site_map, status

if TYPE_CHECKING:
    from config import Settings

bp = Blueprint("pages", __name__, template_folder="templates")


@bp.get("/")
@public()
def home() -> ResponseReturnValue:
    """The first screen: what this is, three doors, ages, help now."""
    (lines,) = cards_of("journey", ["lines"])
    return page(
        "pages/home.html", network=lines.detail, stages=taxonomy.stages(), examples=_examples(),
        waits=cards([SubjectRef("waits-at-a-glance", "home")]),
    )


def _examples() -> list[tuple[str, str]]:
    """Words that families really type, each with what they find."""
    return [(words, url_for("pages.search", q=words)) for words in taxonomy.area().searches]


def _words(key: str) -> ResponseReturnValue:
    return page("pages/words.html", words=queries.words(key))


@bp.get("/about")
@public()
def about() -> ResponseReturnValue:
    """What this site is and who runs it."""
    return _words("about")


@bp.get("/privacy")
@public()
def privacy() -> ResponseReturnValue:
    """What we know about visitors (nothing) and what we keep."""
    return _words("privacy")


@bp.get("/cookies")
@public()
def cookies() -> ResponseReturnValue:
    """The one cookie."""
    return _words("cookies")


@bp.get("/another-way")
@public()
def another_way() -> ResponseReturnValue:
    """How to get this without the internet or in another form (SEND Regulations 2014, reg. 57)."""
    return _words("another-way")


@bp.get("/young-people")
@public()
def young_people() -> ResponseReturnValue:
    """For a young person who reads this without a parent."""
    return _words("young-people")


@bp.get("/how-we-check")
@public()
def how_we_check() -> ResponseReturnValue:
    """How the words here are checked."""
    return _words("how-we-check")


@bp.get("/accessibility")
@public()
def accessibility() -> ResponseReturnValue:
    """The accessibility statement, from data."""
    return page("pages/accessibility.html", statement=queries.statement())


@bp.get("/search")
@public(params=("q", "kind", "page", "was"))
def search() -> ResponseReturnValue:
    """Everything on the site that answers what was typed: services, steps, things to try, rights, pages."""
    asked = forms.Wanted.read(request.args)
    if "was" in request.args:  # asked from a page of results: count that, and go on to the plain address
        gaps.note_given_up(request.args["was"], asked.q, forms.KINDS)
        return redirect(asked.url())
    found = forms.everywhere(asked)
    response = make_response(page(
        "pages/search.html", asked=asked, found=found, names=forms.names(), pages=forms.page_links(asked, found),
        examples=_examples(),
    ))
    if found.total == 0 and found.question.asks_words:
        gaps.note(found.question)
    if found.total == 0 or not found.is_current:
        response.headers["Cache-Control"] = PRIVATE  # to be counted, or drawn again when the index has caught up
    return response


@bp.get("/search/suggest")
@public(params=("q",))
def suggest() -> ResponseReturnValue:
    """What somebody may be about to type."""
    try:
        return jsonify(asking.completions(request.args.get("q", "")[:80], forms.KINDS))
    except asking.UnreadableIndexError:
        return jsonify([]), {"Cache-Control": PRIVATE}  # the index is on its way: ask again


@bp.get("/manage/components")
@development
def components() -> ResponseReturnValue:
    """Every component in every state, for those who build the site."""
    return page("ui/components.html")


@bp.get("/sitemap.xml")
@public()
def sitemap() -> ResponseReturnValue:
    """Every public page in every language it exists in."""
    body = page("pages/sitemap.xml", urls=site_map.urls(), site=_settings().site_url)
    return Response(body, mimetype="application/xml")


@bp.get("/robots.txt")
@public()
def robots() -> ResponseReturnValue:
    """What search engines may read."""
    return Response(status.robots_txt(_settings().site_url), mimetype="text/plain")


@bp.get("/.well-known/security.txt")
@public()
def security_txt() -> ResponseReturnValue:
    """How to tell us about a weakness."""
    settings = _settings()
    contact = queries.statement().contact
    where = contact.email or contact.website or settings.site_url
    body = status.security_txt(where, settings.site_url, settings.languages, clock.today())
    return Response(body, mimetype="text/plain")


@bp.get("/healthz")
@public(shared=False)
def health() -> ResponseReturnValue:
    """Whether the site can read its content: the revision number, or an error."""
    return {"status": "ok", "content_revision": content_revision.current()}


def _settings() -> "Settings":
    settings: Settings = current_app.config["SETTINGS"]
    return settings

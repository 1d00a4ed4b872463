"""Pages and calendars of what's on."""

from collections.abc import Mapping
from datetime import timedelta

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..accounts.access import public
from ..engine import clock
from ..engine.mail import outbox
from ..engine.subjects import cards_of
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from . import calendars, queries
from .forms import kinds
from .queries import BEHIND, Choice, Dated

bp = Blueprint("whats_on", __name__, template_folder="templates")

FILTERS = ("need", "district", "age", "kind", "where")
WHERE = {"online": True, "in-person": False}


def read_choice(args: Mapping[str, str]) -> Choice:
    """A choice from an address. What cannot be read is left open rather than refused."""
    age = args.get("age", "")
    return Choice(
        need=args.get("need", "")[:40],
        district=args.get("district", "")[:40],
        age=int(age) if age.isascii() and age.isdigit() and int(age[:4]) <= 25 else None,
        kind=args.get("kind", "")[:20],
        online=WHERE.get(args.get("where", "")),
    )


@bp.get("/whats-on")
@public(params=FILTERS)
def overview() -> ResponseReturnValue:
    """Next dates first; then what we have no date for, with how to find it."""
    choice, today = read_choice(request.args), clock.today()
    chosen = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return page(
        "whats_on/overview.html",
        choice=choice,
        chosen=chosen,
        coming=queries.coming(choice, today),
        undated=queries.without_dates(choice, today),
        kinds=kinds(),
        districts=taxonomy.terms("district"),
        needs=taxonomy.terms("need"),
    )


@bp.get("/whats-on.ics")
@public(params=FILTERS)
def feed() -> ResponseReturnValue:
    """A calendar of the same choice, to follow."""
    today = clock.today()
    chosen = [s for s in queries.sessions() if read_choice(request.args).fits(s)]
    found = queries.dated(chosen, today - BEHIND, today + queries.AHEAD)
    return _calendar(taxonomy.area().site_name + ": " + _("What’s on"), found)


@bp.get("/whats-on/<key>")
@public()
def session(key: str) -> ResponseReturnValue:
    """One session with its dates, or with how to find the next one."""
    found, today = queries.session(key), clock.today()
    return page(
        "whats_on/session.html",
        thing=found,
        coming=queries.dated([found], today, today + queries.AHEAD),
        fresh=queries.is_fresh(found, today),
        service=cards_of("service", [found.service] if found.service else []),
        kinds=kinds(),
        districts=taxonomy.terms("district"),
    )


@bp.get("/whats-on/<key>.ics")
@public()
def session_calendar(key: str) -> ResponseReturnValue:
    """The dates of one session, to follow."""
    found, today = queries.session(key), clock.today()
    return _calendar(found.title, queries.dated([found], today - timedelta(days=365), today + queries.AHEAD))


def _calendar(name: str, found: list[Dated]) -> Response:
    body = calendars.calendar(name, found, outbox.settings().site_url)
    return Response(body, mimetype="text/calendar", headers={"Content-Disposition": "inline; filename=whats-on.ics"})

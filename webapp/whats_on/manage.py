"""Adding and changing what's on: for people who may publish."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..accounts.access import Person, current_person, requires
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.errors import InvalidError
from ..engine.transaction import transactional
from ..ui.views import page
from . import operations, queries
from .content import SessionFields
from .forms import SessionForm, kinds, values_of

bp = Blueprint("whats_on_manage", __name__, url_prefix="/manage/whats-on", template_folder="templates")

may = requires(Permission.PUBLISH)


def _me() -> Person:
    person = current_person()
    assert person is not None  # noqa: S101 - `may` let somebody in
    return person


@bp.get("")
@may
def overview() -> ResponseReturnValue:
    """Every session, and which dates somebody has to confirm again."""
    today = clock.today()
    rows = [(session, queries.is_fresh(session, today)) for session in queries.sessions()]
    return page("whats_on/manage/overview.html", rows=rows, kinds=kinds())


@bp.get("/new")
@may
def new() -> ResponseReturnValue:
    """An empty form."""
    return page("whats_on/manage/session.html", form=SessionForm(kinds()), thing=None, coming=[])


@bp.post("/new")
@may
@transactional
def create() -> ResponseReturnValue:
    """Add one."""
    return _keep(None)


@bp.get("/<key>")
@may
def session(key: str) -> ResponseReturnValue:
    """One session to change."""
    found = queries.session(key)
    return _page(SessionForm(kinds(), formdata=None, data=values_of(found)), found)


@bp.post("/<key>")
@may
@transactional
def save(key: str) -> ResponseReturnValue:
    """Keep the changes."""
    return _keep(queries.session(key))


def _keep(was: SessionFields | None) -> ResponseReturnValue:
    form = SessionForm(kinds())
    valid = form.validate_on_submit()
    key = was.key if was else operations.new_key(form.title.data or "")
    written = form.session(key, was) if valid else None
    if written is None:
        return _page(form, was), 422
    operations.keep(written, by=_me().id)
    flash(gettext("Kept. Families see it now."))
    return redirect(url_for(".session", key=key))


def _page(form: SessionForm, found: SessionFields | None) -> str:
    today = clock.today()
    coming = queries.dated([found], today, today + queries.AHEAD) if found else []
    return page("whats_on/manage/session.html", form=form, thing=found, coming=coming)


@bp.post("/<key>/do")
@may
@transactional
def do(key: str) -> ResponseReturnValue:
    """Change one day, confirm the dates again, or take it off the site."""
    found, me = queries.session(key), _me().id
    verb, _, planned = request.form.get("do", "").partition(" ")
    if planned:
        _change_day(found, verb, _date(planned))
    elif verb == "confirm":
        operations.confirm(found, by=me, who=found.dates.confirmed_by if found.dates else "")
    elif verb == "hold":
        operations.hold(found, by=me)
        return redirect(url_for(".overview"))
    else:
        raise InvalidError("We did not understand that.")
    return redirect(url_for(".session", key=key))


def _change_day(found: SessionFields, verb: str, planned: date) -> None:
    """Cancel or move one planned day, or let it be as first planned."""
    me, given = _me().id, request.form
    if verb == "cancel":
        operations.cancel(found, planned, by=me)
    elif verb == "restore":
        operations.restore(found, planned, by=me)
    elif verb == "move":
        start, end, place = (given.get(name, "").strip()[:200] for name in ("start", "end", "place"))
        operations.move(found, planned, day=_date(given.get("day", "")), start=start, end=end, place=place, by=me)
    else:
        raise InvalidError("We did not understand that.")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidError("We could not read that day. A day looks like 2027-01-15.") from error

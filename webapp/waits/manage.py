"""Entering new figures."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import current_person, requires
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.errors import InvalidError, NotFoundError
from ..engine.transaction import transactional
from ..ui.views import page
from . import operations, queries
from .forms import PointForm
from .series import Series

bp = Blueprint("waits_manage", __name__, template_folder="templates")


@bp.get("/manage/waits")
@requires(Permission.EDIT)
def overview() -> ResponseReturnValue:
    """Every series with its newest figure, the oldest first."""
    series = sorted(queries.all_series().values(), key=lambda found: found.latest.on)
    return page("waits/manage.html", series=series, today=clock.today())


@bp.get("/manage/waits/<key>")
@requires(Permission.EDIT)
def series(key: str) -> ResponseReturnValue:
    """One series, and the form for a new figure."""
    return _series_page(key, PointForm())


@bp.post("/manage/waits/<key>")
@requires(Permission.EDIT)
@transactional
def add(key: str) -> ResponseReturnValue:
    """Publish one more figure."""
    form, person = PointForm(), current_person()
    if not form.validate():
        return _series_page(key, form), 422
    try:
        operations.add_point(key, form.as_point(), by=str(person.id) if person else "")
    except InvalidError as problem:
        form.on.errors = [str(problem)]
        return _series_page(key, form), 422
    return redirect(url_for(".series", key=key), 303)


def _series_page(key: str, form: PointForm) -> str:
    return page("waits/manage_series.html", series=_found(key), form=form, today=clock.today())


def _found(key: str) -> Series:
    series = queries.all_series().get(key)
    if series is None:
        raise NotFoundError("There is no series with this name.")
    return series

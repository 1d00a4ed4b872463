"""Answering: themes, promises, the yearly report."""

from typing import cast

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..accounts.access import Person, current_person, requires
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.errors import InvalidError, StaleError
from ..engine.transaction import transactional
from ..ui.views import page
from . import operations, queries
from .forms import AnswerForm, PressForm, ThemeForm, facts
from .models import Theme
from .wording import Promise

bp = Blueprint("feedback_manage", __name__, template_folder="templates")


@bp.get("/manage/answers")
@requires(Permission.RESPOND)
def answers() -> ResponseReturnValue:
    """Themes, comments nobody has grouped yet, reports."""
    return _answers_page(ThemeForm())


@bp.post("/manage/answers")
@requires(Permission.RESPOND)
@transactional
def start() -> ResponseReturnValue:
    """A new theme, with the comments ticked."""
    form = ThemeForm()
    if not form.validate_on_submit():
        return _answers_page(form), 422
    theme_id = operations.start_theme(cast("str", form.title.data), cast("str", form.said.data), by=_me())
    operations.group(theme_id, _ticked(), by=_me())
    return redirect(url_for(".theme", theme_id=theme_id), 303)


@bp.get("/manage/answers/<int:theme_id>")
@requires(Permission.RESPOND)
def theme(theme_id: int) -> ResponseReturnValue:
    """One theme: its comments, the answer, the promise."""
    row = queries.theme_row(theme_id)
    form = AnswerForm(obj=row, data={"live": row.is_live})
    form.live.data = row.is_live
    return _theme_page(row, form)


@bp.post("/manage/answers/<int:theme_id>")
@requires(Permission.RESPOND)
@transactional
def answer(theme_id: int) -> ResponseReturnValue:
    """Keep the answer; show it to everybody if asked."""
    row, form = queries.theme_row(theme_id), AnswerForm()
    form.offer(queries.measure_cards())
    if not form.validate_on_submit():
        return _theme_page(row, form), 422
    words = operations.Answer(
        form.title.data or "",
        form.said.data or "",
        form.answer.data or "",
        form.action.data or "",
        form.owner.data or "",
        form.due_on.data,
        Promise(form.promise.data),
        tuple(form.measures.data or ()),
    )
    try:
        operations.answer(
            theme_id, words, version=int(form.version.data or 0), live=bool(form.live.data), by=_me()
        )
    except StaleError:
        form.form_errors.append(gettext("Somebody else changed this while you were writing. Theirs is shown first."))
        form.version.data = str(row.version)
        return _theme_page(row, form, theirs=True), 409
    except InvalidError as error:
        form.form_errors.append(gettext(str(error)))
        return _theme_page(row, form), 422
    operations.group(theme_id, _ticked(), by=_me())
    flash(gettext("Kept."))
    return redirect(url_for(".theme", theme_id=theme_id), 303)


@bp.get("/manage/answers/reports/<int(fixed_digits=4):year>")
@requires(Permission.RESPOND)
def report(year: int) -> ResponseReturnValue:
    """The figures as they would be published."""
    return page(
        "feedback/manage_report.html",
        year=year,
        figures=operations.year_figures(year),
        form=PressForm(),
        **facts(),
    )


@bp.post("/manage/answers/reports/<int(fixed_digits=4):year>")
@requires(Permission.RESPOND)
@transactional
def publish_report(year: int) -> ResponseReturnValue:
    """Freeze and publish."""
    operations.publish_report(year, by=_me())
    flash(gettext("The report is published."))
    return redirect(url_for(".answers"), 303)


def _me() -> int:
    return cast("Person", current_person()).id


def _ticked() -> list[int]:
    return [int(text) for text in request.form.getlist("comment") if text.isascii() and text.isdigit()]


def _answers_page(form: ThemeForm) -> str:
    return page(
        "feedback/manage_answers.html",
        form=form,
        themes=queries.all_themes(),
        waiting=queries.comments_without_theme(),
        year=clock.today().year,
        years=queries.report_years(),
        **facts(),
    )


def _theme_page(row: Theme, form: AnswerForm, *, theirs: bool = False) -> str:
    form.offer(queries.measure_cards())
    form.version.data = form.version.data or str(row.version)
    return page(
        "feedback/manage_theme.html",
        theme=row,
        form=form,
        theirs=theirs,
        grouped=queries.comments_of(row.id),
        waiting=queries.comments_without_theme(),
        **facts(),
    )

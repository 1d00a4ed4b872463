"""The law in plain words, and the dates that follow from one date."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..accounts.access import public
from ..engine import clock
from ..ui.views import page
from . import calendar_file, queries
from .cards import how_sure
from .forms import STARTS, DatesForm
from .timeline import Moment, Sense, Start, follow

bp = Blueprint("dates", __name__, template_folder="templates")


@bp.get("/rights")
@public()
def rights() -> ResponseReturnValue:
    """Every right in plain words, with the rule behind it."""
    rules = queries.rules()
    rights = [(right, rules.get(right.rule or ""), how_sure(right.confidence)) for right in queries.rights().values()]
    return page("dates/rights.html", rights=rights)


@bp.get("/dates")
@public(shared=False, params=("start",))
def calculator() -> ResponseReturnValue:
    """The question. A link may choose what happened; a date never stands in an address."""
    form = DatesForm(formdata=None, data={"start": request.args.get("start", "")})
    return page("dates/calculator.html", form=form, moments=None)


@bp.post("/dates")
@public(shared=False)
def work_out() -> ResponseReturnValue:
    """The dates that follow. What was typed is used here and forgotten."""
    form = DatesForm()
    if not form.validate():
        return page("dates/calculator.html", form=form, moments=None), 422
    rules = queries.rules()
    return page(
        "dates/calculator.html",
        form=form,
        moments=_moments(form),
        start=Start(form.start.data),
        on=form.on.data,
        words=dict(STARTS)[form.start.data],
        counting=rules,
        certificate=form.certificate.data,
        today=clock.today(),
        young=queries.rights().get("R-YP16"),
        after_25=queries.rights().get("R-AFTER25"),
    )


@bp.post("/dates/calendar.ics")
@public(shared=False)
def calendar() -> ResponseReturnValue:
    """The same dates for a calendar: all, or the one rule that the button names."""
    form = DatesForm()
    if not form.validate():
        return page("dates/calculator.html", form=form, moments=None), 422
    only = request.form.get("only", "")
    chosen = [moment for moment in _moments(form) if only in ("", moment.key)]
    body = calendar_file.write(
        [_entry(moment) for moment in chosen], name="SEND dates", host="send-dates", stamp=clock.now()
    )
    headers = {"Content-Disposition": "attachment; filename=send-dates.ics"}
    return Response(body, content_type=calendar_file.MIME, headers=headers)


def _moments(form: DatesForm) -> list[Moment]:
    on = form.on.data or clock.today()
    return follow(Start(form.start.data), on, queries.rules(), queries.working_days(), form.certificate.data)


def _entry(moment: Moment) -> calendar_file.Entry:
    lead = {
        Sense.BY: gettext("By today: %(title)s", title=moment.rule.title),
        Sense.UNTIL: gettext("At least until today: %(title)s", title=moment.rule.title),
        Sense.BEFORE: gettext("Before today: %(title)s", title=moment.rule.title),
    }[moment.sense]
    words = "\n\n".join(
        (
            moment.rule.text,
            gettext("Rule %(key)s. %(source)s.", key=moment.key, source=moment.rule.source.rstrip(".")),
            gettext(
                "This is general information, not legal advice. The date on the council’s letter matters."
            ),
        )
    )
    return calendar_file.Entry(moment.key, moment.on, lead, words, remind=moment.yours)

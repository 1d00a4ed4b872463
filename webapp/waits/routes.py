"""The waits page."""

from datetime import date

from flask import Blueprint
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine import clock
from ..engine.subjects import cards_of
from ..ui.views import page
from . import queries
from .series import Series
from .shown import chart, figure, shown

bp = Blueprint("waits", __name__, template_folder="templates")


@bp.get("/waits")
@public()
def overview() -> ResponseReturnValue:
    """Every published wait, with trend, source, date and caveat."""
    today = clock.today()
    groups = [(topic, [_drawn(series, today) for series in queries.by_topic(topic)]) for topic in ("waits", "plans")]
    return page("waits/overview.html", groups=groups)


def _drawn(series: Series, today: date) -> dict[str, object]:
    """Everything the page shows of a series."""
    rules = cards_of("rule", [series.rule] if series.rule else [])
    return {
        "series": series, "shown": shown(series, today, ""), "chart": chart(series),
        "figures": [(point, figure(series, point)) for point in reversed(series.points)],
        "rules": rules, "services": cards_of("service", series.services),
    }

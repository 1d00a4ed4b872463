"""A series as words and a picture for a page. Needs a request's language, nothing else."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..ui.chart import Chart, Reading, lay_out
from ..ui.filters import number
from ..ui.words import gettext, ngettext
from .series import Point, Series


@dataclass(frozen=True)
class Shown:
    """The newest figure of a series, ready to be read: never without its period and source."""

    key: str
    title: str
    figure: str
    period: str
    source: str
    source_url: str | None
    definition: str
    caveat: str | None
    age_note: str
    url: str
    secondary: bool
    before: str


def shown(series: Series, today: date, url: str) -> Shown:
    """The newest figure in words."""
    latest = series.latest
    return Shown(
        key=series.key, title=series.title, figure=figure(series, latest), period=f"({latest.period})",
        source=latest.source, source_url=latest.source_url, caveat=latest.caveat,
        definition=series.definition if url else "",
        age_note=age_note(series, today), url=url, secondary=latest.confidence == "secondary", before=before(series),
    )


def before(series: Series) -> str:
    """The trend in words: the figure before the newest one, counted the same way; nothing for a lone figure."""
    if len(series.points) < 2:
        return ""
    point = series.points[-2]
    return gettext("Before that it was %(figure)s (%(period)s).", figure=figure(series, point), period=point.period)


def age_note(series: Series, today: date) -> str:
    """What to say of an old figure; nothing for a fresh one."""
    if not series.is_stale(today):
        return ""
    months = series.days_old(today) // 30
    if months < 24:
        return gettext("This figure is %(months)s months old. Ask the team what it is now.", months=months)
    return gettext("This figure is about %(years)s years old. Ask the team what it is now.", years=round(months / 12))


def figure(series: Series, point: Point) -> str:
    """A point in words: “54 weeks”, “28.3%”, “fewer than 5”."""
    if point.words or point.value is None:
        return point.words or ""
    value = number(point.value)
    counted, written = _COUNTED.get(series.unit), _WRITTEN.get(series.unit, "{value}")
    return counted(int(point.value), value) if counted else written.format(value=value)


_COUNTED: dict[str, Callable[[int, str], str]] = {
    "weeks": lambda num, value: ngettext("%(value)s week", "%(value)s weeks", num, value=value),
    "months": lambda num, value: ngettext("%(value)s month", "%(value)s months", num, value=value),
    "children": lambda num, value: ngettext("%(value)s child", "%(value)s children", num, value=value),
    "people": lambda num, value: ngettext("%(value)s person", "%(value)s people", num, value=value),
}
_WRITTEN = {"percent": "{value}%", "change-percent": "+{value}%", "pounds": "£{value}"}


def chart(series: Series) -> Chart:
    """The series as a picture. Points without a number are told in the table of points, not drawn."""
    readings = [
        Reading(point.period, point.on, point.value, figure(series, point))
        for point in series.points if point.value is not None
    ]
    return lay_out(series.title, "", readings)

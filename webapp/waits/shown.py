"""A series as words and a picture for a page. Needs a request's language, nothing else."""

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


def shown(series: Series, today: date, url: str) -> Shown:
    """The newest figure in words."""
    latest = series.latest
    return Shown(
        key=series.key, title=series.title, figure=figure(series, latest), period=f"({latest.period})",
        source=latest.source, source_url=latest.source_url, definition="" if not url else series.definition, caveat=latest.caveat,
        age_note=age_note(series, today), url=url, secondary=latest.confidence == "secondary",
    )


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
    value, plural = number(point.value), 1 if point.value == 1 else 2
    match series.unit:
        case "weeks":
            return ngettext("%(value)s week", "%(value)s weeks", plural, value=value)
        case "months":
            return ngettext("%(value)s month", "%(value)s months", plural, value=value)
        case "children":
            return ngettext("%(value)s child", "%(value)s children", plural, value=value)
        case "people":
            return ngettext("%(value)s person", "%(value)s people", plural, value=value)
        case "percent":
            return f"{value}%"
        case "change-percent":
            return f"{'+' if point.value > 0 else ''}{value}%"
        case "pounds":
            return f"£{value}"
    return value


def chart(series: Series) -> Chart:
    """The series as a picture. Points without a number are told in the table of points, not drawn."""
    readings = [
        Reading(point.period, point.on, point.value, figure(series, point))
        for point in series.points if point.value is not None
    ]
    return lay_out(series.title, "", readings)

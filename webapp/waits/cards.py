"""Wait figures for other rooms' pages."""

from collections.abc import Iterable

from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries
from .series import Series
from .shown import shown

KIND = "wait"


def card(series: Series) -> Card:
    """A series as a card; the detail is its newest figure in words."""
    url = f"{url_for('waits.overview')}#{series.key}"
    newest = shown(series, clock.today(), url)
    told = f"{newest.figure} {newest.period}"
    return Card(SubjectRef(KIND, series.key), series.title, url, series.short, badge=told, detail=newest)


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key."""
    found = queries.all_series()
    return {key: card(found[key]) for key in keys if key in found}


def at_a_glance(keys: Iterable[str]) -> dict[str, Card]:
    """For the home page: the waits families ask for first, in the order the content gives."""
    chosen = sorted((s for s in queries.all_series().values() if s.featured), key=lambda s: s.featured or 0)
    return {
        key: Card(
            SubjectRef("waits-at-a-glance", key),
            "",
            url_for("waits.overview"),
            detail=[card(series) for series in chosen],
        )
        for key in keys
    }


WEEKS_IN = {"weeks": 1.0, "months": 52 / 12, "days": 1 / 7}


def lengths(keys: Iterable[str]) -> dict[str, Card]:
    """For the map: waits counted in time; the title is the newest figure in words, the detail its length in weeks."""
    found = queries.all_series()
    long = {}
    for key in keys:
        series = found.get(key)
        if series and series.topic == "waits" and series.unit in WEEKS_IN and series.latest.value is not None:
            newest = shown(series, clock.today(), "")
            weeks = series.latest.value * WEEKS_IN[series.unit]
            long[key] = Card(
                SubjectRef("wait-length", key), f"{newest.figure}, {series.latest.period}", "", detail=weeks
            )
    return long

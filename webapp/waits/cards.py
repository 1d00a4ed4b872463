"""Wait figures for other rooms' pages."""

from collections.abc import Iterable

from flask import url_for

from ..engine.subjects import Card, SubjectRef
from . import queries
from .series import Series

KIND = "wait"


def card(series: Series) -> Card:
    """A series as a card: its partial draws the figure with date, source and caveat."""
    return Card(
        SubjectRef(KIND, series.key), series.title, f"{url_for('waits.overview')}#{series.key}", series.short,
        partial="waits/_figure.html", detail=series,
    )


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key."""
    found = queries.all_series()
    return {key: card(found[key]) for key in keys if key in found}

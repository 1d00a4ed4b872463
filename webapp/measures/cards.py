"""Measures for other rooms' pages."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from ..engine.subjects import Card, SubjectRef
from . import queries, shown

KIND = "measure"


def cards(wanted: Iterable[str]) -> dict[str, Card]:
    """Cards by key; the badge is the newest published number, where there is one."""
    found, release = queries.measures(), queries.newest()
    made = {}
    for key in wanted:
        if key in found:
            bar = shown.headline(release.document, found[key]) if release else None
            badge = _("%(number)s in 100", number=bar.row["percent"]) if bar and bar.shown else ""
            url = url_for("measures.measure", key=key)
            made[key] = Card(SubjectRef(KIND, key), found[key].name, url, found[key].plain, badge)
    return made


def keys() -> list[str]:
    """Every measure has a page."""
    return list(queries.measures())

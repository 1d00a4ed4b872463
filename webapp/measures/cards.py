"""Measures for other rooms' pages."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import gettext as _

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine.subjects import Card, SubjectRef
from . import queries, shown
from .models import ReleaseState

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


def for_leads(person: Person) -> Iterator[Waiting]:
    """Releases that are not published yet, and what is missing."""
    for release in queries.releases():
        if release.state != ReleaseState.PREPARED:
            continue
        if release.shown_on is None:
            words = _("Show it to the forum and young people first.")
        elif any(signature.person_id == person.id for signature in release.signatures):
            words = _("You have signed. It waits for somebody else, or for its day.")
        else:
            words = _("It waits for your signature.")
        url = url_for("measures_manage.release", key=release.key)
        yield Waiting(_("Release %(key)s", key=release.key), url, words, state="watch")

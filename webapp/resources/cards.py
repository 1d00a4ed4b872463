"""Resources for other rooms' pages."""

from collections.abc import Iterable

from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries

KIND = "resource"


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key; the detail is the resource."""
    found = queries.library()
    return {
        key: Card(
            SubjectRef(KIND, key), found[key].title, url_for("resources.resource", key=key), found[key].intro or "",
            badge=found[key].time_needed or "", partial="resources/_card.html", detail=found[key],
        )
        for key in keys if key in found
    }


def for_pathway(keys: Iterable[str]) -> dict[str, Card]:
    """For a pathway's page: resources filed under it, as the card's detail."""
    cards_found = {}
    for key in keys:
        own = cards(r.key for r in queries.library().values() if key in r.pathways)
        if own:
            ref = SubjectRef("resources-for-pathway", key)
            cards_found[key] = Card(ref, "", "", partial="resources/_for_pathway.html", detail=list(own.values()))
    return cards_found

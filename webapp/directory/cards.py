"""Services for other rooms' pages."""

from collections.abc import Iterable

from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries

KIND = "service"


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by slug; the detail is the listing."""
    found = queries.listings()
    return {
        key: Card(
            SubjectRef(KIND, key), found[key].name, url_for("directory.service", slug=key), found[key].summary,
            partial="directory/_card.html", detail=found[key],
        )
        for key in keys if key in found
    }

"""Services for other rooms' pages."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext

from ..accounts.access import Person
from ..accounts.home import Waiting
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


def for_editors(_person: Person) -> Iterator[Waiting]:
    """What the law asks the Local Offer to cover and nothing covers yet (SEND Regulations 2014, Schedule 2)."""
    missing = [entry for entry in queries.coverage() if entry.is_gap]
    if missing:
        url = url_for("directory.coverage")
        yield Waiting(gettext("Gaps in what the law asks for"), url, count=len(missing), state="watch")

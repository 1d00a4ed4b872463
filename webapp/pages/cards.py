"""Pages of words for search results, and what families looked for in vain, for those who edit."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.search import gaps
from ..engine.subjects import Card, SubjectRef
from . import queries

LOOK_BACK = timedelta(weeks=8)
ADDRESSES = {
    "about": "pages.about", "privacy": "pages.privacy", "cookies": "pages.cookies",
    "another-way": "pages.another_way", "how-we-check": "pages.how_we_check", "young-people": "pages.young_people",
}


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key, of pages that have an address."""
    found = queries.pages()
    return {
        key: Card(SubjectRef("page", key), found[key].title, url_for(ADDRESSES[key]), found[key].description)
        for key in keys if key in found and key in ADDRESSES
    }


def for_editors(_person: Person) -> Iterator[Waiting]:
    """What families looked for in vain."""
    found = gaps.gaps(clock.today() - LOOK_BACK)
    if found:
        words = gettext("Most often: %(words)s", words=", ".join(gap.term for gap in found[:5]))
        url = url_for("pages_manage.search_gaps")
        yield Waiting(gettext("Looked for and not found"), url, words, len(found), "watch")

"""Pages of words for search results, and what families looked for in vain, for those who edit."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask_babel import gettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.jobs import schedule
from ..engine.search import gaps
from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
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
        words = gettext("Most often: %(words)s", words=", ".join(gap.term.replace(" + ", " ") for gap in found[:5]))
        url = url_for("pages_manage.search_gaps")
        yield Waiting(gettext("Looked for and not found"), url, words, len(found), "watch")


def for_administrators(_person: Person) -> Iterator[Waiting]:
    """Background work whose last try failed."""
    failed = [name for name, record in schedule.records().items() if record.last_error]
    if failed:
        words = gettext("Letters, search or the deleting of old things may be behind.")
        yield Waiting(gettext("Background work that failed"), url_for("pages_manage.jobs"), words, len(failed), "late")

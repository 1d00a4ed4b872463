"""Pages of words for search results."""

from collections.abc import Iterable

from flask import url_for

from ..engine.subjects import Card, SubjectRef
from . import queries

ADDRESSES = {
    "about": "pages.about", "privacy": "pages.privacy", "cookies": "pages.cookies",
    "another-way": "pages.another_way", "how-we-check": "pages.how_we_check",
}


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key, of pages that have an address."""
    found = queries.pages()
    return {
        key: Card(SubjectRef("page", key), found[key].title, url_for(ADDRESSES[key]), found[key].description)
        for key in keys if key in found and key in ADDRESSES
    }

"""Newsletters for other rooms' pages."""

from collections.abc import Iterable

from flask import url_for

from ..engine.subjects import Card, SubjectRef
from . import queries

KIND = "newsletter"


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Newsletters that went out, by their address."""
    found = {issue.slug: issue for issue in queries.published()}
    return {
        key: Card(SubjectRef(KIND, key), found[key].title, url_for("newsletters.issue", slug=key), detail=found[key])
        for key in keys
        if key in found
    }


def keys() -> list[str]:
    """Every newsletter that has a page now."""
    return [issue.slug for issue in queries.published()]

"""Sessions for other rooms' pages."""

from collections.abc import Iterable

from flask import url_for

from ..engine.subjects import Card, SubjectRef
from . import queries

KIND = "session"


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Sessions by key; the detail is the session."""
    found = {session.key: session for session in queries.sessions()}
    return {
        key: Card(
            SubjectRef(KIND, key),
            found[key].title,
            url_for("whats_on.session", key=key),
            found[key].summary,
            badge=found[key].pattern or "",
            detail=found[key],
        )
        for key in keys
        if key in found
    }


def keys() -> list[str]:
    """Every session that has a page now."""
    return [session.key for session in queries.sessions()]

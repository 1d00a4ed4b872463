"""Sessions for other rooms' pages."""

from collections.abc import Iterable

from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries
from .content import SessionFields
from .queries import Dated

KIND = "session"
TO_TALK_TO = "sessions-to-talk-to"
OF_SERVICE = "sessions-of-service"


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


def to_talk_to(kinds: Iterable[str]) -> dict[str, Card]:
    """By kind of session: people to ring or drop in on, for a page about waiting. The detail is their cards."""
    found = queries.sessions()
    by_kind = {kind: list(cards(s.key for s in found if s.kind == kind).values()) for kind in kinds}
    return {
        kind: Card(SubjectRef(TO_TALK_TO, kind), "", "", partial="whats_on/_to_talk_to.html", detail=own)
        for kind, own in by_kind.items()
        if own
    }


def of_service(services: Iterable[str]) -> dict[str, Card]:
    """By service: its sessions, for the service's page. The detail is each with its next date, if one stands."""
    today = clock.today()
    by_service: dict[str, list[tuple[SessionFields, Dated | None]]] = {}
    for found in queries.sessions():
        if found.service:
            coming = queries.dated([found], today, today + queries.AHEAD)
            by_service.setdefault(found.service, []).append((found, next(iter(coming), None)))
    return {
        key: Card(SubjectRef(OF_SERVICE, key), "", "", partial="whats_on/_of_service.html", detail=by_service[key])
        for key in services if key in by_service
    }

"""Notes every change of something searchable, in the same transaction: a rollback leaves no note."""

import logging
from collections.abc import Callable

from sqlalchemy import event, text
from sqlalchemy.orm import Session

from ...extensions import db
from .. import transaction
from . import sources

log = logging.getLogger(__name__)
_NOTE = text("INSERT INTO search_change (kind, key) VALUES (:kind, :key)")  # core, as it runs inside a flush
_wake: list[Callable[[], None]] = []


def wake_with(call: Callable[[], None]) -> None:
    """Have this called after a transaction that noted something has committed."""
    _wake[:] = [call]


def note(kind: str, key: str, session: Session | None = None) -> None:
    """Note by hand that a thing changed, where it has no row of its own."""
    session = session or db.session()
    session.execute(_NOTE, {"kind": kind, "key": key})
    if "search_wakes" not in session.info:
        session.info["search_wakes"] = True
        transaction.after_commit_if_open(lambda: _woken(session))


def _woken(session: Session) -> None:
    session.info.pop("search_wakes", None)
    for call in _wake:
        try:
            call()
        except Exception:  # the change is committed and noted; the index catches up at the next tick
            log.exception("the index did not follow")


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    changed = (*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row)))
    for kind, key in {(kind, row.key) for row in changed for kind in sources.kinds_of(row)}:
        note(kind, key, session)


@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("search_wakes", None)

"""One number that moves, in the same transaction, with every change a reader could see.

Rendered pages and remembered reads are kept under it, so a change shows on every worker at the next request.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import CheckConstraint, Engine, event, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..extensions import Model, db
from .transaction import in_transaction

P = ParamSpec("P")
R = TypeVar("R")


class ContentRevision(Model):
    """The single row that holds the number."""

    __tablename__ = "content_revision"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]


class Public:
    """Mixin for tables whose rows stand on public pages: changing one moves the content revision."""


@event.listens_for(Session, "after_flush")
def _move_with_public_rows(session: Session, _context: object) -> None:
    changed = (*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row)))
    if any(isinstance(row, Public) for row in changed):
        move(session)


def move(session: Session | None = None) -> None:
    """Move the revision, once per transaction. Needed by hand only where no `Public` row changes."""
    session = session or db.session()
    transaction = session.get_transaction()
    if session.info.get("content_revision_moved") is transaction:
        return
    session.info["content_revision_moved"] = transaction
    session.execute(text("UPDATE content_revision SET number = number + 1 WHERE id = 1"))


def read(engine: Engine) -> int:
    """The number as committed now. Raw, because every public request asks: microseconds, not a session."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT number FROM content_revision WHERE id = 1")
        row = cursor.fetchone()
        cursor.close()
    finally:
        connection.close()
    return int(row[0]) if row else 0


_seen: ContextVar[int | None] = ContextVar("content_revision_seen", default=None)
_remembered: WeakKeyDictionary[Engine, dict[tuple[Any, ...], tuple[int, Any]]] = WeakKeyDictionary()


def current() -> int:
    """The number this page began with; in a change, the one it found once it had begun; else the committed one."""
    seen = _seen.get()
    if seen is not None:
        return seen
    session = db.session()
    if not (in_transaction() and session.in_transaction()):
        return read(db.engine)
    if "content_revision_read" not in session.info:
        session.info["content_revision_read"] = read(db.engine)
    return int(session.info["content_revision_read"])


@contextmanager
def at(number: int) -> Iterator[None]:
    """Serve one request at this number, so that it is read once."""
    token = _seen.set(number)
    try:
        yield
    finally:
        _seen.reset(token)


def remembered(load: Callable[P, R]) -> Callable[P, R]:
    """Keep what a reading function returned until the content revision moves.

    The number is read before the rows, so rows newer than the number may be kept under it (harmless: that number is
    never asked for again) but never older ones. Arguments must be hashable and few: only the newest revision's
    results are kept. Inside a transaction that moved the revision nothing is remembered.
    """

    @wraps(load)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        info = db.session().info
        if "content_revision_moved" in info:
            return load(*args, **kwargs)
        number, shelf = current(), info.get("remembered")
        if shelf is None:  # the session's own way to it: looking up the engine each time takes longer than all the rest
            shelf = info["remembered"] = _remembered.setdefault(db.engine, {})
        key = (load, args, tuple(sorted(kwargs.items())) if kwargs else ())
        kept = shelf.get(key)
        if kept is not None and kept[0] == number:
            return kept[1]  # type: ignore[no-any-return]  # the same load made it
        value = load(*args, **kwargs)
        shelf[key] = (number, value)
        return value

    return wrapped


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("content_revision_read", None)
    if session.info.pop("content_revision_moved", None) is not None:
        _seen.set(None)

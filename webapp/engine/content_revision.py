"""One number that moves, in the same transaction, with every change a reader could see.

Rendered pages and remembered reads are kept under it, so a change shows on every worker at the next request.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
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
    transaction = session.get_transaction() or session.begin()
    if session.info.get("content_revision_moved") is transaction:
        return
    session.info["content_revision_moved"] = transaction
    _here.set(None)
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
_shelves: WeakKeyDictionary[Engine, "Shelf"] = WeakKeyDictionary()
_MISSING = object()


@dataclass(frozen=True)
class Shelf:
    """What was remembered at one number."""

    number: int
    kept: dict[tuple[Any, ...], Any] = field(default_factory=dict)


_here: ContextVar[Shelf | None] = ContextVar("content_revision_shelf", default=None)


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
    seen, here = _seen.set(number), _here.set(None)
    try:
        yield
    finally:
        _here.reset(here)
        _seen.reset(seen)


def remembered(load: Callable[P, R]) -> Callable[P, R]:
    """Keep what a reading function returned until the content revision moves.

    The number is read before the rows, so rows newer than the number may be kept under it (harmless: that number is
    never asked for again) but never older ones. Arguments must be hashable and few: everything is kept until the
    number moves, and then forgotten together. Inside a transaction that moved the revision nothing is remembered.
    """

    @wraps(load)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        shelf = _here.get() or _shelf()
        if shelf is None:
            return load(*args, **kwargs)
        key = (load, args, tuple(sorted(kwargs.items())) if kwargs else ())
        value = shelf.kept.get(key, _MISSING)
        if value is _MISSING:
            value = shelf.kept[key] = load(*args, **kwargs)
        return value  # type: ignore[no-any-return]  # the same load made it

    return wrapped


def _shelf() -> Shelf | None:
    """The shelf of this moment's number, and none once it moved. While one request is served at a number, it is noted:
    a page asks dozens of times."""
    if db.session.registry.has() and "content_revision_moved" in db.session().info:
        return None
    number, shelf = current(), _shelves.get(db.engine)
    if shelf is None or shelf.number != number:
        shelf = _shelves[db.engine] = Shelf(number)
    if _seen.get() == number:
        _here.set(shelf)
    return shelf


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop("content_revision_read", None)
    if session.info.pop("content_revision_moved", None) is not None:
        _seen.set(None)
        _here.set(None)

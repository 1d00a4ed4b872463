"""The one place that commits.

A web request commits through `@transactional`, everything else through `with transaction():`. On SQLite a
writing transaction takes the write lock at its start (BEGIN IMMEDIATE): with the default, two writers that
read before they write lose updates without an error.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import IntegrityError

from ..extensions import db

P = ParamSpec("P")
R = TypeVar("R")

_writing: ContextVar[bool] = ContextVar("writing", default=False)
_after_commit: ContextVar[list[Callable[[], None]] | None] = ContextVar("after_commit", default=None)


@contextmanager
def transaction() -> Iterator[None]:
    """Commit what was done inside, or nothing of it. A transaction inside another joins it."""
    if _writing.get():
        yield
        return
    db.session.rollback()  # a read already open on this session could not become a writer
    writing, hooks = _writing.set(True), _after_commit.set([])
    try:
        yield
        db.session.commit()
        waiting = _after_commit.get() or []
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _writing.reset(writing)
        _after_commit.reset(hooks)
    for call in waiting:
        call()


def after_commit(call: Callable[[], None]) -> None:
    """Do something once the open transaction has committed; never if it rolls back."""
    waiting = _after_commit.get()
    if waiting is None:
        raise RuntimeError("after_commit needs an open transaction")
    waiting.append(call)


def in_transaction() -> bool:
    """Whether a writing transaction is open on this thread."""
    return _writing.get()


def after_commit_if_open(call: Callable[[], None]) -> None:
    """The same, for work that is also picked up later: without an open transaction it is left for then."""
    waiting = _after_commit.get()
    if waiting is not None:
        waiting.append(call)


def transactional(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a route that may write: all of it is kept, or nothing.

    A request that loses a race for the same row (two presses at once) finds the rule kept by the database itself. It is
    run once more: nothing of the first try was kept or sent, and this time it reads what the other request wrote.
    """

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with transaction():
                return view(*args, **kwargs)
        except IntegrityError:
            with transaction():
                return view(*args, **kwargs)

    wrapped.writes = True  # type: ignore[attr-defined]  # read by the architecture test
    return wrapped


def prepare_engine(engine: Engine) -> None:
    """Teach one SQLAlchemy engine our rules. Does nothing on PostgreSQL, which has them by default."""
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)


def _on_sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, below
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")

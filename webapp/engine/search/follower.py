"""Keeps the index behind the database by less than anyone notices: reads what the notes name, applies it, moves on."""

import logging
from collections import defaultdict
from collections.abc import Iterator
from threading import Lock, Thread
from time import monotonic

from flask import Flask, current_app
from sqlalchemy import func, select

from ...extensions import db
from .. import content_revision
from ..subjects import SubjectRef
from . import sources
from .generation import Generation
from .index import BusyIndexError, Index, UnreadableIndexError
from .models import SearchChange
from .sources import SearchDocument

log = logging.getLogger(__name__)
BATCH = 200           # more waiting changes than this are cheaper as a rebuild
OVERLAP = 100         # on PostgreSQL, numbers can commit out of order: look again at the last few
REPAIR_EVERY = 60.0   # seconds between attempts to mend an unreadable index


def index() -> Index:
    """This application's index."""
    found: Index = current_app.extensions["search_index"]
    return found


def current(patience: float = 0.3) -> tuple[Generation, bool]:
    """The index, and whether it holds every committed change. Raises UnreadableIndexError (and starts mending)."""
    own = index()
    number = content_revision.current()
    try:
        generation = own.generation()
        if own.followed == number:
            return generation, True
        catch_up(patience)
        own.followed = number
        return own.generation(), True
    except BusyIndexError:
        return own.generation(), False
    except UnreadableIndexError:
        _mend_later(current_app._get_current_object())  # type: ignore[attr-defined]  # the app itself, for a thread
        raise


def catch_up(patience: float = 10.0) -> int:
    """Apply every change after the bookmark; how many things were looked at. Raises Busy…, UnreadableIndexError."""
    own = index()
    mark = own.generation().mark
    newest = db.session.scalar(select(func.max(SearchChange.id))) or 0
    if newest == mark:
        return 0
    oldest = db.session.scalar(select(func.min(SearchChange.id))) or 0
    if newest < mark or oldest > mark + 1 > 1:
        return rebuild(patience)
    since = mark if db.engine.dialect.name == "sqlite" else max(0, mark - OVERLAP)
    rows = select(SearchChange.kind, SearchChange.key).where(SearchChange.id > since, SearchChange.id <= newest)
    changed = list(dict.fromkeys(SubjectRef(kind, key) for kind, key in db.session.execute(rows)))
    if len(changed) > BATCH:
        return rebuild(patience)
    documents = _read(changed)
    gone = [str(ref) for ref in changed if ref not in documents]
    own.apply(documents.values(), gone, newest, patience)
    return len(changed)


def _read(changed: list[SubjectRef]) -> dict[SubjectRef, SearchDocument]:
    keys = defaultdict(list)
    for ref in changed:
        keys[ref.kind].append(ref.key)
    found = {}
    for kind, wanted in keys.items():
        source = sources.get(kind)
        if source is not None:
            found.update({document.ref: document for document in sources.read(source, wanted)})
    return found


def rebuild(patience: float = 30.0) -> int:
    """Build the whole index anew and switch to it; how many documents it has."""
    mark = db.session.scalar(select(func.max(SearchChange.id))) or 0  # read first: later changes are applied again
    return index().rebuild(everything(), mark, patience)


def everything() -> Iterator[SearchDocument]:
    """Every document of every source."""
    for source in sources.every():
        yield from sources.read(source, None)


def after_change() -> None:
    """Follow at once in the process that made the change."""
    try:
        catch_up(patience=1.0)
    except UnreadableIndexError:
        rebuild(patience=5.0)


_mending = Lock()
_last_attempt = [-REPAIR_EVERY]


def _mend_later(app: Flask) -> None:
    """Rebuild in the background, at most once a minute; readers get the plain search meanwhile."""
    if app.testing:  # tests mend when they want to: a thread would outlive its database
        return
    if monotonic() - _last_attempt[0] < REPAIR_EVERY or not _mending.acquire(blocking=False):
        return
    _last_attempt[0] = monotonic()
    Thread(target=_mend, args=(app,), name="search-mend", daemon=True).start()


def _mend(app: Flask) -> None:
    try:
        with app.app_context():
            log.warning("the search index could not be read; it is being built anew")
            rebuild()
    except Exception:  # whatever it was: this thread has nobody above it, and the next reader tries again
        log.exception("the search index could not be built")
    finally:
        _mending.release()

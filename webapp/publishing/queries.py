"""Reads of documents and revisions."""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engine.content_revision import remembered
from ..extensions import db
from . import content_types
from .content_types import Fields
from .models import Document, PublishedRow, Revision, State

F = TypeVar("F", bound=Fields)

_WITH_WORDS = (joinedload(Document.live), joinedload(Document.incoming))


def document(kind: str, key: str) -> Document | None:
    """One document with its live and incoming words."""
    return db.session.scalar(select(Document).where(Document.kind == kind, Document.key == key).options(*_WITH_WORDS))


def documents(kind: str) -> Sequence[Document]:
    """Every document of a kind, in the order of its files."""
    chosen = select(Document).where(Document.kind == kind).options(*_WITH_WORDS)
    return db.session.scalars(chosen.order_by(Document.file_path, Document.position, Document.key)).all()


def incoming() -> Sequence[Document]:
    """Documents whose file changed after a person edited them on the site."""
    waiting = (Document.incoming_id.is_not(None)) | Document.incoming_removal
    chosen = select(Document).where(waiting).options(*_WITH_WORDS)
    return db.session.scalars(chosen.order_by(Document.kind, Document.key)).all()


@remembered
def live(kind: str) -> list[Fields]:
    """The live words of every document of a kind, in file order. Do not change the list."""
    content_type = content_types.get(kind)
    return [content_type.revive(d.live.fields) for d in documents(kind) if d.state == State.LIVE]


def live_of(kind: str, fields: type[F]) -> list[F]:
    """`live`, for a caller that knows the shape."""
    return [words for words in live(kind) if isinstance(words, fields)]


def next_number(kind: str, key: str) -> int:
    """The number of the document's next revision, from 1."""
    last = db.session.scalar(select(func.max(Revision.number)).where(Revision.kind == kind, Revision.key == key))
    return (last or 0) + 1


def row(model: type[PublishedRow], key: str) -> PublishedRow | None:
    """A room's row, live or not."""
    return db.session.get(model, key)

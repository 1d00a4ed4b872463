"""Reads of documents and revisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engine.content_revision import remembered
from ..extensions import db
from . import content_types
from .content_types import ContentType, Fields, Link, ReviewedFields
from .models import Document, Draft, PublishedRow, Revision, Stage, State

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


def revisions(kind: str, key: str) -> Sequence[Revision]:
    """Every set of words a document has had, newest first."""
    chosen = select(Revision).where(Revision.kind == kind, Revision.key == key)
    return db.session.scalars(chosen.order_by(Revision.number.desc())).all()


def draft(kind: str, key: str, *, lock: bool = False) -> Draft | None:
    """The draft of a document."""
    chosen = select(Draft).where(Draft.kind == kind, Draft.key == key)
    return db.session.scalar(chosen.with_for_update() if lock else chosen)


def drafts() -> Sequence[Draft]:
    """Every draft, those that wait for a second person first."""
    return db.session.scalars(select(Draft).order_by(Draft.stage != Stage.REVIEW, Draft.changed_at, Draft.id)).all()


def scheduled(now: datetime) -> Sequence[Draft]:
    """Approved drafts whose time has come."""
    chosen = select(Draft).where(Draft.stage == Stage.SCHEDULED, Draft.publish_at <= now).with_for_update()
    return db.session.scalars(chosen.order_by(Draft.id)).all()


@dataclass(frozen=True)
class Due:
    """A live document that somebody has to look at again."""

    kind: str
    key: str
    title: str
    review_due: date


def overdue(today: date) -> list[Due]:
    """Live editorial documents whose review date has passed, the longest first."""
    found = []
    for content_type in content_types.all_types():
        if content_type.editorial:
            found += [
                Due(content_type.kind, words.key, title(words), words.review_due)
                for words in live(content_type.kind)
                if isinstance(words, ReviewedFields) and words.review_due and words.review_due < today
            ]
    return sorted(found, key=lambda due: (due.review_due, due.kind, due.key))


def broken_links(content_type: ContentType, words: Fields) -> list[Link]:
    """References in these words to what is not there."""
    return [link for link in content_type.links(words) if document(link.kind, link.key) is None]


def title(words: Fields) -> str:
    """What a document calls itself."""
    return str(getattr(words, "title", "") or getattr(words, "name", "") or words.key)

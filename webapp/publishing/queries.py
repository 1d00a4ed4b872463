"""Reads of documents and revisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engine.content_revision import remembered
from ..engine.rows import to_change
from ..extensions import db
from . import content_types, standing
from .content_types import ContentType, Fields, Link, ReviewedFields
from .models import (
    Document,
    Draft,
    FamilyReview,
    ListingLink,
    ProviderContact,
    PublishedRow,
    Reminder,
    ReviewRhythm,
    Revision,
    Stage,
    State,
    Suggestion,
    SuggestionState,
)
from .standing import Review, Standing

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
    return db.session.scalar(to_change(chosen) if lock else chosen)


def drafts() -> Sequence[Draft]:
    """Every draft, those that wait for a second person first."""
    return db.session.scalars(select(Draft).order_by(Draft.stage != Stage.REVIEW, Draft.changed_at, Draft.id)).all()


def scheduled(now: datetime) -> Sequence[Draft]:
    """Approved drafts whose time has come."""
    chosen = select(Draft).where(Draft.stage == Stage.SCHEDULED, Draft.publish_at <= now)
    return db.session.scalars(chosen.order_by(Draft.id)).all()


@remembered
def rhythms() -> dict[str, int]:
    """Months between two looks, for every editorial kind."""
    chosen = {row.kind: row.months for row in db.session.scalars(select(ReviewRhythm).order_by(ReviewRhythm.kind))}
    return {t.kind: chosen.get(t.kind, t.rhythm) for t in content_types.all_types() if t.editorial}


def rhythm_row(kind: str) -> ReviewRhythm | None:
    """The rhythm people chose for a kind, if they did."""
    return db.session.get(ReviewRhythm, kind)


@dataclass(frozen=True)
class Due:
    """A live document that somebody has to look at again."""

    kind: str
    key: str
    title: str
    review_due: date
    standing: Standing = Standing.ADVISED


def overdue(today: date) -> list[Due]:
    """Live editorial documents whose review date has passed, the longest first."""
    found = []
    for content_type in content_types.all_types():
        if content_type.editorial:
            months = rhythms()[content_type.kind]
            for words in live(content_type.kind):
                due = review_day(words, months)
                stands = standing.of(due, months, today)
                if due and stands is not Standing.FRESH:
                    found.append(Due(content_type.kind, words.key, title(words), due, stands))
    return sorted(found, key=lambda due: (due.review_due, due.kind, due.key))


def review_day(words: Fields, months: int) -> date | None:
    """The day by which somebody looks at these words again."""
    if not isinstance(words, ReviewedFields):
        return None
    return standing.due_on(words.reviewed_on, words.review_due, months)


@remembered
def _reviews(kind: str) -> dict[str, Review]:
    months, families = rhythms().get(kind, 0), family_reviews(kind)
    found = {}
    for words in live(kind):
        if isinstance(words, ReviewedFields) and months:
            read, then = families.get(words.key, (None, {}))
            found[words.key] = Review(
                words.reviewed_on, review_day(words, months), families_on=read.on if read else None,
                families_by=read.by_whom if read else "",
                changed_since=read is not None and says(words.as_json()) != says(then),
            )
    return found


def review(kind: str, key: str, today: date) -> Review:
    """What a page says of how its words were checked."""
    found = _reviews(kind).get(key, Review())
    return replace(found, standing=standing.of(found.due, rhythms().get(kind, 12), today))


def says(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What families read, without what only says how it was checked."""
    about = ReviewedFields.model_fields.keys() - Fields.model_fields.keys() - {"checking"}
    return {name: value for name, value in fields.items() if name not in about}


def family_reviews(kind: str) -> dict[str, tuple[FamilyReview, dict[str, Any]]]:
    """The newest reading by families of each document of a kind, with the words as they were."""
    chosen = select(FamilyReview, Revision.fields).join(Revision, Revision.id == FamilyReview.revision_id)
    rows = db.session.execute(chosen.where(FamilyReview.kind == kind).order_by(FamilyReview.on, FamilyReview.id))
    return {read.key: (read, words) for read, words in rows}


def family_review(kind: str, key: str) -> FamilyReview | None:
    """The newest reading of one document by families."""
    chosen = select(FamilyReview).where(FamilyReview.kind == kind, FamilyReview.key == key)
    return db.session.scalar(chosen.order_by(FamilyReview.on.desc(), FamilyReview.id.desc()).limit(1))


def standings() -> Sequence[Document]:
    """Every live document, for the daily look at what is behind."""
    return db.session.scalars(
        select(Document).where(Document.state == State.LIVE).order_by(Document.kind, Document.key)
    ).all()


def reminded(kind: str, key: str) -> set[tuple[date, str, str]]:
    """Who was told what of a document: the date it was due, how far behind, to whom."""
    chosen = select(Reminder.due_on, Reminder.standing, Reminder.to).where(Reminder.kind == kind, Reminder.key == key)
    return {(row.due_on, row.standing, row.to) for row in db.session.execute(chosen.order_by(Reminder.id))}


def old_reminders(before: datetime) -> Sequence[Reminder]:
    """Reminders of long ago."""
    return db.session.scalars(select(Reminder).where(Reminder.told_at < before).order_by(Reminder.id)).all()


def contacts(kind: str, key: str) -> Sequence[ProviderContact]:
    """Where letters about a listing go."""
    chosen = select(ProviderContact).where(ProviderContact.kind == kind, ProviderContact.key == key)
    return db.session.scalars(chosen.order_by(ProviderContact.email)).all()


def contact(contact_id: int) -> ProviderContact | None:
    """One address."""
    return db.session.get(ProviderContact, contact_id)


def contacts_of_gone_listings(before: datetime) -> Sequence[ProviderContact]:
    """Addresses of listings that families have not seen since a day."""
    gone = select(ProviderContact).join(
        Document, (Document.kind == ProviderContact.kind) & (Document.key == ProviderContact.key)
    ).join(Revision, Revision.id == Document.live_id)
    off = (Document.state == State.WITHDRAWN) | (Document.state == State.HELD)
    return db.session.scalars(
        gone.where(off, Revision.made_at < before, ProviderContact.added_at < before).order_by(ProviderContact.id)
    ).all()


def listing_link(link_id: str) -> ListingLink | None:
    """A link and the address it went to."""
    chosen = select(ListingLink).where(ListingLink.id == link_id).options(joinedload(ListingLink.contact))
    return db.session.scalar(chosen)


def listing_links(contact_ids: Sequence[int]) -> Sequence[ListingLink]:
    """Links mailed to these addresses, newest first."""
    chosen = select(ListingLink).where(ListingLink.contact_id.in_(contact_ids))
    return db.session.scalars(chosen.order_by(ListingLink.made_at.desc(), ListingLink.id)).all()


def ended_links(before: datetime) -> Sequence[ListingLink]:
    """Links that ended before a day."""
    return db.session.scalars(
        select(ListingLink).where(ListingLink.expires_at < before).order_by(ListingLink.id)
    ).all()


def suggestions() -> Sequence[Suggestion]:
    """What providers sent and nobody decided, the oldest first."""
    chosen = select(Suggestion).where(Suggestion.state == SuggestionState.SENT)
    return db.session.scalars(chosen.order_by(Suggestion.sent_at, Suggestion.id)).all()


def suggestion(suggestion_id: int, *, lock: bool = False) -> Suggestion | None:
    """One suggestion."""
    chosen = select(Suggestion).where(Suggestion.id == suggestion_id)
    return db.session.scalar(to_change(chosen) if lock else chosen)


def open_suggestions(contact_id: int) -> Sequence[Suggestion]:
    """What this provider sent that nobody decided."""
    chosen = select(Suggestion).where(Suggestion.contact_id == contact_id, Suggestion.state == SuggestionState.SENT)
    return db.session.scalars(chosen.order_by(Suggestion.id)).all()


def suggestions_of(contact_id: int) -> Sequence[Suggestion]:
    """Everything that came from one address."""
    chosen = select(Suggestion).where(Suggestion.contact_id == contact_id)
    return db.session.scalars(chosen.order_by(Suggestion.id)).all()


def old_suggestions(before: datetime) -> Sequence[Suggestion]:
    """Suggestions decided, or replaced, before a day."""
    chosen = select(Suggestion).where(Suggestion.state != SuggestionState.SENT, Suggestion.sent_at < before)
    return db.session.scalars(chosen.order_by(Suggestion.id)).all()


def broken_links(content_type: ContentType, words: Fields) -> list[Link]:
    """References in these words to what is not there."""
    return [link for link in content_type.links(words) if document(link.kind, link.key) is None]


def title(words: Fields) -> str:
    """What a document calls itself."""
    return str(getattr(words, "title", "") or getattr(words, "name", "") or words.key)


def name_in(data: Mapping[str, Any]) -> str:
    """What unfinished words call themselves."""
    return str(data.get("title") or data.get("name") or data.get("key") or "")

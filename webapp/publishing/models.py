"""Documents, their revisions, and the columns every published row carries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine import clock
from ..engine.content_revision import Public
from ..extensions import Model


class Origin(StrEnum):
    """Who wrote a revision."""

    FILE = "file"
    PERSON = "person"


class State(StrEnum):
    """Whether families see a document."""

    LIVE = "live"
    HELD = "held"
    WITHDRAWN = "withdrawn"


class Document(Model):
    """One thing with a history. `file_digest` is of the file's words at the last import.

    `standing` is what the search index was last told of its review date; pages count it out on the day.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("state IN ('live', 'held', 'withdrawn')", name="state_known"),
        CheckConstraint("standing IN ('fresh', 'advised', 'required')", name="standing_known"),
    )

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[State] = mapped_column(String(12))
    position: Mapped[int] = mapped_column(default=0)
    file_path: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str | None] = mapped_column(String(64))
    live_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    incoming_removal: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[str] = mapped_column(String(12), default="fresh")

    live: Mapped["Revision"] = relationship(foreign_keys=[live_id], lazy="raise_on_sql")
    incoming: Mapped["Revision | None"] = relationship(foreign_keys=[incoming_id], lazy="raise_on_sql")

    @property
    def edited_by_person(self) -> bool:
        """Whether the live words came from the site rather than a file."""
        return self.live.origin == Origin.PERSON


class Revision(Model):
    """One set of a document's words. Never changed once written."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("kind", "key", "number"),
        CheckConstraint("origin IN ('file', 'person')", name="origin_known"),
        CheckConstraint(
            "approved_by IS NULL OR made_by <> 'account:' || CAST(approved_by AS VARCHAR(20))", name="second_person"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    origin: Mapped[Origin] = mapped_column(String(10))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    made_by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[int | None]


class Stage(StrEnum):
    """How far a draft has come."""

    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"


class Draft(Model):
    """Words that a person is changing. The public words stay as they are until a second person publishes these.

    `writers` are all who wrote in it: none of them publishes it. `answers_id` is the file's change it settles.
    """

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("stage IN ('draft', 'review', 'scheduled')", name="stage_known"),
        CheckConstraint("stage = 'draft' OR sent_by IS NOT NULL", name="review_was_asked_for"),
        CheckConstraint(
            "stage <> 'scheduled' OR (approved_by IS NOT NULL AND publish_at IS NOT NULL)", name="schedule_is_whole"
        ),
        CheckConstraint(
            "approved_by IS NULL OR (approved_by <> changed_by AND approved_by <> sent_by)", name="second_person"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    stage: Mapped[Stage] = mapped_column(String(12), default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    changed_by: Mapped[int]
    writers: Mapped[list[int]] = mapped_column(JSON, default=list)
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    publish_at: Mapped[datetime | None]

    def is_due(self, now: datetime) -> bool:
        """Whether it was approved and its time has come."""
        return self.stage == Stage.SCHEDULED and self.publish_at is not None and clock.utc(self.publish_at) <= now


def _of_document() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["kind", "key"], ["document.kind", "document.key"])


class ReviewRhythm(Public, Model):
    """How often documents of a kind are looked at again, where people chose another rhythm than the kind's own."""

    __tablename__ = "review_rhythm"
    __table_args__ = (CheckConstraint("months IN (1, 3, 6, 12)", name="months_known"),)

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    months: Mapped[int]
    set_by: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(default=clock.now)


class FamilyReview(Public, Model):
    """Families read these words together and said they are right. `by_whom` is a group, never a person."""

    __tablename__ = "family_review"
    __table_args__ = (
        UniqueConstraint("kind", "key", "on"),
        CheckConstraint("length(by_whom) >= 3", name="group_named"),
        _of_document(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    on: Mapped[date]
    by_whom: Mapped[str] = mapped_column(String(120))
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    recorded_by: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)


class ProviderContact(Model):
    """Where letters about one listing go. Never public, in no file; erased when the provider or an editor says so."""

    __tablename__ = "provider_contact"
    __table_args__ = (
        UniqueConstraint("kind", "key", "email"),
        CheckConstraint("email = lower(email) AND email LIKE '%_@_%'", name="email_normal"),
        _of_document(),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    added_by: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(default=clock.now)


class ListingLink(Model):
    """A link mailed to a provider: one listing, until a day, or until somebody ends it."""

    __tablename__ = "listing_link"
    __table_args__ = (CheckConstraint("expires_at > made_at", name="ends"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("provider_contact.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    contact: Mapped[ProviderContact] = relationship(lazy="raise_on_sql")

    def is_open(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < clock.utc(self.expires_at)


class SuggestionState(StrEnum):
    """SENT waits for an editor; the rest are ends. REPLACED: the same provider sent another."""

    SENT = "sent"
    PUBLISHED = "published"
    DRAFTED = "drafted"
    DECLINED = "declined"
    REPLACED = "replaced"


class Suggestion(Model):
    """What a provider would like the site to say. Nothing of it is public until an editor takes it, field by field.

    `key` is empty for something new. `about_key` is the service whose link it came by. `taken` are the fields taken.
    """

    __tablename__ = "suggestion"
    __table_args__ = (
        CheckConstraint(
            "state IN ('sent', 'published', 'drafted', 'declined', 'replaced')", name="state_known"
        ),
        CheckConstraint("(state IN ('sent', 'replaced')) = (decided_by IS NULL)", name="decided_by_a_person"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decided_whole"),
        Index(
            "ix_suggestion_one_open", "kind", "key", "contact_id", unique=True,
            sqlite_where=text("state = 'sent' AND key IS NOT NULL"),
            postgresql_where=text("state = 'sent' AND key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str | None] = mapped_column(String(120))
    about_key: Mapped[str] = mapped_column(String(120))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("provider_contact.id", ondelete="SET NULL"))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[SuggestionState] = mapped_column(String(12), default=SuggestionState.SENT, index=True)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    taken: Mapped[list[str]] = mapped_column(JSON, default=list)


class Reminder(Model):
    """Somebody was told that a document has to be checked: once for each date, standing and recipient."""

    __tablename__ = "review_reminder"
    __table_args__ = (UniqueConstraint("kind", "key", "due_on", "standing", "to"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    due_on: Mapped[date]
    standing: Mapped[str] = mapped_column(String(12))
    to: Mapped[str] = mapped_column(String(40))
    told_at: Mapped[datetime] = mapped_column(default=clock.now)


class PublishedRow(Public):
    """Columns of every room's table that holds published words. Pages read only rows that are live."""

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    is_live: Mapped[bool] = mapped_column(default=True, index=True)
    position: Mapped[int] = mapped_column(default=0)


class ReviewedRow(PublishedRow):
    """A published row that somebody looks at again by a date, and that may carry an open question."""

    reviewed_on: Mapped[date | None]
    review_due: Mapped[date | None]
    checking: Mapped[str | None]

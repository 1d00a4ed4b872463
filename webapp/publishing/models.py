"""Documents, their revisions, and the columns every published row carries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
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
    """One thing with a history. `file_digest` is of the file's words at the last import."""

    __tablename__ = "document"
    __table_args__ = (CheckConstraint("state IN ('live', 'held', 'withdrawn')", name="state_known"),)

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[State] = mapped_column(String(12))
    position: Mapped[int] = mapped_column(default=0)
    file_path: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str | None] = mapped_column(String(64))
    live_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    incoming_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    incoming_removal: Mapped[bool] = mapped_column(default=False)

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


class Stage(StrEnum):
    """How far a draft has come."""

    DRAFT = "draft"
    REVIEW = "review"
    SCHEDULED = "scheduled"


class Draft(Model):
    """Words that a person is changing. The public words stay as they are until a second person publishes these."""

    __tablename__ = "draft"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint("stage IN ('draft', 'review', 'scheduled')", name="stage_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    base_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    stage: Mapped[Stage] = mapped_column(String(12), default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    note: Mapped[str] = mapped_column(default="")
    changed_by: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    publish_at: Mapped[datetime | None]


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

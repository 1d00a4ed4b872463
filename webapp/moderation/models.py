"""The queue, its decisions, urgent concerns, and what each volunteer would rather not read."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine import clock
from ..extensions import Model
from .rules import Act, Facts, Reason, State, Told
from .spans import Span


class Lane(StrEnum):
    """Who reads first: volunteers, or staff only."""

    VOLUNTEERS = "volunteers"
    STAFF = "staff"


class QueueEntry(Model):
    """Words waiting to be read. The words lie sealed; what may be seen by everybody is `public_words`, once decided."""

    __tablename__ = "queue_entry"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        CheckConstraint(
            "state IN ('waiting', 'second', 'published', 'private', 'urgent')", name="state_known"
        ),
        CheckConstraint("state = 'published' OR public_words IS NULL", name="held_by_default"),
        CheckConstraint("lane IN ('volunteers', 'staff')", name="lane_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120))
    lane: Mapped[Lane] = mapped_column(String(12), default=Lane.VOLUNTEERS, index=True)
    state: Mapped[State] = mapped_column(String(12), default=State.WAITING, index=True)
    version: Mapped[int] = mapped_column(default=1)
    put_at: Mapped[datetime] = mapped_column(default=clock.now)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    public_words: Mapped[str | None]
    about: Mapped[str] = mapped_column(default="")
    said_by: Mapped[str] = mapped_column(default="")
    young: Mapped[bool] = mapped_column(default=False)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    facets: Mapped[int] = mapped_column(default=0)
    finds: Mapped[list[list[Any]]] = mapped_column(JSON, default=list)
    writer_mark: Mapped[str] = mapped_column(default="")
    not_for: Mapped[list[int]] = mapped_column(JSON, default=list)
    claimed_by: Mapped[int | None]
    claimed_at: Mapped[datetime | None]
    first: Mapped[int | None]
    proposed: Mapped[Act | None] = mapped_column(String(12))
    proposed_reason: Mapped[Reason | None] = mapped_column(String(30))
    spans: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    decided_at: Mapped[datetime | None]
    destroyed_at: Mapped[datetime | None]

    @property
    def tints(self) -> list[tuple[int, int, str]]:
        """Where likely personal details stand, and of what kind; never the words."""
        return [(start, end, kind) for start, end, kind in self.finds]

    @property
    def redactions(self) -> tuple[Span, ...]:
        """What is, or shall be, taken out."""
        return tuple(Span(**each) for each in self.spans)

    def facts(self, reader_mark: str) -> Facts:
        """What the rules look at; `reader_mark` is the reader's mark, to know their own words."""
        return Facts(
            state=State(self.state),
            proposed=Act(self.proposed) if self.proposed else None,
            young=self.young,
            facets=self.facets,
            staff_only=self.lane == Lane.STAFF,
            first=self.first,
            claimed_by=self.claimed_by,
            writer_is_reader=bool(self.writer_mark) and self.writer_mark == reader_mark,
            claimed_at=aware(self.claimed_at) if self.claimed_at else None,
        )


class Decision(Model):
    """One act on an entry. Never changed; holds no words."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("queue_entry.id"), index=True)
    version: Mapped[int]
    act: Mapped[Act] = mapped_column(String(12))
    before: Mapped[State] = mapped_column(String(12))
    after: Mapped[State] = mapped_column(String(12))
    reason: Mapped[Reason | None] = mapped_column(String(30))
    taken_out: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    by: Mapped[int] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Concern(Model):
    """An urgent entry and its clock. While one is open nothing of the entry is destroyed."""

    __tablename__ = "concern"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("queue_entry.id"), index=True)
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    raised_by: Mapped[int]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None]

    entry: Mapped[QueueEntry] = relationship(lazy="raise_on_sql")


class ConcernReminder(Model):
    """Somebody was written to because nobody has an urgent entry yet: once for each turn, whoever runs the job."""

    __tablename__ = "concern_reminder"
    __table_args__ = (
        UniqueConstraint("concern_id", "told", "turn"),
        CheckConstraint("told IN ('leads', 'administrators')", name="told_known"),
        CheckConstraint("turn >= 1", name="turn_counts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    concern_id: Mapped[int] = mapped_column(ForeignKey("concern.id"))
    told: Mapped[Told] = mapped_column(String(16))
    turn: Mapped[int]
    told_at: Mapped[datetime] = mapped_column(default=clock.now)


class Preference(Model):
    """What a volunteer would rather not read, and how much a day."""

    __tablename__ = "moderation_preference"

    account_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    avoid: Mapped[list[str]] = mapped_column(JSON, default=list)
    daily_cap: Mapped[int]


def aware(moment: datetime) -> datetime:
    """The moment with its zone, which SQLite drops."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

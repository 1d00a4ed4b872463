"""Single letters that are due."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ...extensions import Model
from .. import clock


class LetterState(StrEnum):
    """READY may be tried; TRYING is in somebody's hands; the rest are ends."""

    READY = "ready"
    TRYING = "trying"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


class OutgoingLetter(Model):
    """One letter to one person.

    Once it is sent, its address and words are emptied: we do not keep letters.
    """

    __tablename__ = "outgoing_letter"
    __table_args__ = (
        CheckConstraint("state IN ('ready', 'trying', 'sent', 'failed', 'unsure')", name="state_known"),
        Index("ix_outgoing_letter_due", "state", "next_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(60))
    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    state: Mapped[LetterState] = mapped_column(String(10), default=LetterState.READY)
    attempts: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    next_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    last_words: Mapped[str] = mapped_column(default="")

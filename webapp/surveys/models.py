"""Waves, drafts, receipts, responses. No table here can name a person, and no two can be joined.

Responses, receipts, words, drafts, envelopes and invitations have random keys and no hidden row number: with one,
SQLite would give back the n-th receipt beside the n-th response. Nothing holds a time of day; only a response holds a
day. What is sent is written as an envelope first: `operations.ballot_box` says why.
"""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..engine.content_revision import Public
from ..extensions import Model

UNORDERED = {"sqlite_with_rowid": False}


class WaveState(StrEnum):
    """Open takes answers; closed is frozen for good."""

    OPEN = "open"
    CLOSED = "closed"


class Mode(StrEnum):
    """How the answers came in."""

    ONLINE = "online"
    HELPED = "helped"
    PAPER = "paper"
    PHONE = "phone"


def _random_key() -> str:
    return uuid4().hex


class Wave(Public, Model):
    """One year's survey. `questionnaires` are frozen copies: what families answer never changes once it is open.

    `secret` makes receipts and invitations; it is destroyed at close, and with it the last way from a token to them.
    """

    __tablename__ = "survey_wave"
    __table_args__ = (CheckConstraint("state IN ('open', 'closed')", name="state_known"),)

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[WaveState] = mapped_column(String(10), default=WaveState.OPEN)
    opened_on: Mapped[date]
    closes_on: Mapped[date]
    grace_days: Mapped[int]
    closed_on: Mapped[date | None]
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    questionnaires: Mapped[dict[str, Any]] = mapped_column(JSON)


class Draft(Model):
    """What somebody has typed so far, sealed. The name comes from a code or browser that only they have."""

    __tablename__ = "survey_draft"
    __table_args__ = UNORDERED

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Receipt(Model):
    """That a survey was begun, and whether it was sent. `name` is a keyed digest of a token that is not kept."""

    __tablename__ = "survey_receipt"
    __table_args__ = UNORDERED

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20))
    sent: Mapped[bool] = mapped_column(default=False)


class Envelope(Model):
    """One family's answers, or one text of theirs, sealed until enough have come. `box` is an audience, or “words”."""

    __tablename__ = "survey_envelope"
    __table_args__ = (Index("ix_survey_envelope_box", "wave", "box"), UNORDERED)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20))
    box: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class SurveyResponse(Model):
    """One family's answers, by question: a code, a list of codes, or “skipped”. Questions not asked are not in it, nor
    is anything about words they wrote.
    """

    __tablename__ = "survey_response"
    __table_args__ = (
        CheckConstraint("mode IN ('online', 'helped', 'paper', 'phone')", name="mode_known"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_random_key)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    audience: Mapped[str] = mapped_column(String(20))
    answered_on: Mapped[date]
    language: Mapped[str] = mapped_column(String(10))
    mode: Mapped[Mode] = mapped_column(String(10))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class FamilyWords(Model):
    """Words somebody wrote and said we may use, apart from their answers and from anything else they wrote.

    They are handed on to moderation some at a time, and `kept` once staff have read them.
    """

    __tablename__ = "survey_words"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'kept', 'set-aside', 'safeguarding')", name="state_known"),
        UNORDERED,
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=_random_key)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    audience: Mapped[str] = mapped_column(String(20))
    question: Mapped[str] = mapped_column(String(10))
    words: Mapped[str]
    may_quote: Mapped[bool]
    as_comment: Mapped[bool]
    state: Mapped[str] = mapped_column(String(15), default="waiting")
    handed_on: Mapped[bool] = mapped_column(default=False)


class Invitation(Model):
    """A code for one survey. `name` is a keyed digest of the code; `used` says it was used, never by which answers."""

    __tablename__ = "survey_invitation"
    __table_args__ = UNORDERED

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), index=True)
    batch: Mapped[str] = mapped_column(String(80))
    used: Mapped[bool] = mapped_column(default=False)


class PaperForm(Model):
    """A paper form being typed in twice. Its answers are destroyed when they become a response."""

    __tablename__ = "survey_paper_form"

    sheet: Mapped[str] = mapped_column(String(20), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20), primary_key=True)
    audience: Mapped[str] = mapped_column(String(20))
    mode: Mapped[Mode] = mapped_column(String(10))
    first: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    first_by: Mapped[int]
    done: Mapped[bool] = mapped_column(default=False)

"""Subscribers, issues, deliveries."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine import clock
from ..engine.content_revision import Public
from ..extensions import Model


class SubscriberState(StrEnum):
    """UNCONFIRMED has not pressed the button; STOPPED bounced; LEFT may undo; ERASED is a keyed hash only."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    STOPPED = "stopped"
    LEFT = "left"
    ERASED = "erased"


class Edition(StrEnum):
    """How a reader wants the letter."""

    STANDARD = "standard"
    EASY_READ = "easy-read"
    TEXT = "text"


class IssueState(StrEnum):
    """DRAFT is written, WAITING for a second person, APPROVED for its time, HELD for a person,
    SENDING, PAUSED, DONE."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    HELD = "held"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"


class DeliveryState(StrEnum):
    """READY may be tried.

    TRYING is in somebody's hands; LEFT stopped before their turn; the rest are ends.
    """

    READY = "ready"
    TRYING = "trying"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"
    LEFT = "left"


def _known(states: type[StrEnum]) -> CheckConstraint:
    return CheckConstraint(f"state IN ({', '.join(repr(str(s)) for s in states)})", name="state_known")


class Subscriber(Model):
    """One address, what its owner asked for, and proof that they did. `address` is empty once erased."""

    __tablename__ = "subscriber"
    __table_args__ = (_known(SubscriberState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(String(64), unique=True)
    address: Mapped[str | None] = mapped_column(String(254))
    state: Mapped[SubscriberState] = mapped_column(String(12), default=SubscriberState.UNCONFIRMED, index=True)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    district: Mapped[str] = mapped_column(String(40), default="")
    edition: Mapped[Edition] = mapped_column(String(12), default=Edition.STANDARD)
    workforce: Mapped[bool] = mapped_column(default=False)
    paused_until: Mapped[date | None]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    consent_words: Mapped[str] = mapped_column(default="")
    confirmed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_how: Mapped[str] = mapped_column(String(20), default="")
    bounces: Mapped[int] = mapped_column(default=0)
    bounced_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class ConfirmationAsk(Model):
    """One confirmation mail asked for: who and from where as keyed hashes, kept for a day, to limit them."""

    __tablename__ = "confirmation_ask"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_key: Mapped[str] = mapped_column(String(64), index=True)
    network_key: Mapped[str] = mapped_column(String(64), index=True)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)


class Issue(Public, Model):
    """One newsletter.

    `frozen` holds what was approved: the words per edition; only that is ever sent or shown. `version`
    moves with every change of the words, so that nobody approves words they have not read.
    """

    __tablename__ = "issue"
    __table_args__ = (_known(IssueState),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(default="")
    intro: Mapped[str] = mapped_column(default="")
    easy_intro: Mapped[str] = mapped_column(default="")
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    district: Mapped[str] = mapped_column(String(40), default="")
    workforce: Mapped[bool] = mapped_column(default=False)
    state: Mapped[IssueState] = mapped_column(String(12), default=IssueState.DRAFT, index=True)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    written_by: Mapped[int]
    asked_by: Mapped[int | None]
    approved_by: Mapped[int | None]
    approved_at: Mapped[datetime | None]
    send_at: Mapped[datetime | None]
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    audience: Mapped[int | None]
    started_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    why_stopped: Mapped[str] = mapped_column(default="")

    items: Mapped[list["IssueItem"]] = relationship(
        order_by="IssueItem.position, IssueItem.id", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class IssueItem(Model):
    """One part of an issue: a card of one of the site's things, words, or both."""

    __tablename__ = "issue_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    ref: Mapped[str] = mapped_column(String(170), default="")
    heading: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    easy_words: Mapped[str] = mapped_column(default="")


class SendingRest(Model):
    """How an issue's sending rests after the line broke.

    Apart from the issue, so that readers' pages stay kept.
    """

    __tablename__ = "sending_rest"

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), primary_key=True)
    held_by: Mapped[str] = mapped_column(default="")
    line_failures: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None]
    last_words: Mapped[str] = mapped_column(default="")


class Delivery(Model):
    """One issue to one address, once. `id` is random and names the row in links and in the Message-ID.

    `came_back` says how a letter that had been handed over was reported back later; its state stays.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("issue_id", "address_key"),
        Index("ix_delivery_due", "issue_id", "state", "next_at", "id"),
        _known(DeliveryState),
    )

    id: Mapped[str] = mapped_column(String(22), primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    subscriber_id: Mapped[int] = mapped_column(ForeignKey("subscriber.id"), index=True)
    address_key: Mapped[str] = mapped_column(String(64))
    edition: Mapped[Edition] = mapped_column(String(12))
    state: Mapped[DeliveryState] = mapped_column(String(10), default=DeliveryState.READY)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(default="")
    last_words: Mapped[str] = mapped_column(default="")
    settled_by: Mapped[int | None]
    came_back: Mapped[str] = mapped_column(String(10), default="", server_default="")


class SendingRate(Model):
    """How many letters left in the current minute.

    One row, so that a restart does not forget the provider's limit.
    """

    __tablename__ = "sending_rate"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    minute: Mapped[int] = mapped_column(default=0)
    used: Mapped[int] = mapped_column(default=0)
    home: Mapped[str] = mapped_column(String(64), default="")

"""Frozen releases, who signed them, and results of earlier surveys brought in from elsewhere."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine.content_revision import Public
from ..extensions import Model


class ReleaseState(StrEnum):
    """Prepared waits for two signatures and then for its moment; published is for everyone, for good."""

    PREPARED = "prepared"
    PUBLISHED = "published"


class Release(Public, Model):
    """Everything published about one wave at once. `document` never changes; `private` is never published.

    `shown_on` and `shown_words` say when the forum and young people saw it first, and what they said.
    `publish_at` of a prepared release is the moment it was signed for: until then it can be called back. Triggers in
    the database refuse any change to a published release, to the figures of any, and publishing without two signatures.

    A correction is a new release with the next number and a reason; the old one stays and points to it.
    """

    __tablename__ = "measure_release"
    __table_args__ = (
        UniqueConstraint("wave", "number"),
        CheckConstraint("state IN ('prepared', 'published')", name="state_known"),
    )

    key: Mapped[str] = mapped_column(String(30), primary_key=True)
    wave: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    state: Mapped[ReleaseState] = mapped_column(String(12), default=ReleaseState.PREPARED)
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    private: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(default="")
    prepared_on: Mapped[date]
    prepared_by: Mapped[int | None]
    prepared_by_name: Mapped[str] = mapped_column(default="")
    publish_on: Mapped[date | None]
    publish_at: Mapped[datetime | None]
    shown_on: Mapped[date | None]
    shown_words: Mapped[str] = mapped_column(default="")

    signatures: Mapped[list["Signature"]] = relationship(lazy="raise_on_sql", order_by="Signature.id")


class Signature(Model):
    """One person who looked at a release before it was published and says it may be."""

    __tablename__ = "measure_signature"
    __table_args__ = (UniqueConstraint("release_key", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_key: Mapped[str] = mapped_column(ForeignKey("measure_release.key"))
    person_id: Mapped[int]
    person_name: Mapped[str]
    signed_on: Mapped[date]


class EarlierResult(Public, Model):
    """One number of a survey that was not run here. Shown as brought in; never joined to ours.

    `question` is empty for a measure's first question.
    """

    __tablename__ = "measure_earlier_result"
    __table_args__ = (UniqueConstraint("wave", "measure", "question"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    wave: Mapped[str] = mapped_column(String(20))
    measure: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(String(10), default="")
    wording: Mapped[str]
    percent: Mapped[int]
    base: Mapped[int]
    source: Mapped[str]
    brought_in_on: Mapped[date]

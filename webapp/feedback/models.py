"""Comments, the public text of those that are published, themes with their answers, yearly reports."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..engine import clock
from ..engine.content_revision import Public
from ..extensions import Model
from .wording import About, Promise, Speaker, Wish


class Comment(Model):
    """That somebody said something: who, about what, when, what became of it. The words are not here."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint(
            "state IN ('awaiting', 'published', 'private', 'urgent', 'counted')", name="state_known"
        ),
        CheckConstraint("wish IN ('count', 'staff', 'publish')", name="wish_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    speaker: Mapped[Speaker] = mapped_column(String(20))
    about: Mapped[About] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(200), default="")
    wish: Mapped[Wish] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(12), default="awaiting", index=True)
    reason: Mapped[str | None] = mapped_column(String(30))
    received_on: Mapped[date] = mapped_column(default=clock.today, index=True)
    decided_on: Mapped[date | None]


class PublishedComment(Public, Model):
    """The one public text of a comment. Every page, feed and search entry is made from this row and no other."""

    __tablename__ = "published_comment"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    words: Mapped[str]
    speaker: Mapped[Speaker] = mapped_column(String(20))
    about: Mapped[About] = mapped_column(String(20))
    page: Mapped[str] = mapped_column(String(200), default="")
    taken_out: Mapped[int] = mapped_column(default=0)
    published_on: Mapped[date] = mapped_column(default=clock.today)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)


class Theme(Public, Model):
    """Comments that say the same, and the partnership's answer to them (CFA 2014 s.30(6)(b))."""

    __tablename__ = "theme"
    __table_args__ = (
        CheckConstraint("promise IN ('said', 'heard', 'doing', 'done', 'checked')", name="promise_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str]
    said: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    action: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    promise: Mapped[Promise] = mapped_column(String(10), default=Promise.SAID)
    measures: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_live: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    steps: Mapped[list["PromiseStep"]] = relationship(lazy="raise_on_sql", order_by="PromiseStep.id")


class PromiseStep(Public, Model):
    """One move of a promise, kept so that nobody can make a late one look as if it never was."""

    __tablename__ = "promise_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    promise: Mapped[Promise] = mapped_column(String(10))
    due_on: Mapped[date | None]
    on: Mapped[date] = mapped_column(default=clock.today)


class YearReport(Public, Model):
    """A year's report as it was published, figures frozen."""

    __tablename__ = "year_report"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_on: Mapped[date] = mapped_column(default=clock.today)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)

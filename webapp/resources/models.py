"""Waiting-well resources."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Model
from ..publishing.models import ReviewedRow


class Resource(ReviewedRow, Model):
    """One thing a family can do: today, and this week. `minutes` is the first sitting."""

    __tablename__ = "resource"
    __table_args__ = (CheckConstraint("minutes IS NULL OR minutes > 0", name="takes_time"),)

    title: Mapped[str]
    topic: Mapped[str]
    lists: Mapped[list[str]] = mapped_column(JSON)
    pathways: Mapped[list[str]] = mapped_column(JSON)
    for_whom: Mapped[str | None]
    ages: Mapped[dict[str, Any]] = mapped_column(JSON)
    minutes: Mapped[int | None]
    time_needed: Mapped[str | None]
    today: Mapped[list[str]] = mapped_column(JSON)
    this_week: Mapped[list[str]] = mapped_column(JSON)
    get_help_if: Mapped[str | None]
    services: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    confidence: Mapped[str | None]
    intro: Mapped[str | None]

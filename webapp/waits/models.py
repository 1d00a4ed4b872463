"""Series of published figures."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Model
from ..publishing.models import ReviewedRow


class WaitSeries(ReviewedRow, Model):
    """One figure, counted one way, over time."""

    __tablename__ = "wait_series"
    __table_args__ = (CheckConstraint("direction IN ('lower', 'higher', 'context')", name="direction_known"),)

    title: Mapped[str]
    short: Mapped[str]
    definition: Mapped[str]
    featured: Mapped[int | None]
    topic: Mapped[str]
    unit: Mapped[str]
    measure: Mapped[str]
    direction: Mapped[str]
    rule: Mapped[str | None]
    services: Mapped[list[str]] = mapped_column(JSON)
    notes: Mapped[list[str]] = mapped_column(JSON)
    points: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

"""Pathways and their steps."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Model
from ..publishing.models import ReviewedRow


class Pathway(ReviewedRow, Model):
    """One line of the map. `line` (1–7) and `stroke` tell lines apart together with the two-letter code."""

    __tablename__ = "journey_pathway"
    __table_args__ = (
        UniqueConstraint("code"),
        CheckConstraint("line BETWEEN 1 AND 7", name="line_known"),
        CheckConstraint("stroke IN ('solid', 'double')", name="stroke_known"),
    )

    title: Mapped[str]
    short: Mapped[str]
    for_who: Mapped[str | None]
    code: Mapped[str]
    line: Mapped[int]
    stroke: Mapped[str]
    stages: Mapped[list[str]] = mapped_column(JSON)
    area_note: Mapped[str | None]
    owner: Mapped[str | None]
    coproduced_with: Mapped[str | None]


class Step(ReviewedRow, Model):
    """One stop: what happens, who helps, what to do, how long, what next."""

    __tablename__ = "journey_step"
    __table_args__ = (UniqueConstraint("pathway", "slug"),)

    slug: Mapped[str]
    title: Mapped[str]
    pathway: Mapped[str] = mapped_column(ForeignKey("journey_pathway.key"))
    stages: Mapped[list[str]] = mapped_column(JSON)
    level: Mapped[str]
    who: Mapped[list[str]] = mapped_column(JSON)
    do: Mapped[list[str]] = mapped_column(JSON)
    how_long: Mapped[dict[str, Any]] = mapped_column(JSON)
    resources: Mapped[list[str]] = mapped_column(JSON)
    rights: Mapped[list[str]] = mapped_column(JSON)
    services: Mapped[list[str]] = mapped_column(JSON)
    next: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    what: Mapped[str]

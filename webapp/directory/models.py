"""Services of the Local Offer."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from ..engine.content_revision import Public
from ..extensions import Model
from ..publishing.models import ReviewedRow


class Service(ReviewedRow, Model):
    """One service, group, school, benefit or page of advice. Facts that were not found are left out."""

    __tablename__ = "service"
    __table_args__ = (CheckConstraint("confidence IN ('high', 'medium', 'low')", name="confidence_known"),)

    name: Mapped[str]
    organisation: Mapped[str]
    summary: Mapped[str]
    description: Mapped[str]
    ages: Mapped[dict[str, Any]] = mapped_column(JSON)
    needs: Mapped[list[str]] = mapped_column(JSON)
    topics: Mapped[list[str]] = mapped_column(JSON)
    scope: Mapped[str]
    districts: Mapped[list[str]] = mapped_column(JSON)
    cost: Mapped[str]
    access: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    opening: Mapped[str | None]
    waiting_time: Mapped[str | None]
    accessibility: Mapped[str | None]
    schedule_2: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[dict[str, Any]] = mapped_column(JSON)
    further_sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    confidence: Mapped[str]


class Postcode(Public, Model):
    """One postcode's place on the National Grid, from Code-Point Open. `district` is a key of our list, or nothing."""

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    easting: Mapped[int]
    northing: Mapped[int]
    district: Mapped[str | None]

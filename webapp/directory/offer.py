"""A service as families see it, and how sure we are of it. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .models import Service


@dataclass(frozen=True)
class Listing:
    """One service. A missing fact is None, never a guess."""

    key: str
    name: str
    organisation: str
    summary: str
    description: str
    min_age: int
    max_age: int
    needs: tuple[str, ...]
    topics: tuple[str, ...]
    scope: str
    districts: tuple[str, ...]
    cost: str
    access: str
    how_to_get_it: str
    phone: str | None
    text: str | None
    email: str | None
    website: str | None
    address: str | None
    opening: str | None
    waiting_time: str | None
    accessibility: str | None
    schedule_2: tuple[str, ...]
    source_url: str | None
    source_seen: str | None
    confidence: str
    checking: str | None
    reviewed_on: date | None

    @property
    def needs_a_check(self) -> bool:
        """Whether families are asked to ring first: nobody has confirmed every detail."""
        return self.confidence != "high"

    @property
    def no_diagnosis_needed(self) -> bool:
        """Whether the listing itself says that a diagnosis is not needed."""
        words = f"{self.summary} {self.description} {self.how_to_get_it}".lower()
        return any(phrase in words for phrase in _NO_DIAGNOSIS)

    @property
    def today(self) -> bool:
        """Whether a family can do this themselves, without a referral."""
        return self.access in {"open-access", "drop-in", "self-referral", "self-or-professional"}


_NO_DIAGNOSIS = (
    "no diagnosis", "do not need a diagnosis", "don’t need a diagnosis", "without a diagnosis",
    "with or without diagnosis", "diagnosis is not needed", "diagnosis or not",
)


def listing(row: "Service") -> Listing:
    """The public view of a row."""
    contact: dict[str, Any] = row.contact or {}
    return Listing(
        key=row.key, name=row.name, organisation=row.organisation, summary=row.summary,
        description=row.description, min_age=row.ages["min"], max_age=row.ages["max"], needs=tuple(row.needs),
        topics=tuple(row.topics), scope=row.scope, districts=tuple(row.districts), cost=row.cost,
        access=row.access["type"], how_to_get_it=row.access["how"],
        phone=contact.get("phone"), text=contact.get("text"), email=contact.get("email"),
        website=contact.get("website"), address=contact.get("address"), opening=row.opening,
        waiting_time=row.waiting_time, accessibility=row.accessibility, schedule_2=tuple(row.schedule_2),
        source_url=row.source.get("url"), source_seen=row.source.get("seen"), confidence=row.confidence,
        checking=row.checking, reviewed_on=row.reviewed_on,
    )

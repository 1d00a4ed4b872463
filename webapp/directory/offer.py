"""A service as families see it, and how sure we are of it. Pure."""

import re
import unicodedata
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
    decides: str | None = None
    prices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.key)  # asked a hundred times a page; thirty fields take longer than what is looked up by them

    @property
    def needs_a_check(self) -> bool:
        """Whether families are asked to ring first: nobody has confirmed every detail."""
        return self.confidence != "high"

    @property
    def today(self) -> bool:
        """Whether a family can do this themselves, without a referral."""
        return self.access in {"open-access", "drop-in", "self-referral", "self-or-professional"}


def slug(name: str) -> str:
    """A name as part of an address."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


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
        checking=row.checking, reviewed_on=row.reviewed_on, decides=row.access.get("decides"),
        prices=tuple(price_in_words(price) for price in row.prices or ()), languages=tuple(row.languages or ()),
    )


def price_in_words(price: dict[str, Any]) -> str:
    """“One session: £2.50 (carers free)”."""
    note = f" ({price['words']})" if price.get("words") else ""
    return f"{price['what']}: £{price['amount']}{note}"

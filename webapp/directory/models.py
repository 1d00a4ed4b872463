"""Services of the Local Offer, and the same facts as records of the national standard (Open Referral UK, HSDS 3).

`service` holds the words as written, filled by the content road. The other tables are made from it in the same
transaction, by `records.of`, and by nothing else: what the open interface says can never differ from the listing.
"""

from datetime import date, time
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..engine.content_revision import Public
from ..extensions import Model
from ..publishing.models import ReviewedRow


class Service(ReviewedRow, Model):
    """One service, group, school, benefit or page of advice. Facts that were not found are left out."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("confidence IN ('high', 'medium', 'low')", name="confidence_known"),
        CheckConstraint("confidence <> 'low' OR NOT is_live", name="low_waits_for_an_editor"),
    )

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
    prices: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    access: Mapped[dict[str, Any]] = mapped_column(JSON)
    contact: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    opening: Mapped[str | None]
    times: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    languages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    waiting_time: Mapped[str | None]
    accessibility: Mapped[str | None]
    schedule_2: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[dict[str, Any]] = mapped_column(JSON)
    further_sources: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    confidence: Mapped[str]
    organization_id: Mapped[str | None] = mapped_column(ForeignKey("organization.id"), index=True)
    records_shape: Mapped[int] = mapped_column(default=0, server_default="0")


Row = Model  # for modules that know rows and no database


class Record(Model):
    """A record of the standard. Its id is a UUID made from its table and key: the same after a rebuild."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(String(36), primary_key=True)


class OfService:
    """A record that belongs to one service."""

    service_key: Mapped[str] = mapped_column(ForeignKey("service.key"), index=True)


class Organization(Record):
    """A body that runs services. All that is known of it is its name."""

    __tablename__ = "organization"

    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str]


class Location(Record):
    """A place where something is. `description` is its address as it was found; several services may share it."""

    __tablename__ = "location"
    __table_args__ = (CheckConstraint("location_type IN ('physical', 'postal', 'virtual')", name="type_known"),)

    location_type: Mapped[str] = mapped_column(String(10))
    name: Mapped[str]
    description: Mapped[str]


class Address(Record):
    """A place's address in parts. The standard wants a postcode; without one it is only in the place's words."""

    __tablename__ = "address"
    __table_args__ = (CheckConstraint("length(country) = 2", name="country_code"),)

    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), unique=True)
    address_1: Mapped[str]
    city: Mapped[str]
    postal_code: Mapped[str] = mapped_column(String(8))
    country: Mapped[str] = mapped_column(String(2))


class ServiceAtLocation(OfService, Record):
    """A service where it is given."""

    __tablename__ = "service_at_location"
    __table_args__ = (UniqueConstraint("service_key", "location_id"),)

    location_id: Mapped[str] = mapped_column(ForeignKey("location.id"), index=True)


class Accessibility(OfService, Record):
    """What a service says of access for disabled people, at its place where it has one."""

    __tablename__ = "accessibility"

    location_id: Mapped[str | None] = mapped_column(ForeignKey("location.id"), index=True)
    description: Mapped[str]


class Schedule(OfService, Record):
    """When it is open: in words, and by the week or month where that was found. No hours means all day."""

    __tablename__ = "schedule"
    __table_args__ = (
        CheckConstraint("freq IS NULL OR freq IN ('WEEKLY', 'MONTHLY')", name="freq_known"),
        CheckConstraint("freq IS NULL OR byday IS NOT NULL", name="freq_says_which_day"),
        CheckConstraint("every BETWEEN 1 AND 8", name="every_is_small"),
        CheckConstraint("(opens_at IS NULL) = (closes_at IS NULL)", name="opens_and_closes"),
        CheckConstraint("closes_at IS NULL OR closes_at > opens_at", name="closes_after_opening"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="ends_after_start"),
        CheckConstraint("freq IS NOT NULL OR description IS NOT NULL", name="says_something"),
    )

    description: Mapped[str | None]
    freq: Mapped[str | None] = mapped_column(String(8))
    every: Mapped[int] = mapped_column(default=1)
    byday: Mapped[str | None] = mapped_column(String(40))
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class ScheduleException(Record):
    """Days on which a schedule does not hold."""

    __tablename__ = "schedule_exception"
    __table_args__ = (CheckConstraint("end_date >= start_date", name="ends_after_start"),)

    schedule_id: Mapped[str] = mapped_column(ForeignKey("schedule.id"), index=True)
    start_date: Mapped[date]
    end_date: Mapped[date]
    description: Mapped[str | None]


class Eligibility(OfService, Record):
    """Who a service is for, and how it is decided."""

    __tablename__ = "eligibility"
    __table_args__ = (
        UniqueConstraint("service_key"),
        CheckConstraint("minimum_age >= 0 AND minimum_age <= maximum_age AND maximum_age <= 25", name="ages_in_order"),
    )

    minimum_age: Mapped[int]
    maximum_age: Mapped[int]
    access_type: Mapped[str] = mapped_column(String(40))
    description: Mapped[str]
    decided_by: Mapped[str | None]


class CostOption(OfService, Record):
    """What it costs. No amount means that none was found."""

    __tablename__ = "cost_option"
    __table_args__ = (
        CheckConstraint("amount IS NULL OR amount >= 0", name="not_below_nothing"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="ends_after_start"),
    )

    option: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))
    amount_description: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class Language(OfService, Record):
    """A language a service is given in."""

    __tablename__ = "language"
    __table_args__ = (UniqueConstraint("service_key", "name"),)

    name: Mapped[str]


class Contact(OfService, Record):
    """How to reach a service. Never a named person."""

    __tablename__ = "contact"

    name: Mapped[str]
    email: Mapped[str | None]


class Phone(Record):
    """A number of a contact, for speaking or for text messages."""

    __tablename__ = "phone"
    __table_args__ = (CheckConstraint("kind IN ('voice', 'text')", name="kind_known"),)

    contact_id: Mapped[str] = mapped_column(ForeignKey("contact.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    number: Mapped[str]


class ServiceArea(OfService, Record):
    """A district a service works in, by the key of our list."""

    __tablename__ = "service_area"
    __table_args__ = (UniqueConstraint("service_key", "district"),)

    district: Mapped[str] = mapped_column(String(40))


class TaxonomyTerm(Record):
    """One term of one of our lists: needs, topics, Schedule 2, ways in."""

    __tablename__ = "taxonomy_term"
    __table_args__ = (UniqueConstraint("taxonomy", "code"),)

    taxonomy: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(120))
    name: Mapped[str]
    description: Mapped[str]


class ServiceAttribute(OfService, Record):
    """A term that a service carries. `position` keeps the order: the first topic is the main one."""

    __tablename__ = "service_attribute"
    __table_args__ = (UniqueConstraint("service_key", "taxonomy_term_id"),)

    taxonomy_term_id: Mapped[str] = mapped_column(ForeignKey("taxonomy_term.id"), index=True)
    position: Mapped[int]


class Visit(Model):
    """A family was there and found it as the listing says. Words are here only once a volunteer has read them."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'published', 'private')", name="state_known"),
        CheckConstraint("state = 'published' OR words IS NULL", name="words_only_once_read"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("service.key"), index=True)
    month: Mapped[date]
    has_note: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    words: Mapped[str | None]


class FeedRecord(Model):
    """Which listing somebody else's record became, so that its address stays when its name changes there."""

    __tablename__ = "feed_record"

    feed: Mapped[str] = mapped_column(String(40), primary_key=True)
    record_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("service.key"), unique=True)
    is_held: Mapped[bool]


class Postcode(Public, Model):
    """One postcode's place on the National Grid, from Code-Point Open. `district` is a key of our list, or nothing."""

    __tablename__ = "postcode"

    code: Mapped[str] = mapped_column(String(8), primary_key=True)
    easting: Mapped[int]
    northing: Mapped[int]
    district: Mapped[str | None]

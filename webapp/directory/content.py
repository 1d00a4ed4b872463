"""The shape of the files in `content/directory`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..engine.subjects import SubjectRef
from ..publishing.content_types import ContentType, Fields, Link, Offered, ReviewedFields
from ..taxonomy.content import Ages, Part
from .models import Service

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
DayName = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Access(Part):
    """How to get it: a kind from the list, and the words; who decides, where that was found."""

    type: str
    how: str
    decides: str | None = None


class ClosedFields(Part):
    """A day, or days from first to last, on which it is closed all the same."""

    first: date
    last: date | None = None
    words: str | None = None

    @model_validator(mode="after")
    def in_order(self) -> "ClosedFields":
        """The first day comes first."""
        if self.last and self.last < self.first:
            raise ValueError("the last day is before the first")
        return self


class TimesFields(Part):
    """When it is open, by the week or by the month. Without hours: all day."""

    weekly: list[DayName] = []
    monthly: DayName | None = None
    nth: int | None = Field(default=None, ge=-1, le=5)
    every: int = Field(default=1, ge=1, le=8)
    opens: str | None = Field(default=None, pattern=CLOCK)
    closes: str | None = Field(default=None, pattern=CLOCK)
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="until")
    closed: list[ClosedFields] = []
    words: str | None = None

    @model_validator(mode="after")
    def whole(self) -> "TimesFields":
        """One way of saying which days; hours in pairs and in order."""
        if bool(self.weekly) == bool(self.monthly):
            raise ValueError("say which days in one way: weekly or monthly")
        if self.monthly and not self.nth:
            raise ValueError("say which one of the month: nth (1 to 5, or -1 for the last)")
        if (self.opens is None) != (self.closes is None):
            raise ValueError("say both when it opens and when it closes, or neither for all day")
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValueError("it must close after it opens; put hours past midnight in two entries")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("it ends before it starts")
        return self


class PriceFields(Part):
    """One price that was found: “2.50”, what it is for, and from when until when."""

    what: str
    amount: str = Field(pattern=r"^[0-9]{1,5}(\.[0-9]{2})?$")
    words: str | None = None
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="until")

    @model_validator(mode="after")
    def in_order(self) -> "PriceFields":
        """The first day comes first."""
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("it ends before it starts")
        return self


class ContactFields(Part):
    """How to reach it. What was not found is left out."""

    phone: str | None = None
    text: str | None = None
    email: str | None = None
    website: str | None = None
    address: str | None = None


class Reading(Part):
    """Where an entry was read and the date on that page."""

    url: str | None = None
    seen: str | None = None


class ServiceFields(ReviewedFields):
    """One service."""

    name: str
    organisation: str
    summary: str
    description: str
    ages: Ages
    needs: list[str] = []
    topics: list[str] = Field(min_length=1)
    scope: str
    districts: list[str] = Field(min_length=1)
    cost: str
    prices: list[PriceFields] = []
    access: Access
    contact: ContactFields | None = None
    opening: str | None = None
    times: list[TimesFields] = []
    languages: list[str] = []
    waiting_time: str | None = None
    accessibility: str | None = None
    schedule_2: list[str] = []
    source: Reading
    further_sources: list[Reading] = []
    confidence: Literal["high", "medium", "low"]

    @model_validator(mode="after")
    def low_waits(self) -> "ServiceFields":
        """What may be wrong waits for an editor (the database refuses it too)."""
        if self.confidence == "low" and not self.hold:
            raise ValueError("low confidence is not shown to families: set hold: true, or ring and raise it")
        return self


class CoverageFields(Fields):
    """Pages of the site that help to cover one thing a Local Offer must cover, besides the listings tagged with it."""

    pages: list[str] = Field(min_length=1)


class Middle(Part):
    """The middle of the first half of postcodes, in degrees; `places` is how many places it is the mean of."""

    code: str = Field(pattern=r"^[A-Z]{1,2}[0-9][0-9A-Z]?$")
    latitude: float = Field(ge=49, le=61)
    longitude: float = Field(ge=-9, le=2)
    places: int = Field(ge=1)


class OutwardCodes(Fields):
    """Where first halves of postcodes are, with whose figures they are and how they were made."""

    key: str = "outward-codes"
    source: str
    attribution: str
    url: str
    licence: str
    licence_url: str
    read_on: date
    method: str
    left_out: str | None = None
    codes: list[Middle]

    @model_validator(mode="after")
    def each_once(self) -> "OutwardCodes":
        """No code has two middles."""
        if len({middle.code for middle in self.codes}) < len(self.codes):
            raise ValueError("a code is here twice")
        return self


def _links(service: ServiceFields) -> Iterator[Link]:
    for field, kind, keys in (
        ("needs", "need", service.needs), ("topics", "topic", service.topics),
        ("districts", "district", service.districts), ("schedule_2", "schedule-2", service.schedule_2),
    ):
        yield from (Link(field, kind, key) for key in keys)
    yield Link("scope", "scope", service.scope)
    yield Link("cost", "cost", service.cost)
    yield Link("access", "access", service.access.type)


def _coverage_links(coverage: CoverageFields) -> Iterator[Link]:
    yield Link("key", "schedule-2", coverage.key)
    yield from (Link("pages", *SubjectRef.parse(name)) for name in coverage.pages)


def _words(service: ServiceFields) -> Iterator[tuple[str, str]]:
    yield "summary", service.summary
    yield "description", service.description
    yield "access", service.access.how


_REFERS = {
    "needs": "need", "topics": "topic", "districts": "district", "schedule_2": "schedule-2", "scope": "scope",
    "cost": "cost", "access.type": "access",
}
_PROVIDERS_SAY = (
    "name", "organisation", "summary", "description", "ages", "access.how", "contact", "opening", "waiting_time",
    "accessibility", "cost", "needs", "districts",
)  # what only editors decide (where it is filed, how sure we are, what is being checked) is not among them

TYPES = (
    ContentType(
        "service", "Services", "directory/services/*/*.yml", ServiceFields, Service, editorial=True,
        links=_links, plain_words=_words, one="service", rhythm=6, refers=_REFERS, offered=Offered(_PROVIDERS_SAY),
    ),
    ContentType(
        "coverage", "What the Local Offer must cover", "directory/coverage.yml", CoverageFields, many=True,
        links=_coverage_links,
    ),
    ContentType("outward-codes", "First halves of postcodes", "directory/outward-codes.yml", OutwardCodes),
)

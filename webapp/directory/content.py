"""The shape of the files in `content/directory`."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..engine.subjects import SubjectRef
from ..publishing.content_types import ContentType, Fields, Link, Offered, ReviewedFields
from ..taxonomy.content import Ages, Part
from .models import Service


class Access(Part):
    """How to get it: a kind from the list, and the words."""

    type: str
    how: str


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
    access: Access
    contact: ContactFields | None = None
    opening: str | None = None
    waiting_time: str | None = None
    accessibility: str | None = None
    schedule_2: list[str] = []
    source: Reading
    further_sources: list[Reading] = []
    confidence: Literal["high", "medium", "low"]


class CoverageFields(Fields):
    """Pages of the site that help to cover one thing a Local Offer must cover, besides the listings tagged with it."""

    pages: list[str] = Field(min_length=1)


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
)

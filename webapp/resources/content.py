"""The shape of the files in `content/resources`."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Link, ReviewedFields
from ..taxonomy.content import Ages, Part
from .models import Resource


class Reading(Part):
    """Where it was read and the date on that page."""

    title: str | None = None
    url: str | None = None
    seen: str | None = None


class Clinician(Part):
    """Whether a named clinician must agree the words, why, and who did."""

    needed: bool
    why: str | None = None
    agreed_by: str | None = None


class ResourceFields(ReviewedFields):
    """One resource. Words that need a clinician stay held until one has agreed them."""

    title: str
    topic: str
    lists: list[str] = []
    pathways: list[str] = []
    for_whom: str | None = None
    ages: Ages
    minutes: int | None = Field(default=None, gt=0)
    time_needed: str | None = None
    today: list[str] = []
    this_week: list[str] = []
    get_help_if: str | None = None
    services: list[str] = []
    source: Reading | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    clinician: Clinician | None = None
    intro: str | None = None

    @model_validator(mode="after")
    def clinician_first(self) -> "ResourceFields":
        """journey-map.md §5: clinical words need a named clinician before they are published."""
        if self.clinician and self.clinician.needed and not self.clinician.agreed_by and not self.hold:
            raise ValueError("a clinician must agree these words first: add “hold: true” until one has")
        return self


def _links(resource: ResourceFields) -> Iterator[Link]:
    yield Link("topic", "resource-topic", resource.topic)
    for field, kind, keys in (
        ("lists", "waiting-list", resource.lists), ("pathways", "pathway", resource.pathways),
        ("services", "service", resource.services),
    ):
        yield from (Link(field, kind, key) for key in keys)


def _words(resource: ResourceFields) -> Iterator[tuple[str, str]]:
    yield "intro", resource.intro or ""
    yield "get_help_if", resource.get_help_if or ""
    yield from (("today", words) for words in resource.today)
    yield from (("this_week", words) for words in resource.this_week)


TYPES = (
    ContentType(
        "resource", "Waiting-well resources", "resources/*/*.md", ResourceFields, Resource, body="intro",
        editorial=True, links=_links, plain_words=_words, one="resource",
        refers={"topic": "resource-topic", "lists": "waiting-list", "pathways": "pathway", "services": "service"},
    ),
)

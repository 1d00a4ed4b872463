"""The shapes of the files in `content/updates`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Fields, Link, ReviewedFields
from ..taxonomy.content import Part


class KeyFigure(Part):
    """One figure of an update: the series it belongs to, and what the update said, in our words."""

    wait: str
    say: str


class UpdateFields(ReviewedFields):
    """One board update in our own words. `day` is when the board met."""

    title: str
    day: date
    summary: str
    source: str
    figures: list[KeyFigure] = []
    messages: list[str] = []
    still_to_do: list[str] = []
    left_out: str | None = None
    words: str = Field(min_length=1)


class Milestone(Fields):
    """Something that happened in the programme. `when` is as exact as the source is."""

    day: date
    when: str
    words: str
    source: str
    note: str | None = None


class ConsultationFields(ReviewedFields):
    """Something people may have their say on, between two days."""

    title: str
    summary: str
    opens_on: date
    closes_on: date
    url: str | None = None
    how: str
    what_changed: str | None = None

    @model_validator(mode="after")
    def in_order(self) -> "ConsultationFields":
        """It closes on or after the day it opens."""
        if self.closes_on < self.opens_on:
            raise ValueError("closes_on comes before opens_on")
        return self


class Consent(Part):
    """A yes that is written down: by whom, when, for what, until when. `withdrawn_on` ends it at once."""

    given_on: date
    given_by: Literal["the person", "a parent or carer", "both"]
    recorded_by: str = Field(min_length=3)
    covers: str = Field(min_length=10)
    until: date
    withdrawn_on: date | None = None

    @model_validator(mode="after")
    def not_for_ever(self) -> "Consent":
        """A yes holds for two years at most; then we ask again."""
        given = self.given_on
        if not given < self.until <= date(given.year + 2, given.month, min(given.day, 28)):
            raise ValueError("“until” must come after given_on, and within two years: then we ask again")
        return self

    def stands(self, today: date) -> bool:
        """Whether the yes holds today."""
        withdrawn = self.withdrawn_on is not None and self.withdrawn_on <= today
        return self.given_on <= today <= self.until and not withdrawn


class StoryFields(ReviewedFields):
    """A real-life story. There is no story without a consent."""

    title: str
    summary: str
    told_by: str
    day: date
    consent: Consent
    services: list[str] = []
    words: str = Field(min_length=1)


def _update_links(update: UpdateFields) -> Iterator[Link]:
    yield Link("source", "source", update.source)
    yield from (Link("figures", "wait", figure.wait) for figure in update.figures)


def _update_words(update: UpdateFields) -> Iterator[tuple[str, str]]:
    yield "summary", update.summary
    yield "words", update.words
    yield from (("figures", figure.say) for figure in update.figures)
    yield from (("messages", words) for words in update.messages)
    yield from (("still_to_do", words) for words in update.still_to_do)


TYPES = (
    ContentType(
        "update",
        "Board updates",
        "updates/board/*.md",
        UpdateFields,
        body="words",
        editorial=True,
        links=_update_links,
        one="board update",
        rhythm=12,
        refers={"source": "source", "figures.wait": "wait"},
        plain_words=_update_words,
    ),
    ContentType(
        "milestone",
        "The programme so far",
        "updates/milestones.yml",
        Milestone,
        many=True,
        links=lambda m: iter([Link("source", "source", m.source)]),
        plain_words=lambda m: iter([("words", m.words), ("note", m.note or "")]),
    ),
    ContentType(
        "consultation",
        "Consultations",
        "updates/consultations/*.yml",
        ConsultationFields,
        editorial=True,
        plain_words=lambda c: iter([("summary", c.summary), ("how", c.how)]),
        one="consultation",
        rhythm=1,
    ),
    ContentType(
        "story",
        "Real-life stories",
        "updates/stories/*.md",
        StoryFields,
        body="words",
        editorial=True,
        links=lambda s: (Link("services", "service", key) for key in s.services),
        one="story",
        rhythm=12,
        refers={"services": "service"},
        plain_words=lambda s: iter([("summary", s.summary), ("words", s.words)]),
    ),
)

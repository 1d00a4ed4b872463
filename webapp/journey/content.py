"""The shapes of the files in `content/journey`."""

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field, model_validator

from ..engine.subjects import SubjectRef
from ..publishing.content_types import ContentType, Fields, Link, ReviewedFields
from ..taxonomy.content import Part
from .models import Pathway, Step
from .refusals import faults

GO_PATTERN = r"^(end|step:[a-z0-9-]+|pathway:[a-z0-9-]+)$"


class PathwayFields(ReviewedFields):
    """One line of the map."""

    title: str
    short: str
    for_who: str | None = None
    code: str = Field(pattern=r"^[A-Z]{2}$")
    line: int = Field(ge=1, le=7)
    stroke: Literal["solid", "double"] = "solid"
    stages: list[str] = Field(min_length=1)
    position: int
    area_note: str | None = None
    owner: str | None = None
    coproduced_with: str | None = None


class HowLong(Part):
    """`say` in plain words; `law` names rules, `waits` names series of published waits."""

    say: str
    law: list[str] = []
    waits: list[str] = []


class Choice(Part):
    """What next: if this, go there."""

    condition: str = Field(alias="if")
    go: str = Field(pattern=GO_PATTERN)


class StepFields(ReviewedFields):
    """One stop of a line. Every step says what next."""

    slug: str = Field(pattern=r"^[a-z0-9-]+$", max_length=80)
    title: str
    pathway: str
    position: int
    stages: list[str] = Field(min_length=1)
    level: Literal["universal", "early-help", "targeted", "specialist"]
    who: list[str] = []
    do: list[str] = []
    how_long: HowLong
    resources: list[str] = []
    rights: list[str] = []
    services: list[str] = []
    next: list[Choice] = Field(min_length=1)
    what: str = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what_follows_a_no(self) -> Self:
        found = faults((choice.condition, choice.go) for choice in self.next)
        if found:
            raise ValueError(f"next: {'; '.join(found)}")
        return self


class Shortcut(Fields):
    """“Where we are now”: what a family says, and the steps to start at."""

    title: str
    group: Literal["worried", "waiting", "decision", "planning", "now"]
    steps: list[str] = Field(min_length=1)
    words: str | None = None


class Worry(Fields):
    """A worry as a family says it, the pathways that answer it, and the steps to start at where they are clear."""

    title: str
    pathways: list[str] = Field(min_length=1)
    steps: list[str] = []
    needs: list[str] = []
    words: str | None = None


def step_links(step: StepFields) -> Iterator[Link]:
    """Everything a step refers to."""
    yield Link("pathway", "pathway", step.pathway)
    yield Link("level", "level", step.level)
    for field, kind, keys in (
        ("stages", "stage", step.stages), ("resources", "resource", step.resources),
        ("rights", "right", step.rights), ("services", "service", step.services),
        ("how_long", "rule", step.how_long.law), ("how_long", "wait", step.how_long.waits),
    ):
        yield from (Link(field, kind, key) for key in keys)
    for name in step.who:
        if name.startswith("service:"):
            yield Link("who", "service", SubjectRef.parse(name).key)
    for choice in step.next:
        if choice.go != "end":
            yield Link("next", *SubjectRef.parse(choice.go))


def step_words(step: StepFields) -> Iterator[tuple[str, str]]:
    """What families read of a step, by field, for the plain-language check."""
    yield "what", step.what
    yield "how_long", step.how_long.say
    yield from (("do", words) for words in step.do)
    yield from (("next", choice.condition) for choice in step.next)


_STEP_REFERS = {
    "pathway": "pathway", "level": "level", "stages": "stage", "resources": "resource", "rights": "right",
    "services": "service", "how_long.law": "rule", "how_long.waits": "wait",
}

TYPES = (
    ContentType(
        "pathway", "Pathways", "journey/pathways/*.yml", PathwayFields, Pathway, editorial=True,
        links=lambda p: (Link("stages", "stage", key) for key in p.stages),
        plain_words=lambda p: iter([("short", p.short)]), one="pathway", refers={"stages": "stage"},
    ),
    ContentType(
        "step", "Steps", "journey/steps/*/*.md", StepFields, Step, body="what", editorial=True,
        links=step_links, plain_words=step_words, one="step", refers=_STEP_REFERS,
    ),
    ContentType(
        "shortcut", "Where we are now", "journey/shortcuts.yml", Shortcut, many=True,
        links=lambda s: (Link("steps", "step", key) for key in s.steps),
        plain_words=lambda s: iter([("title", s.title)]),
    ),
    ContentType(
        "worry", "Worries", "taxonomy/worries.yml", Worry, many=True,
        links=lambda w: iter(
            [Link("pathways", "pathway", key) for key in w.pathways] + [Link("steps", "step", key) for key in w.steps]
        ),
        plain_words=lambda w: iter([("title", w.title)]),
    ),
)

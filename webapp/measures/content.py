"""The shape of the files in `content/measures`."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Fields, Link
from ..taxonomy.content import Part
from .disclosure import Rules

Audience = Literal["parents", "young-people"]


class PartFields(Part):
    """One question that a measure counts; `label` names it where a measure has several.

    With the base `answered`, “not sure” is in the base too; with `valid` it is not. What stands `beside` is shown with
    the measure and is no part of its mean.
    """

    question: str
    audience: Audience = "parents"
    base: Literal["valid", "answered"] = "valid"
    label: str | None = None
    beside: bool = False


class MeasureFields(Fields):
    """One co-production measure (survey.md §5). `of` names the measures that a gap is taken over, `splits` between
    which groups (all, when none is named).

    A measure of `kind` process counts what the partnership did, not what people said; `process` says which.
    """

    name: str
    plain: str
    kind: Literal["share", "mean", "parts", "pair", "gap", "profile", "process"]
    process: Literal["answered", "kept", "searches"] | None = None
    parts: list[PartFields] = []
    of: list[str] = []
    splits: list[str] = []
    outcome: str | None = None
    cornerstone: Literal["welcome-and-care", "value-and-include", "communicate", "partnership"] | None = None
    headline: bool = False
    beside: list[str] = []
    notes: list[str] = []


class BreakdownFields(Part):
    """One way of splitting results; there are no others, and never two at once (SDC-06).

    `join` puts answers into one group, `join_rest` all other answers; `merge` joins the smallest until each may show.
    """

    key: str
    question: str
    audience: Audience = "parents"
    title: str
    join: dict[str, list[str]] = {}
    join_rest: str | None = None
    names: dict[str, str] = {}
    merge: bool = False


class ChangeFields(Part):
    """One entry in the log of thresholds."""

    on: date
    words: str


class RulesFields(Fields):
    """Thresholds and breakdowns, with every change to them.

    `results_after_weeks` is how long after closing families are told results take (0: they are told nothing).
    """

    min_count: int = Field(ge=3)
    min_base: int = Field(ge=5)
    split_base: int
    young_split_base: int
    round_to: int
    rerelease_step: int
    results_after_weeks: int = Field(default=0, ge=0)
    breakdowns: list[BreakdownFields]
    changes: list[ChangeFields] = Field(min_length=1)

    def rules(self) -> Rules:
        """The thresholds alone."""
        return Rules(
            self.min_count,
            self.min_base,
            self.split_base,
            self.young_split_base,
            self.round_to,
            self.rerelease_step,
        )


class MarginFields(Part):
    """One group's share of the population, as a number of children."""

    group: str
    number: int = Field(ge=0)


class PopulationFields(Fields):
    """How many children with SEND there are in each group of one breakdown: official figures, with source and year."""

    breakdown: str
    year: str
    source: str
    caveat: str | None = None
    margins: list[MarginFields] = Field(min_length=2)


    @model_validator(mode="after")
    def names_its_groups_once(self) -> "PopulationFields":
        """No group twice, and somebody in them."""
        names = [margin.group for margin in self.margins]
        if len(set(names)) < len(names):
            raise ValueError("a group stands there twice")
        if not any(margin.number for margin in self.margins):
            raise ValueError("there is nobody in these groups")
        return self


def _measure_links(fields: MeasureFields) -> Iterator[Link]:
    yield from (Link("beside", "measure", key) for key in fields.beside)
    yield from (Link("of", "measure", key) for key in fields.of)
    if fields.outcome:
        yield Link("outcome", "outcome", fields.outcome)


TYPES = (
    ContentType(
        "measure",
        "Measures",
        "measures/measures.yml",
        MeasureFields,
        many=True,
        links=_measure_links,
        plain_words=lambda f: iter([("plain", f.plain)]),
    ),
    ContentType("disclosure", "Rules of disclosure", "measures/disclosure.yml", RulesFields),
    ContentType(
        "population",
        "Population figures",
        "measures/population/*.yml",
        PopulationFields,
        links=lambda f: iter([Link("source", "source", f.source)]),
    ),
)

"""A release in the making: the counts it is made from, what was published before, and what has been decided so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..surveys.results import Tally
from .calculation import Counts
from .content import PartFields, RulesFields
from .disclosure import Figure, Rules, whole
from .grouping import Grouping, as_counts, roles_of
from .process import Done

ALL = "all"
Document = dict[str, Any]
Private = dict[str, list[int]]
Table = dict[str, Figure] | None


class NotAllowedYetError(Exception):
    """A corrected release would let somebody work out hidden numbers (SDC-05)."""


@dataclass(frozen=True)
class Before:
    """A document that was published before, with its exact counts."""

    document: Document
    private: Private


@dataclass
class Build:
    """A document in the making."""

    rules_fields: RulesFields
    tallies: Mapping[str, Tally]
    same_wave: Before | None = None
    last_wave: Before | None = None
    older_waves: Sequence[Before] = ()
    done: Mapping[str, Done] = field(default_factory=dict)
    figures: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[dict[str, str]] = field(default_factory=list)
    private: Private = field(default_factory=dict)
    groupings: dict[str, Grouping] = field(default_factory=dict)
    everybody: dict[str, Counts] = field(default_factory=dict)
    tables: dict[tuple[str, str], Table] = field(default_factory=dict)

    @property
    def earlier_waves(self) -> list[Before]:
        """What was published of the waves before, newest first."""
        return [*([self.last_wave] if self.last_wave else []), *self.older_waves]

    @property
    def rules(self) -> Rules:
        """The thresholds."""
        return self.rules_fields.rules()

    def groups_before(self, breakdown: str, where: str) -> list[str]:
        """Names of the groups in an earlier release of this wave: `who` answered, or the `figures`."""
        if self.same_wave is None:
            return []
        document = self.same_wave.document
        if where == "figures":
            return sorted({row["group"] for row in document["figures"] if row["breakdown"] == breakdown})
        entries = [entry for entry in document["who"]["breakdowns"] if entry["breakdown"] == breakdown]
        return [group["group"] for entry in entries for group in entry["groups"]]

    def counts(self, part: PartFields) -> Counts:
        """Answers to one question by everybody."""
        name = place(part, ALL)
        if name not in self.everybody:
            tally = self.tallies[part.audience]
            roles = roles_of(tally.questionnaire, part.question, part.base)
            self.everybody[name] = as_counts(tally.columns.counts(part.question), roles)
        return self.everybody[name]

    def whole(self, part: PartFields) -> Figure:
        """The figure for everybody."""
        roles = roles_of(self.tallies[part.audience].questionnaire, part.question, part.base)
        return whole(self.counts(part), self.rules, three="middle" in roles.values())


def place(part: PartFields, breakdown: str) -> str:
    """The name of one table: exact counts stand under it and the group."""
    return f"{part.audience}:{part.question}:{part.base}|{breakdown}|"

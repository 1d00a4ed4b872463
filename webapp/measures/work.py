"""A release in the making: the counts it is made from, what was published before, and what has been decided so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..surveys.results import Tally
from .asked import EVERYBODY, names_the_rest, wider
from .calculation import Counts
from .content import MeasureFields, PartFields, RulesFields
from .disclosure import Figure, Rules, Status, whole
from .grouping import Grouping, as_counts, depends_on, roles_of
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
    measures: Sequence[MeasureFields] = ()
    same_wave: Before | None = None
    last_wave: Before | None = None
    older_waves: Sequence[Before] = ()
    done: Mapping[str, Done] = field(default_factory=dict)
    figures: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[dict[str, str]] = field(default_factory=list)
    private: Private = field(default_factory=dict)
    groupings: dict[str, Grouping] = field(default_factory=dict)
    everybody: dict[str, Counts] = field(default_factory=dict)
    wholes: dict[str, Figure] = field(default_factory=dict)
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

    def counted(self, audience: str) -> dict[str, PartFields]:
        """Every question of an audience that some measure counts."""
        parts = (part for measure in self.measures for part in measure.parts)
        return {part.question: part for part in parts if part.audience == audience and audience in self.tallies}

    def whole(self, part: PartFields) -> Figure:
        """The figure for everybody; hidden where it would tell how few gave some other answer, or were not asked."""
        name = place(part, ALL)
        if name not in self.wholes:
            roles = roles_of(self.tallies[part.audience].questionnaire, part.question, part.base)
            figure = whole(self.counts(part), self.rules, three="middle" in roles.values())
            if figure.status is not Status.FEW and (self._was_kept_back(part) or self._tells_of_others(part)):
                figure = Figure(Status.PROTECTS)
            self.wholes[name] = figure
        return self.wholes[name]

    def _was_kept_back(self, part: PartFields) -> bool:
        """Whether an earlier release of this wave kept this figure back for others: shown now, it tells of then."""
        rows = self.same_wave.document["figures"] if self.same_wave else []
        named = (part.audience, part.question, ALL, Status.PROTECTS)
        return any((row["audience"], row["question"], row["breakdown"], row["status"]) == named for row in rows)

    def _tells_of_others(self, part: PartFields) -> bool:
        """Whether this question's base gives away a hidden figure before it, or how few were not asked."""
        tally, counted = self.tallies[part.audience], self.counted(part.audience)
        before = [other for name, other in counted.items() if depends_on(tally.questionnaire, part.question, name)]
        if any(self.whole(other).status is not Status.SHOWN for other in before):
            return True
        asked = self.counts(part).asked
        of = wider(tally.questionnaire, part.question, counted)
        sizes = (tally.columns.size if name == EVERYBODY else self.counts(counted[name]).asked for name in of)
        return any(names_the_rest(asked, size, self.rules) for size in sizes)


def place(part: PartFields, breakdown: str) -> str:
    """The name of one table: exact counts stand under it and the group."""
    return f"{part.audience}:{part.question}:{part.base}|{breakdown}|"

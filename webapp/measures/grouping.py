"""Answers put into the groups that results are split by. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping

from ..surveys.counting import Columns
from ..surveys.questionnaire import SKIPPED, Questionnaire
from .calculation import Counts
from .content import BreakdownFields
from .disclosure import UNSAID, Rules, merged


class Grouping:
    """One breakdown for one wave: which answers make which group, and what the groups are called."""

    def __init__(
        self,
        breakdown: BreakdownFields,
        questionnaire: Questionnaire,
        columns: Columns,
        rules: Rules,
        before: Collection[str] = (),
    ) -> None:
        self.breakdown = breakdown
        self._columns = columns
        self._group_of = _groups(breakdown, questionnaire)
        self._joined: dict[str, str] = {}
        self._counted = self._count()
        if breakdown.merge:
            parts = merged(self._counted, rules, before)
            self._joined = {group: name for name, groups in parts.items() for group in groups}

    def sizes(self) -> dict[str, int]:
        """How many answered in each group; UNSAID for those who did not say."""
        found: Counter[str] = Counter()
        for group, number in self._counted.items():
            found[self._joined.get(group, group)] += number
        return dict(found)

    def _count(self) -> dict[str, int]:
        found: Counter[str] = Counter(dict.fromkeys(self._group_of.values(), 0))
        for code, number in self._columns.sizes(self.breakdown.question).items():
            found[self._group(code)] += number
        return dict(found)

    def _group(self, code: str) -> str:
        if code in ("", SKIPPED):
            return UNSAID
        return self._group_of.get(code, self.breakdown.join_rest or UNSAID)

    def counts(self, question: str, roles: Mapping[str, str]) -> dict[str, Counts]:
        """Counts of one question by group."""
        found = dict.fromkeys(self.sizes(), Counts())
        for code, answers in self._columns.crossed(question, self.breakdown.question).items():
            group = self._group(code)
            name = self._joined.get(group, group)
            found[name] = found.get(name, Counts()) + as_counts(answers, roles)
        return found

    def title(self, group: str, questionnaire: Questionnaire) -> str:
        """A group's name: the file's, else the words of its answers."""
        names = [self._title(part, questionnaire) for part in group.split("+")]
        return " or ".join(names)

    def _title(self, group: str, questionnaire: Questionnaire) -> str:
        option = questionnaire.option(self.breakdown.question, group)
        return self.breakdown.names.get(group) or (option.text if option else group)


def _groups(breakdown: BreakdownFields, questionnaire: Questionnaire) -> dict[str, str]:
    """Answer code → group, in the order of the answers; answers apart are in no group, exits are never counted."""
    joined = {code: name for name, codes in breakdown.join.items() for code in codes}
    found = {}
    for option in questionnaire.options(breakdown.question):
        if option.exit:
            continue
        rest = breakdown.join_rest if breakdown.join_rest and option.code not in breakdown.names else option.code
        found[option.code] = UNSAID if option.role == "apart" else joined.get(option.code, rest or option.code)
    return found


def roles_of(questionnaire: Questionnaire, question: str, base: str = "valid") -> dict[str, str]:
    """Answer code → top, middle, bottom, apart or skipped. With the base “answered”, apart counts as middle."""
    aside = "middle" if base == "answered" else "apart"
    found = {o.code: aside if o.role == "apart" else o.role for o in questionnaire.options(question)}
    return {**found, SKIPPED: "skipped"}


def as_counts(answers: Counter[str], roles: Mapping[str, str]) -> Counts:
    """Counts by role. Somebody who chose several answers (“a+b”) is counted once, by the best of them."""
    totals: Counter[str] = Counter()
    for code, number in answers.items():
        chosen = {roles.get(part, "apart") for part in code.split("+")}
        totals[next((role for role in _BEST_FIRST if role in chosen), "apart")] += number
    return Counts(totals["top"], totals["middle"], totals["bottom"], totals["apart"], totals["skipped"])


_BEST_FIRST = ("top", "middle", "bottom", "skipped")


def depends_on(questionnaire: Questionnaire, question: str, other: str) -> bool:
    """Whether `question` is asked only after some answer to `other`, however long the chain."""
    found = questionnaire.question(question)
    conditions = found.show_if if found else []
    return any(c.question == other or depends_on(questionnaire, c.question, other) for c in conditions)

"""What is wrong with measures, breakdowns and population figures, in plain words for those who wrote them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..surveys.questionnaire import Questionnaire
from .content import BreakdownFields, MeasureFields, PartFields, PopulationFields

Forms = Mapping[str, Questionnaire]


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `rule` is its name in the tests."""

    rule: str
    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


def check(
    measures: Sequence[MeasureFields],
    breakdowns: Sequence[BreakdownFields],
    populations: Sequence[PopulationFields],
    forms: Forms,
) -> list[Fault]:
    """Every fault, measures first. `forms` are the questions of one wave by audience."""
    faults = [fault for measure in measures for fault in _measure(measure, forms)]
    faults += _bases(measures)
    faults += [fault for breakdown in breakdowns for fault in _breakdown(breakdown, forms)]
    by_key = {breakdown.key: breakdown for breakdown in breakdowns}
    faults += [
        Fault("unknown-breakdown", measure.key, f"results are never split by “{name}”")
        for measure in measures
        for name in measure.splits
        if name not in by_key
    ]
    return [*faults, *(fault for population in populations for fault in _population(population, by_key, forms))]


def _measure(measure: MeasureFields, forms: Forms) -> Iterator[Fault]:
    if measure.kind in {"share", "mean", "parts", "pair"} and not measure.parts:
        yield Fault("counts-nothing", measure.key, "it names no question to count")
    if (measure.kind == "process") != bool(measure.process):
        yield Fault("counts-nothing", measure.key, "say what is counted of what the partnership did")
    if measure.kind == "pair" and len({part.audience for part in measure.parts}) != 2:
        yield Fault("not-a-pair", measure.key, "a pair needs one question of each audience")
    if measure.kind == "mean" and all(part.beside for part in measure.parts):
        yield Fault("counts-nothing", measure.key, "every question stands beside the mean and none is in it")
    for part in measure.parts:
        yield from _part(measure, part, forms)


def _part(measure: MeasureFields, part: PartFields, forms: Forms) -> Iterator[Fault]:
    form = forms.get(part.audience)
    if form is None or form.question(part.question) is None:
        yield Fault("unknown-question", measure.key, f"it counts {part.question}, but there is no such question")
    elif not form.codes(part.question, "top"):
        yield Fault("no-top-answer", measure.key, f"no answer to {part.question} counts as yes")


def _bases(measures: Sequence[MeasureFields]) -> Iterator[Fault]:
    """One question counted in two ways would give away how many were not sure (SDC-07)."""
    seen: dict[tuple[str, str], str] = {}
    for measure in measures:
        for part in measure.parts:
            if seen.setdefault((part.audience, part.question), part.base) != part.base:
                words = f"{part.question} is counted another way elsewhere; together they tell who was not sure"
                yield Fault("two-bases", measure.key, words)


def _breakdown(breakdown: BreakdownFields, forms: Forms) -> Iterator[Fault]:
    form = forms.get(breakdown.audience)
    if form is None or form.question(breakdown.question) is None:
        yield Fault("unknown-question", breakdown.key, f"it splits by {breakdown.question}, which is not asked")
        return
    codes = {option.code for option in form.options(breakdown.question)}
    for code in (code for joined in breakdown.join.values() for code in joined):
        if code not in codes:
            yield Fault("unknown-answer", breakdown.key, f"{breakdown.question} has no answer “{code}”")


def _population(
    population: PopulationFields, breakdowns: Mapping[str, BreakdownFields], forms: Forms
) -> Iterator[Fault]:
    breakdown = breakdowns.get(population.breakdown)
    form = forms.get(breakdown.audience) if breakdown else None
    if breakdown is None or form is None:
        yield Fault("unknown-breakdown", population.key, f"results are never split by “{population.breakdown}”")
        return
    joined = {code: name for name, codes in breakdown.join.items() for code in codes}
    options = [option for option in form.options(breakdown.question) if not option.exit and option.role != "apart"]
    groups = {joined.get(option.code, option.code) for option in options}
    named = {margin.group for margin in population.margins}
    if groups != named:
        words = ", ".join(sorted(groups ^ named))
        yield Fault("other-groups", population.key, f"its groups are not those of the breakdown: {words}")

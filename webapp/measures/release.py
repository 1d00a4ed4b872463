"""One frozen document from the counts of a closed wave. Pure: the same counts give the same document, byte for byte.

Pages, charts, CSV and JSON are all drawn from the document and from nothing else, so none can say more than another.
What is needed to check a later correction (exact counts) stands apart in `private` and is never published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ..surveys.questionnaire import Questionnaire, fingerprint
from ..surveys.results import Tally
from .calculation import Change, Counts, equity_gap, likeness, mean_share, newcombe, percent
from .content import MeasureFields, PartFields, PopulationFields, RulesFields
from .disclosure import UNSAID, Cell, Earlier, Figure, Rules, Status, may_follow, profile, table, whole
from .grouping import Grouping, as_counts, depends_on, roles_of

SCHEMA = "co-production-measures/1"
ALL = "all"
Document = dict[str, Any]
Private = dict[str, list[int]]


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
    figures: list[dict[str, Any]] = field(default_factory=list)
    withheld: list[dict[str, str]] = field(default_factory=list)
    private: Private = field(default_factory=dict)
    groupings: dict[str, Grouping] = field(default_factory=dict)

    @property
    def rules(self) -> Rules:
        """The thresholds."""
        return self.rules_fields.rules()


def build(
    wave: str,
    tallies: Mapping[str, Tally],
    measures: Sequence[MeasureFields],
    rules_fields: RulesFields,
    *,
    populations: Sequence[PopulationFields] = (),
    same_wave: Before | None = None,
    last_wave: Before | None = None,
) -> tuple[Document, Private]:
    """The document and its private counts. Raises NotAllowedYetError for a correction that would give someone away."""
    work = Build(rules_fields, tallies, same_wave, last_wave)
    for breakdown in rules_fields.breakdowns:
        tally = tallies.get(breakdown.audience)
        if tally is not None and _may_split(work, breakdown.audience):
            work.groupings[breakdown.key] = Grouping(breakdown, tally.questionnaire, tally.columns, work.rules)
    who = _who_answered(work, populations)
    for measure in measures:
        _measure(work, measure)
    if same_wave is not None:
        sizes = [{key: sum(cell) for key, cell in counts.items()} for counts in (same_wave.private, work.private)]
        if not may_follow(sizes[0], sizes[1], work.rules):
            raise NotAllowedYetError("Some groups would change by one to nine answers.")
    document = {
        "schema": SCHEMA,
        "wave": wave,
        "figures": work.figures,
        "withheld": work.withheld,
        "who": who,
        "gaps": [gap for measure in measures if measure.kind == "gap" for gap in _gaps(work, measure)],
        "wording": _wording(work, measures),
        "thresholds": asdict(work.rules),
    }
    return document, work.private


def _may_split(work: Build, audience: str) -> bool:
    """Young people's results are split only when there are enough of them (survey.md §6, rule 1)."""
    size = work.tallies[audience].columns.size
    return size >= (work.rules.young_split_base if audience == "young-people" else work.rules.split_base)


# ---------------------------------------------------------------- measures


def _measure(work: Build, measure: MeasureFields) -> None:
    counted = []
    for part in measure.parts:
        tally = work.tallies.get(part.audience)
        if tally is None:
            continue
        counts = _counts(tally, part)
        counted.append((part, counts))
        figure = whole(counts, work.rules)
        work.private[f"{_name(part)}|{ALL}|"] = [counts.top, counts.rest]
        _add(work, measure, part, ALL, "", figure, **_change(work, part, counts, figure))
        if figure.status is Status.SHOWN and counts.valid >= work.rules.split_base:
            _split(work, measure, part, tally.questionnaire)
    if measure.kind == "mean" and counted:
        _mean(work, measure, counted)


def _counts(tally: Tally, part: PartFields) -> Counts:
    return as_counts(tally.columns.counts(part.question), roles_of(tally.questionnaire, part.question, part.base))


def _name(part: PartFields) -> str:
    return f"{part.audience}:{part.question}:{part.base}"


def _add(
    work: Build,
    measure: MeasureFields,
    part: PartFields | None,
    breakdown: str,
    group: str,
    figure: Figure,
    **more: Any,
) -> None:
    row = {
        "measure": measure.key,
        "audience": part.audience if part else measure.parts[0].audience,
        "question": part.question if part else "",
        "breakdown": breakdown,
        "group": group,
        **asdict(figure),
        **more,
    }
    work.figures.append(
        {key: str(value) if isinstance(value, Status | Change) else value for key, value in row.items()}
    )


def _mean(work: Build, measure: MeasureFields, counted: Sequence[tuple[PartFields, Counts]]) -> None:
    """The mean of parts that are all shown; hidden with the first part that is hidden (SDC-07)."""
    statuses = [whole(counts, work.rules).status for _part, counts in counted]
    hidden = next((status for status in statuses if status is not Status.SHOWN), None)
    share = mean_share([counts for _part, counts in counted])
    if hidden is None and share is not None:
        figure = Figure(Status.SHOWN, percent(share))
    else:
        figure = Figure(hidden or Status.NOBODY)
    _add(work, measure, None, ALL, "", figure)


def _change(work: Build, part: PartFields, counts: Counts, figure: Figure) -> dict[str, Any]:
    """What changed since the last wave; nothing when either end is hidden (survey.md §6, rule 10)."""
    last = work.last_wave
    if last is None:
        return {"change": None, "compared_with": None}
    compared = {"change": Change.CANNOT_COMPARE, "compared_with": last.document["wave"]}
    mark = last.document["wording"].get(f"{part.audience}:{part.question}", {}).get("fingerprint")
    same = mark == fingerprint(work.tallies[part.audience].questionnaire, part.question)
    before = last.private.get(f"{_name(part)}|{ALL}|")
    if figure.status is not Status.SHOWN or not same or not before or not _was_shown(last.document, part):
        return compared
    difference = newcombe((before[0], sum(before)), (counts.top, counts.valid))
    if difference is None:
        return compared
    points = {
        "change_points": _points(difference.value),
        "change_low": _points(difference.low),
        "change_high": _points(difference.high),
    }
    return {**compared, "change": difference.label, **points}


def _was_shown(document: Document, part: PartFields) -> bool:
    return any(
        row["status"] == Status.SHOWN
        for row in document["figures"]
        if (row["audience"], row["question"], row["breakdown"]) == (part.audience, part.question, ALL)
    )


def _points(share: float) -> int:
    return percent(share) if share >= 0 else -percent(-share)


def _split(work: Build, measure: MeasureFields, part: PartFields, questionnaire: Questionnaire) -> None:
    for key, grouping in work.groupings.items():
        by = grouping.breakdown
        if by.audience != part.audience or depends_on(questionnaire, part.question, by.question):
            continue
        counts = grouping.counts(part.question, roles_of(questionnaire, part.question, part.base))
        cells = {group: Cell(c.top, c.rest) for group, c in counts.items()}
        place = f"{_name(part)}|{key}|"
        work.private.update({place + group: [cell.top, cell.rest] for group, cell in cells.items()})
        found = table(cells, work.rules, _earlier(work, place, cells, (measure.key, part.question, key)))
        if found is None:
            work.withheld.append({"measure": measure.key, "question": part.question, "breakdown": key})
            continue
        for group, figure in found.items():
            _add(work, measure, part, key, group, figure)


def _earlier(work: Build, place: str, cells: Mapping[str, Cell], table_name: tuple[str, str, str]) -> Earlier | None:
    """What an earlier release of this wave said of the groups that have not grown since."""
    before = work.same_wave
    if before is None:
        return None
    shown = {
        row["group"]: row["status"] == Status.SHOWN
        for row in before.document["figures"]
        if (row["measure"], row["question"], row["breakdown"]) == table_name
    }
    same = {
        group for group, cell in cells.items() if group != UNSAID and before.private.get(place + group) == list(cell)
    }
    return Earlier(
        frozenset(group for group in same if not shown.get(group, False)),
        frozenset(group for group in same if shown.get(group, False)),
    )


def _gaps(work: Build, measure: MeasureFields) -> list[dict[str, Any]]:
    """Points between the best and the worst published group of 30 and more (CPM-10)."""
    gaps = []
    for key in measure.of:
        for breakdown in work.groupings:
            rows = [
                r
                for r in work.figures
                if (r["measure"], r["breakdown"]) == (key, breakdown) and r["status"] == Status.SHOWN and not r["small"]
            ]
            gap = equity_gap({row["group"]: row["percent"] for row in rows})
            if gap:
                gaps.append(
                    {
                        "measure": measure.key,
                        "of": key,
                        "breakdown": breakdown,
                        "points": gap[0],
                        "best": gap[1],
                        "worst": gap[2],
                    }
                )
    return gaps


# ---------------------------------------------------------------- who answered


def _who_answered(work: Build, populations: Sequence[PopulationFields]) -> Document:
    """Replies by audience, by group (rounded, protected), how they came in, and likeness to the population."""
    rules, official = work.rules, {p.breakdown: p for p in populations}
    answers = {
        audience: rules.rounded(tally.columns.size) if tally.columns.size >= rules.min_base else None
        for audience, tally in sorted(work.tallies.items())
    }
    breakdowns = []
    for key, grouping in work.groupings.items():
        sizes = grouping.sizes()
        place = f"who|{key}|"
        work.private.update({place + group: [size, 0] for group, size in sizes.items()})
        found = profile(sizes, rules, _earlier_sizes(work, place, key, sizes))
        audience = grouping.breakdown.audience
        questionnaire = work.tallies[audience].questionnaire
        entry: Document = {
            "breakdown": key,
            "audience": audience,
            "title": grouping.breakdown.title,
            "names": {group: grouping.title(group, questionnaire) for group in sizes if group != UNSAID},
            "groups": [{"group": g, "status": str(f.status), "base": f.base} for g, f in (found or {}).items()],
        }
        entry["likeness"] = _likeness(entry["groups"], official.get(key))
        breakdowns.append(entry)
    return {"answers": answers, "breakdowns": breakdowns}


def _earlier_sizes(work: Build, place: str, key: str, sizes: Mapping[str, int]) -> Earlier | None:
    """What an earlier release of this wave said of the sizes that are the same now."""
    before = work.same_wave
    if before is None:
        return None
    entries = [e for e in before.document["who"]["breakdowns"] if e["breakdown"] == key]
    shown = {g["group"] for entry in entries for g in entry["groups"] if g["base"] is not None}
    same = {
        group for group, size in sizes.items() if group != UNSAID and before.private.get(place + group) == [size, 0]
    }
    return Earlier(frozenset(same - shown), frozenset(same & shown))


def _likeness(groups: Sequence[Mapping[str, Any]], official: PopulationFields | None) -> Document | None:
    """How like the population, from published (rounded) numbers alone, so that it can tell nobody more."""
    if official is None or not groups or any(group["base"] is None for group in groups):
        return None
    population = {margin.group: float(margin.number) for margin in official.margins}
    if {group["group"] for group in groups} != set(population):
        return None
    found = likeness({group["group"]: float(group["base"]) for group in groups}, population)
    return {
        "index": round(found.index, 2),
        "short_of": found.short_of,
        "short_by": percent(found.short_by),
        "source": official.source,
        "year": official.year,
    }


def _wording(work: Build, measures: Sequence[MeasureFields]) -> Document:
    """The exact words of every counted question, with the mark that decides what may be compared."""
    found = {}
    for part in (part for measure in measures for part in measure.parts):
        tally = work.tallies.get(part.audience)
        question = tally.questionnaire.question(part.question) if tally else None
        if tally is None or question is None:
            continue
        found[f"{part.audience}:{part.question}"] = {
            "text": question.text,
            "fingerprint": fingerprint(tally.questionnaire, part.question),
            "core": question.core,
            "answers": [option.text for option in tally.questionnaire.options(part.question)],
        }
    return found

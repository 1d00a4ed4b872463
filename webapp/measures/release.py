"""One frozen document from the counts of a closed wave. Pure: the same counts give the same document, byte for byte.

Pages, charts, CSV and JSON are all drawn from the document and from nothing else, so none can say more than another.
What is needed to check a later correction (exact counts) stands apart in `private` and is never published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..surveys.questionnaire import Questionnaire, fingerprint, route_mark
from ..surveys.results import Tally
from .answered import who_answered
from .calculation import Change, Counts, WhyNot, equity_gap, mean_share, newcombe, percent
from .content import MeasureFields, PartFields, PopulationFields, RulesFields
from .disclosure import Figure, Status, may_follow
from .grouping import Grouping, roles_of
from .process import Done
from .splits import split
from .work import ALL, Before, Build, Document, NotAllowedYetError, Private, place

SCHEMA = "co-production-measures/1"


def build(
    wave: str,
    tallies: Mapping[str, Tally],
    measures: Sequence[MeasureFields],
    rules_fields: RulesFields,
    *,
    populations: Sequence[PopulationFields] = (),
    same_wave: Before | None = None,
    last_wave: Before | None = None,
    older_waves: Sequence[Before] = (),
    done: Mapping[str, Done] | None = None,
) -> tuple[Document, Private]:
    """The document and its private counts. Raises NotAllowedYetError for a correction that would give someone away."""
    work = Build(rules_fields, tallies, same_wave, last_wave, older_waves, done or {})
    for breakdown in rules_fields.breakdowns:
        tally = tallies.get(breakdown.audience)
        if tally is not None and _may_split(work, breakdown.audience):
            before = work.groups_before(breakdown.key, "figures")
            facts = (tally.questionnaire, tally.columns, work.rules, before)
            work.groupings[breakdown.key] = Grouping(breakdown, *facts)
    who = who_answered(work, populations)
    split(work, measures)
    for measure in measures:
        _measure(work, measure)
    _check_correction(work)
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


def _check_correction(work: Build) -> None:
    """Nothing, or NotAllowedYetError. A table that is new stands beside no old one, so nothing can be taken from it."""
    if work.same_wave is None:
        return
    before = work.same_wave.private
    tables = {key.rpartition("|")[0] for key in before}
    held = {key: cell for key, cell in work.private.items() if key.rpartition("|")[0] in tables}
    was, now = ({key: sum(cell[:2]) for key, cell in cells.items()} for cells in (before, held))
    if not may_follow(was, now, work.rules):
        raise NotAllowedYetError("Some groups would change by one to nine answers.")


def _may_split(work: Build, audience: str) -> bool:
    """Young people's results are split only when there are enough of them (survey.md §6, rule 1)."""
    size = work.tallies[audience].columns.size
    return size >= (work.rules.young_split_base if audience == "young-people" else work.rules.split_base)


# ---------------------------------------------------------------- measures


def _measure(work: Build, measure: MeasureFields) -> None:
    counted = []
    for part in measure.parts:
        if part.audience not in work.tallies:
            continue
        counts = work.counts(part)
        counted.append((part, counts))
        figure = work.whole(part)
        work.private[place(part, ALL)] = [counts.top, counts.rest]
        _add(work, measure, part, ALL, "", figure, **_change(work, part, counts, figure))
        for key in work.groupings:
            _add_table(work, measure, part, key)
    if measure.kind == "mean" and counted:
        _mean(work, measure, [(part, counts) for part, counts in counted if not part.beside])
    if measure.process:
        _process(work, measure, work.done.get(measure.process, Done(0, 0)))


def _process(work: Build, measure: MeasureFields, done: Done) -> None:
    """What the partnership did: how many out of how many, or a plain number."""
    if done.of is None:
        figure, count = Figure(Status.SHOWN), done.count
    elif done.of:
        figure, count = Figure(Status.SHOWN, percent(done.count / done.of), base=done.of), done.count
    else:
        figure, count = Figure(Status.NOTHING), None
    _add(work, measure, None, ALL, "", figure, count=count)


def _add_table(work: Build, measure: MeasureFields, part: PartFields, key: str) -> None:
    name = (place(part, ALL), key)
    if name not in work.tables:
        return
    found = work.tables[name]
    if found is None:
        work.withheld.append({"measure": measure.key, "question": part.question, "breakdown": key})
        return
    for group, figure in found.items():
        _add(work, measure, part, key, group, figure)


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
        "audience": part.audience if part else measure.parts[0].audience if measure.parts else "partnership",
        "question": part.question if part else "",
        "breakdown": breakdown,
        "group": group,
        **asdict(figure),
        **more,
    }
    work.figures.append(
        {key: str(value) if isinstance(value, Status | Change | WhyNot) else value for key, value in row.items()}
    )


def _mean(work: Build, measure: MeasureFields, counted: Sequence[tuple[PartFields, Counts]]) -> None:
    """The mean of parts that are all shown; hidden with the first part that is hidden (SDC-07)."""
    statuses = [work.whole(part).status for part, _counts in counted]
    hidden = next((status for status in statuses if status is not Status.SHOWN), None)
    share = mean_share([counts for _part, counts in counted])
    if hidden is None and share is not None:
        figure = Figure(Status.SHOWN, percent(share))
    else:
        figure = Figure(hidden or Status.NOBODY)
    _add(work, measure, None, ALL, "", figure)


def _change(work: Build, part: PartFields, counts: Counts, figure: Figure) -> dict[str, Any]:
    """What changed since the last wave that asked the same people the same words, or why that cannot be said.

    Nothing is said when either end is hidden (survey.md §6, rule 10).
    """
    waves = work.earlier_waves
    if not waves:
        return {"change": None, "compared_with": None, "change_why": None}
    last, why = _comparable(work, part, waves)
    if figure.status is not Status.SHOWN:
        why = WhyNot.HIDDEN
    elif why is None and not _was_shown(last.document, part):
        why = WhyNot.WAS_HIDDEN
    before = last.private.get(place(part, ALL), [0, 0])
    difference = None if why else newcombe((before[0], sum(before)), (counts.top, counts.valid))
    compared = {"change": Change.CANNOT_COMPARE, "compared_with": last.document["wave"], "change_why": why}
    if difference is None:
        return compared
    points = {
        "change_points": _points(difference.value),
        "change_low": _points(difference.low),
        "change_high": _points(difference.high),
    }
    return {**compared, "change": difference.label, **points}


def _comparable(work: Build, part: PartFields, waves: Sequence[Before]) -> tuple[Before, WhyNot | None]:
    """The newest wave with the same words and the same people asked; else the newest that asked, and what differs."""
    form, name = work.tallies[part.audience].questionnaire, f"{part.audience}:{part.question}"
    mine = fingerprint(form, part.question), route_mark(form, part.question)
    asked = [(wave, wave.document["wording"][name]) for wave in waves if name in wave.document["wording"]]
    if not asked:
        return waves[0], WhyNot.NEW
    for wave, wording in asked:
        if (wording["fingerprint"], wording["route"]) == mine:
            return wave, None
    wave, wording = asked[0]
    return wave, WhyNot.PEOPLE if wording["fingerprint"] == mine[0] else WhyNot.WORDS


def _was_shown(document: Document, part: PartFields) -> bool:
    return any(
        row["status"] == Status.SHOWN
        for row in document["figures"]
        if (row["audience"], row["question"], row["breakdown"]) == (part.audience, part.question, ALL)
    )


def _points(share: float) -> int:
    return percent(share) if share >= 0 else -percent(-share)


def _gaps(work: Build, measure: MeasureFields) -> list[dict[str, Any]]:
    """Points between the best and the worst published group of 30 and more (CPM-10)."""
    gaps = []
    for key in measure.of:
        for breakdown in (name for name in work.groupings if not measure.splits or name in measure.splits):
            rows = [
                r
                for r in work.figures
                if (r["measure"], r["breakdown"]) == (key, breakdown) and r["status"] == Status.SHOWN and not r["small"]
            ]
            shares = {row["group"]: row["percent"] for row in rows}
            gap = equity_gap(shares)
            if gap:
                gaps.append(
                    {
                        "measure": measure.key,
                        "of": key,
                        "breakdown": breakdown,
                        "points": gap[0],
                        "best": gap[1],
                        "worst": gap[2],
                        "best_percent": shares[gap[1]],
                        "worst_percent": shares[gap[2]],
                    }
                )
    return gaps


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
            "route": route_mark(tally.questionnaire, part.question),
            "core": question.core,
            "answers": [option.text for option in tally.questionnaire.options(part.question)],
            "counted": counted_words(tally.questionnaire, part),
        }
    return found


def counted_words(questionnaire: Questionnaire, part: PartFields) -> dict[str, list[str]]:
    """The words of the answers that are counted as top, middle and bottom."""
    roles = roles_of(questionnaire, part.question, part.base)
    options = questionnaire.options(part.question)
    return {role: [o.text for o in options if roles[o.code] == role] for role in ("top", "middle", "bottom")}

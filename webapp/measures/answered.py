"""Who answered: replies by group, rounded, and how like the population they are. Pure.

Nothing is hidden in these tables: groups too small to show are joined with the next smallest until all may be shown.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .calculation import likeness, percent
from .content import PopulationFields
from .disclosure import UNSAID, merged
from .grouping import Grouping
from .work import Build, Document


def who_answered(work: Build, populations: Sequence[PopulationFields]) -> Document:
    """Replies by audience, by group, and likeness to the population."""
    official = {p.breakdown: p for p in populations}
    answers = {
        audience: work.rules.rounded(tally.columns.size) if tally.columns.size >= work.rules.min_base else None
        for audience, tally in sorted(work.tallies.items())
    }
    return {"answers": answers, "breakdowns": [_one(work, key, g, official) for key, g in work.groupings.items()]}


def _one(work: Build, key: str, grouping: Grouping, official: Mapping[str, PopulationFields]) -> Document:
    sizes, rules = grouping.sizes(), work.rules
    questionnaire = work.tallies[grouping.breakdown.audience].questionnaire
    joined = merged(sizes, rules, work.groups_before(key, "who"))
    totals = {name: sum(sizes[part] for part in parts) for name, parts in joined.items()}
    work.private.update({f"who|{key}|{name}": [size, 0] for name, size in totals.items()})
    groups = [{"group": name, "base": rules.rounded(size)} for name, size in totals.items() if size >= rules.min_base]
    named = {*totals, *(group for group in sizes if group != UNSAID)}
    return {
        "breakdown": key,
        "audience": grouping.breakdown.audience,
        "title": grouping.breakdown.title,
        "names": {group: grouping.title(group, questionnaire) for group in sorted(named)},
        "groups": groups if len(groups) > 1 else [],
        "likeness": _likeness(groups, official.get(key)),
    }


def _likeness(groups: Sequence[Mapping[str, Any]], official: PopulationFields | None) -> Document | None:
    """How like the population, from published (rounded) numbers alone, so that it can tell nobody more."""
    if official is None or len(groups) < 2:
        return None
    margins = {margin.group: float(margin.number) for margin in official.margins}
    parts = [part for group in groups for part in group["group"].split("+")]
    if set(parts) != set(margins):
        return None
    population = {g["group"]: sum(margins[part] for part in g["group"].split("+")) for g in groups}
    found = likeness({group["group"]: float(group["base"]) for group in groups}, population)
    answered, there = sum(group["base"] for group in groups), sum(population.values())
    return {
        "index": round(found.index, 2),
        "shares": [
            {
                "group": group["group"],
                "answers": percent(group["base"] / answered),
                "population": percent(population[group["group"]] / there),
            }
            for group in groups
        ],
        "short_of": found.short_of,
        "short_by": percent(found.short_by),
        "source": official.source,
        "year": official.year,
    }

"""Each rule of disclosure made weaker in turn. An attack that does not notice one is not looking there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from webapp.measures import answered, disclosure, grouping, release, splits, work
from webapp.measures.disclosure import Status

status_of, whole, merged = disclosure.status_of, disclosure.whole, disclosure.merged


def _no_base_rule(cell, rules):
    return status_of(cell, replace(rules, min_base=0))


def _no_count_rule(cell, rules):
    return status_of(cell, replace(rules, min_count=0))


def _no_complement(cell, rules):
    found = status_of(cell, rules)
    return Status.SHOWN if found is Status.HIGH else found


def _parts_always(counts, rules, *, three=True):
    return whole(counts, replace(rules, min_count=0), three=three)


def _nobody_named(counts, rules, *, three=True):
    figure = whole(counts, rules, three=three)
    return replace(figure, base=0) if counts.asked == 0 else figure


def _no_second(groups, statuses, views):
    return statuses


def _no_alibi(*_args):
    return True


def _last_one_may_go(was, now):
    return min(now) >= 0


def _smallest_first(sizes, rules, before=()):
    """How groups were joined until it was found that this tells how many there are."""
    parts = {group: (group,) for group in sizes if group}
    while len(parts) > 1:
        first, second = sorted(parts, key=lambda name: (sum(sizes[g] for g in parts[name]), name))[:2]
        if sum(sizes[group] for group in parts[first]) >= rules.min_base:
            break
        both = tuple(sorted((*parts.pop(first), *parts.pop(second)), key=list(sizes).index))
        parts["+".join(both)] = both
    return parts


def _never_joined(sizes, rules, before=()):
    return merged(sizes, replace(rules, min_base=0), before)


RULES: dict[str, list[tuple[Any, str, Any]]] = {
    "groups under ten are hidden (SDC-01)": [(disclosure, "status_of", _no_base_rule)],
    "counts under five are hidden (SDC-02)": [(disclosure, "status_of", _no_count_rule)],
    "nearly everyone is hidden (SDC-02)": [(disclosure, "status_of", _no_complement)],
    "middle and bottom are hidden together (SDC-07)": [(work, "whole", _parts_always)],
    "nobody is not told from few": [(work, "whole", _nobody_named)],
    "a second group is hidden (SDC-04)": [(disclosure, "_protect", _no_second)],
    "every hidden group has an alibi": [(disclosure, "_has_alibi", _no_alibi)],
    "a respondent knows there is one": [(disclosure, "_all_remain", _last_one_may_go)],
    "small groups are joined": [(answered, "merged", _never_joined)],
    "joining tells no sizes": [(answered, "merged", _smallest_first), (grouping, "merged", _smallest_first)],
    "linked questions are split together (SDC-07)": [(splits, "_tells", lambda *_args: False)],
    "who was asked is a count (SDC-06)": [(splits, "shows_few", lambda *_args: False)],
    "a base does not name the rest": [(work.Build, "_tells_of_others", lambda *_args: False)],
    "a figure kept back once stays kept back": [(work.Build, "_was_kept_back", lambda *_args: False)],
    "a question is not split by its own condition": [(splits, "depends_on", lambda *_args: False)],
    "two releases are not taken from each other (SDC-05)": [(splits, "_adds_nothing", lambda *_args: True)],
    "no group moves by one to nine (SDC-05)": [(release, "may_follow", lambda *_args: True)],
}  # fmt: skip


@contextmanager
def weakened(name: str) -> Iterator[None]:
    """One rule is not kept inside this block."""
    kept = [(place, attribute, getattr(place, attribute)) for place, attribute, _weak in RULES[name]]
    try:
        for place, attribute, weak in RULES[name]:
            setattr(place, attribute, weak)
        yield
    finally:
        for place, attribute, strong in kept:
            setattr(place, attribute, strong)

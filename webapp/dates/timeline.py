"""From one date, every date that follows. Pure: the rules come in as data, the days go out.

What follows from a start is read from the rules' own limits (`from:`), so a rule added to `content/law` joins in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from . import clocks
from .content import Limit, Rule
from .working_days import WorkingDays


class Start(StrEnum):
    """What happened on the date a family has. The values are the `from` words of the rules."""

    REQUEST = "request"
    DRAFT = "draft"
    MEETING = "meeting"
    AMENDMENT_NOTICE = "amendment-notice"
    PLAN_OR_REVIEW = "plan-or-review"
    DECISION = "decision"
    MEDIATION_REQUEST = "mediation-request"
    MEDIATION_DECLINED = "mediation-declined"
    MEDIATION = "mediation"
    NEW_STAGE = "new-stage"
    MOVED = "transfer"
    REASSESSMENT_REQUEST = "reassessment-request"
    REASSESSMENT_DECISION = "reassessment-decision"
    EVENT = "event"


class Sense(StrEnum):
    """BY: must be done by then. UNTIL: there is at least until then. BEFORE: the law's own words name the day."""

    BY = "by"
    UNTIL = "until"
    BEFORE = "before"


@dataclass(frozen=True)
class Moment:
    """One day that follows, with the rule it comes from and the counting rules used. `how` is K5's word, if any."""

    rule: Rule
    on: date
    sense: Sense
    counting: tuple[str, ...]
    yours: bool = False
    exceptions: tuple[Rule, ...] = ()
    how: str = ""

    @property
    def key(self) -> str:
        """The rule's id, which names the moment within its timeline."""
        return self.rule.key


YOURS = frozenset({"T-07", "T-38", "T-60", "T-64", "T-66"})
WITH_EXCEPTIONS = frozenset({"T-03", "T-05", "T-09"})
APPEAL = "T-64"
# Counted back from the day, which the rules' own `from` words cannot say.
BACK_FROM_MEETING = ("T-32", "T-33")
BACK_FROM_NEW_STAGE = ("T-52",)
# K6: the words of the law name a day of the year of the move; nothing is computed from them.
NAMED_DAYS = {"T-51": (2, 15), "T-50": (3, 31)}


def follow(
    start: Start, on: date, rules: Mapping[str, Rule], working: WorkingDays, certificate: date | None = None
) -> list[Moment]:
    """Every moment that follows from `start` on a day, in order of day. `certificate` counts only for a decision."""
    moments = [
        _moment(rule, rule.limit, on, rules, working, certificate)
        for rule in rules.values()
        if rule.limit and rule.limit.start == start
    ]
    if start is Start.MEETING:
        moments += [_back(rules[key], on) for key in BACK_FROM_MEETING if key in rules]
    if start is Start.NEW_STAGE:
        moments += [_back(rules[key], on) for key in BACK_FROM_NEW_STAGE if key in rules]
        moments += [
            Moment(rules[key], date(on.year, *day), Sense.BEFORE, ("K6",))
            for key, day in NAMED_DAYS.items()
            if key in rules
        ]
    return sorted(moments, key=lambda moment: (moment.on, moment.key))


def _moment(
    rule: Rule,
    limit: Limit,
    on: date,
    rules: Mapping[str, Rule],
    working: WorkingDays,
    certificate: date | None,
) -> Moment:
    yours = rule.key in YOURS
    if rule.key == APPEAL:
        day = clocks.appeal_day(on, certificate, working)
        return Moment(rule, day.on, Sense.BY, ("K3", "K5"), yours, how=day.how)
    last, counting = count(limit, on, working)
    sense = Sense.UNTIL if limit.direction == "at-least" else Sense.BY
    exceptions = (
        tuple(r for key, r in rules.items() if key.startswith("X-")) if rule.key in WITH_EXCEPTIONS else ()
    )
    return Moment(rule, last, sense, counting, yours, exceptions)


def count(limit: Limit, on: date, working: WorkingDays) -> tuple[date, tuple[str, ...]]:
    """The last day of a limit, and the counting rules that gave it."""
    if limit.weeks is not None:
        return clocks.weeks_after(on, limit.weeks), ("K1", "K4")
    if limit.months is not None:
        return clocks.months_after(on, limit.months), ("K3",)
    if limit.working_days is not None:
        return working.add(on, limit.working_days), ("K4",)
    days = limit.days or 0
    if limit.counting == "beginning-with":
        return clocks.last_of(on, days), ("K2", "K4")
    return clocks.days_after(on, days), ("K1", "K4")


def _back(rule: Rule, on: date) -> Moment:
    limit = rule.limit
    weeks, months = (limit.weeks or 0, limit.months or 0) if limit else (0, 0)
    day = clocks.months_after(on, -months) if months else clocks.weeks_after(on, -weeks)
    return Moment(rule, day, Sense.BY, ("K3",) if months else ("K1", "K4"))

"""What may be shown without giving anyone away (law.md §9). Pure, and the only road from counts to published figures.

The rules in order: bases under `min_base` show nothing; counts under `min_count`, and counts whose rest is under it,
are hidden (SDC-01, SDC-02); one hidden group in a table takes the next smallest with it (SDC-04); then every hidden
group must have an alibi: another table of whole numbers that would have been published as exactly the same words and
numbers, in which this group's count is different. Groups are hidden until all have one, or the table is withheld.

The alibi is looked for as if the reader knew the county's counts exactly, which is more than is published, and how
many were asked in each group: answers of two people are exchanged, nobody is made up. It must also stand for a reader
who has answered and so knows of one person: no kind of answer may lose its last one. What other tables of the same
release give away (questions asked only after an answer to this one) is dealt with in `splits` and `asked`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from .calculation import Counts, net, percent, wilson

UNSAID = ""


class Status(StrEnum):
    """Why a figure is or is not there. A closed list: files carry these words beside every value."""

    SHOWN = "shown"
    FEW = "too-few-answers"
    LOW = "fewer-than-5"
    HIGH = "nearly-all"
    PROTECTS = "hidden-to-protect-others"
    NOTHING = "nothing-to-count"


@dataclass(frozen=True)
class Rules:
    """Thresholds. They stand in `content/measures/disclosure.yml`, with a log of every change."""

    min_count: int = 5
    min_base: int = 10
    split_base: int = 30
    young_split_base: int = 100
    round_to: int = 5
    rerelease_step: int = 10

    def rounded(self, number: int) -> int:
        """A count as published: to the nearest five (SDC-03)."""
        return (2 * number + self.round_to) // (2 * self.round_to) * self.round_to


class Cell(NamedTuple):
    """One group's top answers, the rest of its valid ones, and who was asked and gave no valid answer."""

    top: int
    rest: int
    apart: int = 0

    @property
    def base(self) -> int:
        """Valid answers."""
        return self.top + self.rest


@dataclass(frozen=True)
class Figure:
    """One published number. Per cents are whole; counts are rounded; nothing hidden is in here in any other form."""

    status: Status
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    base: int | None = None
    asked: int | None = None
    small: bool = False
    middle: int | None = None
    bottom: int | None = None
    net: int | None = None


def status_of(cell: Cell, rules: Rules) -> Status:
    """What one group may say on its own account."""
    if cell.base < rules.min_base:
        return Status.FEW
    if cell.top < rules.min_count:
        return Status.LOW
    return Status.HIGH if cell.rest < rules.min_count else Status.SHOWN


def whole(counts: Counts, rules: Rules, *, three: bool = True) -> Figure:
    """The figure for everyone who answered. The parts of a question are one family (SDC-07): they stand together.

    `three` says that the question has middle answers; nobody giving one is as telling as one person (SDC-02). Nobody
    asked is not told from few: for a question asked after a yes, it would say that nobody said yes.
    """
    cell = Cell(counts.top, counts.rest)
    status = status_of(cell, rules)
    if status is not Status.SHOWN:
        return Figure(status, base=None if status is Status.FEW else rules.rounded(cell.base))
    figure = _shown(cell, rules, asked=counts.asked)
    if not three:
        return replace(figure, bottom=percent(counts.bottom / counts.valid), net=net(counts))
    if min(counts.middle, counts.bottom) < rules.min_count:
        return figure
    middle, bottom = percent(counts.middle / counts.valid), percent(counts.bottom / counts.valid)
    return replace(figure, middle=middle, bottom=bottom, net=net(counts))


def _shown(cell: Cell, rules: Rules, asked: int | None = None) -> Figure:
    low, high = wilson(cell.top, cell.base) or (0.0, 1.0)
    return Figure(
        Status.SHOWN,
        percent(cell.top / cell.base),
        percent(low),
        percent(high),
        rules.rounded(cell.base),
        rules.rounded(asked) if asked is not None else None,
        cell.base < rules.split_base,
    )


def table(groups: Mapping[str, Cell], rules: Rules) -> dict[str, Figure] | None:
    """Figures by group for one breakdown of one question; None when the whole table has to be withheld.

    `groups` may hold UNSAID: people who did not say which group they are in. They are counted and never listed.
    """
    statuses = {group: status_of(cell, rules) for group, cell in groups.items() if group != UNSAID}
    decided = _protect(groups, statuses, _Views(rules, groups))
    if decided is None:
        return None
    return {
        group: _shown(groups[group], rules) if status is Status.SHOWN else Figure(status)
        for group, status in decided.items()
    }


def merged(sizes: Mapping[str, int], rules: Rules, before: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Groups too small to show, joined into one that may be shown: name → the groups in it.

    All small ones are joined with one another and, where that is not enough, with the next in the list. Nothing in this
    depends on how large a small one is: joined smallest first, who was joined with whom told a reader of this program
    how many there were. Groups that an earlier release of the same wave joined (`before`) stay joined: apart, they
    would tell more.
    """
    kept = {part: name for name in before for part in name.split("+")}
    units: dict[str, tuple[str, ...]] = {}
    for group in sizes:
        if group != UNSAID:
            name = kept.get(group, group)
            units[name] = (*units.get(name, ()), group)
    small = [name for name, parts in units.items() if sum(sizes[part] for part in parts) < rules.min_base]
    if not small:
        return units
    first = list(units).index(small[0])
    more = [name for name in [*list(units)[first:], *list(units)[:first]] if name not in small]
    joined = list(small)
    while more and not _may_be_joined(sum(sizes[g] for n in joined for g in units[n]), len(small), len(joined), rules):
        joined.append(more.pop(0))
    both = tuple(group for group in sizes if any(group in units[name] for name in joined))
    return {**{name: parts for name, parts in units.items() if name not in joined}, "+".join(both): both}


def _may_be_joined(total: int, small: int, joined: int, rules: Rules) -> bool:
    """Whether the size of a joined group leaves open how large its small ones are, to one of their own people, too."""
    if joined == small:
        return small > 1 and rules.min_base <= total < small * (rules.min_base - 1)
    return total >= (joined - small) * rules.min_base + 2


def _all_remain(was: Collection[int], now: Collection[int]) -> bool:
    """Whether nothing falls below nought and nowhere the last one is gone.

    Somebody who answered knows that there is one like themselves. With that, too, more than one table must be left.
    """
    return all(after > 0 or after == before == 0 for before, after in zip(was, now, strict=True))


def may_follow(before: Mapping[str, int], after: Mapping[str, int], rules: Rules) -> bool:
    """Whether a corrected release may be published: every group grew by nought or by ten and more (SDC-05)."""
    steps = [after.get(key, 0) - before.get(key, 0) for key in {*before, *after}]
    return all(step == 0 or step >= rules.rerelease_step for step in steps)


# ---------------------------------------------------------------- hiding until everyone has an alibi


@dataclass(frozen=True)
class _Views:
    """What a reader learns of each group: two cells with equal views cannot be told apart."""

    rules: Rules
    groups: Mapping[str, Cell]

    def stay(self, group: str, way: "Way", status: Status) -> bool:
        """Whether one group would look the same with its cell moved this way."""
        cell = self.groups[group]
        changed = Cell(cell.top + way[0], cell.rest + way[1], cell.apart + way[2])
        return _all_remain(cell, changed) and self._of(group, changed, status) == self._of(group, cell, status)

    def _of(self, group: str, cell: Cell, status: Status) -> object:
        if group == UNSAID:
            return cell.base > 0
        own = status_of(cell, self.rules)
        if status is Status.SHOWN and own is Status.SHOWN:
            figure = _shown(cell, self.rules)
            return figure.base, figure.percent, figure.low, figure.high
        return own if own is Status.FEW else (own, self.rules.rounded(cell.base))


# Ways in which one group's cell can differ when two people exchange their answers; the partner's differs the other way.
Way = tuple[int, int, int]
_SWAPS: tuple[Way, ...] = ((1, -1, 0), (-1, 1, 0))
_ADD_TOP: tuple[Way, ...] = ((1, 0, -1), (-1, 0, 1))


def _protect(groups: Mapping[str, Cell], statuses: dict[str, Status], views: _Views) -> dict[str, Status] | None:
    """One group more is hidden with those that have to be; None when that does not give every one of them an alibi.

    Which group that is depends on bases alone, and a table that is not enough is kept back whole rather than hidden
    bit by bit: how much was hidden must not tell a reader who knows this program what was hidden.
    """
    if all(status is Status.SHOWN for status in statuses.values()):
        return statuses
    spare = [group for group, status in statuses.items() if status is Status.SHOWN]
    if len(spare) < 2:
        return None
    decided = {**statuses, min(spare, key=lambda group: (groups[group].base, group)): Status.PROTECTS}
    hidden = [group for group, status in decided.items() if status is not Status.SHOWN]
    return decided if all(_has_alibi(group, decided, views) for group in hidden) else None


def _has_alibi(group: str, decided: Mapping[str, Status], views: _Views) -> bool:
    """Whether another table would look the same with another count here."""
    ways = (*_SWAPS, *_ADD_TOP) if decided[group] is Status.FEW else _SWAPS
    return _differs(group, decided, views, ways)


def _differs(group: str, decided: Mapping[str, Status], views: _Views, ways: Collection[Way]) -> bool:
    for way in ways:
        if not views.stay(group, way, decided[group]):
            continue
        back = (-way[0], -way[1], -way[2])
        for partner in views.groups:
            if partner != group and views.stay(partner, back, decided.get(partner, Status.PROTECTS)):
                return True
    return False

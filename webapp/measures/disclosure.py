"""What may be shown without giving anyone away (law.md §9). Pure, and the only road from counts to published figures.

The rules in order: bases under `min_base` show nothing; counts under `min_count`, and counts whose rest is under it,
are hidden (SDC-01, SDC-02); one hidden group in a table takes the next smallest with it (SDC-04); then every hidden
group must have an alibi: another table of whole numbers that would have been published as exactly the same words and
numbers, in which this group's count is different. Groups are hidden until all have one, or the table is withheld.

The alibi is looked for as if the reader knew the county's counts exactly, which is more than is published.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from .calculation import Counts, net, percent, wilson

UNSAID = ""


class Status(StrEnum):
    """Why a figure is or is not there. A closed list: files carry these words beside every value."""

    SHOWN = "shown"
    NOBODY = "nobody-asked"
    FEW = "too-few-answers"
    LOW = "fewer-than-5"
    HIGH = "nearly-all"
    PROTECTS = "hidden-to-protect-others"


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
    """One group's top answers and the rest of its valid ones."""

    top: int
    rest: int

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


@dataclass(frozen=True)
class Earlier:
    """What an earlier release of the same wave gave away, by group: groups it hid and groups it showed.

    Only groups that have not grown since are named: those that grew by ten or more are different numbers now.
    """

    hidden: frozenset[str] = field(default_factory=frozenset)
    shown: frozenset[str] = field(default_factory=frozenset)


def status_of(cell: Cell, rules: Rules) -> Status:
    """What one group may say on its own account."""
    if cell.base < rules.min_base:
        return Status.FEW
    if cell.top < rules.min_count:
        return Status.LOW
    return Status.HIGH if cell.rest < rules.min_count else Status.SHOWN


def whole(counts: Counts, rules: Rules) -> Figure:
    """The figure for everyone who answered. The parts of a question are one family (SDC-07): they stand together."""
    if counts.asked == 0:
        return Figure(Status.NOBODY)
    cell = Cell(counts.top, counts.rest)
    status = status_of(cell, rules)
    if status is not Status.SHOWN:
        return Figure(status, base=None if status is Status.FEW else rules.rounded(cell.base))
    figure = _shown(cell, rules, asked=counts.asked)
    parts_stand = counts.middle == 0 or min(counts.middle, counts.bottom) >= rules.min_count
    if not parts_stand:
        return figure
    return Figure(
        **{
            **figure.__dict__,
            "middle": percent(counts.middle / counts.valid) if counts.middle else None,
            "bottom": percent(counts.bottom / counts.valid),
            "net": net(counts),
        }
    )


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


def table(groups: Mapping[str, Cell], rules: Rules, earlier: Earlier | None = None) -> dict[str, Figure] | None:
    """Figures by group for one breakdown of one question; None when the whole table has to be withheld.

    `groups` may hold UNSAID: people who did not say which group they are in. They are counted and never listed.
    """
    statuses = {group: status_of(cell, rules) for group, cell in groups.items() if group != UNSAID}
    decided = _protect(groups, statuses, rules, earlier or Earlier(), _View(rules, sizes_only=False))
    if decided is None:
        return None
    return {
        group: _shown(groups[group], rules) if status is Status.SHOWN else Figure(status)
        for group, status in decided.items()
    }


def profile(sizes: Mapping[str, int], rules: Rules, earlier: Earlier | None = None) -> dict[str, Figure] | None:
    """How many answered in each group (rounded), under the same rules; None when it has to be withheld."""
    cells = {group: Cell(size, 0) for group, size in sizes.items()}
    statuses = {
        group: Status.SHOWN if cell.base >= rules.min_base else Status.FEW
        for group, cell in cells.items()
        if group != UNSAID
    }
    decided = _protect(cells, statuses, rules, earlier or Earlier(), _View(rules, sizes_only=True))
    if decided is None:
        return None
    return {
        group: Figure(status, base=rules.rounded(sizes[group]) if status is Status.SHOWN else None)
        for group, status in decided.items()
    }


def merged(sizes: Mapping[str, int], rules: Rules) -> dict[str, tuple[str, ...]]:
    """Groups joined, smallest first, until each has a base that may be shown: name → the groups in it."""
    joined: dict[str, tuple[str, ...]] = {group: (group,) for group in sizes if group != UNSAID}
    while len(joined) > 1:
        order = sorted(joined, key=lambda name: (sum(sizes[g] for g in joined[name]), name))
        first, second = order[0], order[1]
        if sum(sizes[group] for group in joined[first]) >= rules.min_base:
            break
        both = tuple(sorted((*joined.pop(first), *joined.pop(second)), key=list(sizes).index))
        joined["+".join(both)] = both
    return joined


def may_follow(before: Mapping[str, int], after: Mapping[str, int], rules: Rules) -> bool:
    """Whether a corrected release may be published: every group grew by nought or by ten and more (SDC-05)."""
    steps = [after.get(key, 0) - before.get(key, 0) for key in {*before, *after}]
    return all(step == 0 or step >= rules.rerelease_step for step in steps)


# ---------------------------------------------------------------- hiding until everyone has an alibi


@dataclass(frozen=True)
class _View:
    """What a reader learns of one group from its status and its cell: equal views cannot be told apart."""

    rules: Rules
    sizes_only: bool

    def of(self, group: str, cell: Cell, status: Status) -> object:
        if cell.top < 0 or cell.rest < 0:
            return None
        if group == UNSAID:
            return ("unsaid", cell.base > 0)
        own = self._own_status(cell)
        if status is Status.SHOWN:
            return (_shown(cell, self.rules).base, *self._numbers(cell)) if own is Status.SHOWN else None
        if own is Status.FEW:
            return own
        return own, self.rules.rounded(cell.base)

    def _own_status(self, cell: Cell) -> Status:
        if self.sizes_only:
            return Status.SHOWN if cell.base >= self.rules.min_base else Status.FEW
        return status_of(cell, self.rules)

    def _numbers(self, cell: Cell) -> Iterator[int | None]:
        if not self.sizes_only:
            figure = _shown(cell, self.rules)
            yield from (figure.percent, figure.low, figure.high)


# Ways in which one group's cell can differ when the county's stays the same; the partner's differs the other way.
_SWAPS = ((1, -1), (-1, 1))
_ADD_TOP = ((1, 0), (-1, 0))
_ADD_REST = ((0, 1), (0, -1))


def _protect(
    groups: Mapping[str, Cell], statuses: dict[str, Status], rules: Rules, earlier: Earlier, view: _View
) -> dict[str, Status] | None:
    """Hide more until every hidden group has an alibi. None when that would need more than there is."""
    decided = dict(statuses)
    for group in earlier.hidden & decided.keys():
        decided[group] = decided[group] if decided[group] is not Status.SHOWN else Status.PROTECTS
    while True:
        hidden = [group for group, status in decided.items() if status is not Status.SHOWN]
        if not hidden:
            return decided
        alone = len(hidden) == 1
        if not alone and all(_has_alibi(group, groups, decided, earlier.shown, view) for group in hidden):
            return decided if len(hidden) < len(decided) else None
        spare = [g for g, status in decided.items() if status is Status.SHOWN and g not in earlier.shown]
        if not spare:
            return None
        decided[min(spare, key=lambda g: (groups[g].base, g))] = Status.PROTECTS


def _has_alibi(
    group: str, groups: Mapping[str, Cell], decided: Mapping[str, Status], known: Collection[str], view: _View
) -> bool:
    """Whether another table would look the same with a different count here (and, for a small base, another base)."""
    counts = _ADD_TOP if view.sizes_only else (*_SWAPS, *_ADD_TOP) if decided[group] is Status.FEW else _SWAPS
    if not _differs(group, groups, decided, known, view, counts):
        return False
    small = decided[group] is Status.FEW
    return not small or _differs(group, groups, decided, known, view, (*_ADD_TOP, *_ADD_REST))


def _differs(
    group: str,
    groups: Mapping[str, Cell],
    decided: Mapping[str, Status],
    known: Collection[str],
    view: _View,
    ways: Collection[tuple[int, int]],
) -> bool:
    for partner in groups:
        if partner == group or partner in known:
            continue
        for top, rest in ways:
            if _same_view(group, groups[group], top, rest, decided, view) and _same_view(
                partner, groups[partner], -top, -rest, decided, view
            ):
                return True
    return False


def _same_view(group: str, cell: Cell, top: int, rest: int, decided: Mapping[str, Status], view: _View) -> bool:
    status = decided.get(group, Status.PROTECTS)
    changed = view.of(group, Cell(cell.top + top, cell.rest + rest), status)
    return changed is not None and changed == view.of(group, cell, status)

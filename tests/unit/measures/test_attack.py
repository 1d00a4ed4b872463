"""An attack on thousands of generated waves: no hidden count may be worked out from what is published.

The attacker knows the rules and the county's exact counts (more than is published), solves for every whole-number table
that fits, and wins when a hidden group has only one possible count.
"""

import random

import pytest

from webapp.measures.disclosure import Cell, Earlier, Rules, Status, may_follow, profile, status_of, table

from .table_solver import possible_tops

RULES = Rules()
WAVES = 2500


def wave(seed: int) -> dict[str, Cell]:
    """One breakdown of one question: two to eight groups, small ones often, extremes often."""
    pick = random.Random(seed)
    groups = {}
    for number in range(pick.randint(2, 8)):
        base = pick.choice((pick.randint(0, 14), pick.randint(8, 40), pick.randint(20, 90)))
        share = pick.choice((0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97))
        top = sum(pick.random() < share for _ in range(base))
        groups[f"g{number}"] = Cell(top, base - top)
    return groups


def exact(groups):
    return sum(c.top for c in groups.values()), sum(c.rest for c in groups.values())


def sizes_as_published(groups):
    """The most an attacker must allow for each group: everyone in it may have answered."""
    return {group: cell.base + 2 for group, cell in groups.items()}


@pytest.mark.parametrize("block", range(10))
def test_no_hidden_count_is_pinned(block):
    hidden = published = 0
    for seed in range(block * WAVES // 10, (block + 1) * WAVES // 10):
        groups = wave(seed)
        figures = table(groups, RULES)
        if figures is None:
            continue
        published += 1
        if all(figure.status is Status.SHOWN for figure in figures.values()):
            continue
        for group, tops in possible_tops(figures, exact(groups), sizes_as_published(groups)).items():
            hidden += 1
            assert groups[group].top in tops, "the solver must allow the truth"
            assert len(tops) > 1, f"wave {seed}: {group} can only be {tops}"
    assert published > WAVES // 40
    assert hidden > WAVES // 40


def test_the_attack_wins_without_protection():
    """The solver is not blind: with only the first rule, one small group in a table is found out."""
    groups = {"a": Cell(3, 27), "b": Cell(30, 12), "c": Cell(16, 14), "d": Cell(25, 10)}
    figures = table(groups, RULES)
    naked = {
        **figures,
        **{g: table({g: groups[g], "x": Cell(9, 9), "y": Cell(9, 9)}, RULES)[g] for g in "bcd"},
    }
    assert [f.status for f in naked.values()].count(Status.SHOWN) == 3
    assert possible_tops(naked, exact(groups), sizes_as_published(groups))["a"] == {3}


def test_sdc_04_takes_the_next_smallest_with_it():
    figures = table({"a": Cell(3, 27), "b": Cell(30, 12), "c": Cell(16, 14), "d": Cell(25, 10)}, RULES)
    assert [figures[g].status for g in "abcd"] == [Status.LOW, Status.SHOWN, Status.PROTECTS, Status.SHOWN]


@pytest.mark.parametrize(
    ("top", "base", "status"),
    [
        (5, 9, Status.FEW),  # SDC-01: under ten answers
        (0, 10, Status.LOW),  # nought is as telling as one
        (1, 10, Status.LOW),  # SDC-02
        (4, 10, Status.LOW),
        (5, 10, Status.SHOWN),  # five and five
        (6, 10, Status.HIGH),  # the rest is four
        (10, 10, Status.HIGH),  # everybody
        (5, 29, Status.SHOWN),
    ],
)
def test_one_cell_on_its_own(top, base, status):
    assert status_of(Cell(top, base - top), RULES) is status


def test_nothing_hidden_carries_a_number():
    for seed in range(300):
        for figure in (table(wave(seed), RULES) or {}).values():
            if figure.status is not Status.SHOWN:
                numbers = (figure.percent, figure.low, figure.high, figure.base, figure.asked, figure.net)
                assert numbers == (None,) * 6


def test_a_table_with_nothing_left_to_show_is_withheld():
    assert table({"a": Cell(2, 20), "b": Cell(9, 9)}, RULES) is None
    assert table({"a": Cell(2, 20)}, RULES) is None


def test_sizes_hide_small_groups_and_a_partner():
    shown = profile({"a": 7, "b": 40, "c": 21, "d": 33}, RULES)
    assert {g: f.base for g, f in shown.items()} == {"a": None, "b": 40, "c": None, "d": 35}


def test_people_who_did_not_say_their_group_are_never_listed():
    figures = table({"a": Cell(30, 12), "b": Cell(16, 14), "": Cell(3, 4)}, RULES)
    assert set(figures) == {"a", "b"}


def test_a_correction_must_not_move_a_group_by_one_to_nine():
    assert may_follow({"a": 40}, {"a": 40}, RULES)
    assert may_follow({"a": 40}, {"a": 50}, RULES)
    assert not may_follow({"a": 40}, {"a": 41}, RULES)
    assert not may_follow({"a": 40}, {"a": 39}, RULES)
    assert not may_follow({"a": 40}, {"a": 40, "b": 3}, RULES)


def grown(groups, seed):
    """The same wave with some groups larger by ten or more answers."""
    pick = random.Random(seed)
    after = {}
    for group, cell in groups.items():
        more = pick.choice((0, 0, pick.randint(10, 30)))
        top = sum(pick.random() < 0.5 for _ in range(more))
        after[group] = Cell(cell.top + top, cell.rest + more - top)
    return after


@pytest.mark.parametrize("block", range(4))
def test_two_releases_together_pin_nothing(block):
    """A corrected release adds knowledge: what one shows of an unchanged group, the other must not have hidden."""
    tried = 0
    for seed in range(10_000 + block * 250, 10_000 + (block + 1) * 250):
        groups = wave(seed)
        first = table(groups, RULES)
        after = grown(groups, seed)
        if first is None:
            continue
        same = {g for g in groups if after[g] == groups[g]}
        earlier = Earlier(
            hidden=frozenset(g for g in same if first[g].status is not Status.SHOWN),
            shown=frozenset(g for g in same if first[g].status is Status.SHOWN),
        )
        second = table(after, RULES, earlier)
        if second is None:
            continue
        tried += 1
        both = {g: (first[g] if first[g].status is Status.SHOWN else second[g]) for g in same}
        for figures, counts in ((first, groups), (second, after)):
            seen = {g: both.get(g, figures[g]) for g in figures}
            if all(f.status is Status.SHOWN for f in seen.values()):
                assert all(f.status is Status.SHOWN for f in figures.values())
                continue
            for tops in possible_tops(seen, exact(counts), sizes_as_published(counts)).values():
                assert len(tops) > 1, f"wave {seed}"
    assert tried > 20

"""Attacks on made-up waves: no hidden count may be worked out from what is published.

Three attackers. One knows the rules and the county's exact counts (more than is published), solves for every
whole-number table of one question that fits, and wins when a hidden group has only one possible count. The next is
that one, and has answered: he knows his own group and answer. The last holds everything that was ever published and
this program besides; `twin_waves` says how we know that he cannot win. Thousands of waves: `python -m tests.bench
attack`.
"""

import pytest

from tests.bench import attack
from webapp.measures.disclosure import Cell, Rules, Status, may_follow, merged, status_of, table

from . import twin_waves
from .table_solver import fitting, possible
from .weakened import weakened

RULES = Rules()
SEEDS = (6000, 6003, 6006, 6008, 6012)


def test_no_hidden_count_is_pinned_by_its_own_table():
    found = attack.one_table_each(range(150))
    assert found.pinned == []
    assert min(found.published, found.hidden) > 50


def test_nor_by_somebody_who_answered():
    found = attack.one_table_each(range(150, 165), insiders=True)
    assert found.pinned == []
    assert found.hidden > 150


def test_everything_published_together_pins_nothing():
    """Every breakdown of linked measures, gaps, likeness, changes, two audiences and corrections, in one attack."""
    found = attack.everything_each(SEEDS, tries=3_000)
    assert (found.pinned, found.sizes) == ([], [])
    assert found.hidden > 150
    assert found.published > 50


@pytest.mark.parametrize(
    ("rule", "seed"),
    [
        ("groups under ten are hidden (SDC-01)", 30003),
        ("counts under five are hidden (SDC-02)", 30004),
        ("nearly everyone is hidden (SDC-02)", 30004),
        ("a second group is hidden (SDC-04)", 30000),
        ("every hidden group has an alibi", 30511),
    ],
)
def test_one_table_is_found_out_without_a_rule(rule, seed):
    assert attack.one_table_each([seed]).pinned == []
    with weakened(rule):
        assert attack.one_table_each([seed]).pinned


def test_a_respondent_finds_out_more_without_the_rule_for_them():
    assert attack.one_table_each([30499], insiders=True).pinned == []
    with weakened("a respondent knows there is one"):
        assert attack.one_table_each([30499]).pinned == []
        assert attack.one_table_each([30499], insiders=True).pinned


@pytest.mark.parametrize(
    ("rule", "seed"),
    [
        ("nobody is not told from few", 5000),
        ("small groups are joined", 30011),
        ("linked questions are split together (SDC-07)", 30105),
    ],
)
def test_everything_together_is_found_out_without_a_rule(rule, seed):
    """With the rule, the same attack finds a twin for every number of these waves."""
    assert twin_waves.outcome(seed, tries=40).alone == []
    with weakened(rule):
        assert twin_waves.outcome(seed, tries=40, enough=1).alone


def test_the_attack_wins_without_protection():
    """The solver is not blind: with only the first rule, one small group in a table is found out."""
    groups = {"a": Cell(3, 27), "b": Cell(30, 12), "c": Cell(16, 14), "d": Cell(25, 10)}
    figures = table(groups, RULES)
    naked = {
        **figures,
        **{g: table({g: groups[g], "x": Cell(9, 9), "y": Cell(9, 9)}, RULES)[g] for g in "bcd"},
    }
    assert [f.status for f in naked.values()].count(Status.SHOWN) == 3
    cells = fitting(naked, attack.sizes_as_published(groups))
    assert possible(naked, cells, attack.exact(groups))["a"] == ({3}, {27})


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
        for figure in (table(attack.wave(seed), RULES) or {}).values():
            if figure.status is not Status.SHOWN:
                numbers = (figure.percent, figure.low, figure.high, figure.base, figure.asked, figure.net)
                assert numbers == (None,) * 6


def test_a_table_with_nothing_left_to_show_is_withheld():
    assert table({"a": Cell(2, 20), "b": Cell(9, 9)}, RULES) is None
    assert table({"a": Cell(2, 20)}, RULES) is None


@pytest.mark.parametrize(
    ("sizes", "names"),
    [
        ((40, 21, 33), {"a", "b", "c"}),
        ((7, 40, 21), {"c", "a+b"}),  # the next in the list
        ((40, 21, 7), {"b", "a+c"}),  # after the last comes the first
        ((7, 40, 8), {"b", "a+c"}),  # two small ones are enough for one another
        ((9, 40, 9), {"a+b+c"}),  # 18 could only be nine and nine: one more is joined
        ((3, 40, 4), {"a+b+c"}),  # seven are too few
        ((1, 10, 40), {"a+b+c"}),  # 11 and at least 10: one at most
        ((2, 10, 40), {"c", "a+b"}),
    ],
)
def test_small_groups_of_those_who_answered_are_joined_until_they_may_show(sizes, names):
    assert set(merged({**dict(zip("abc", sizes, strict=True)), "": 2}, RULES)) == names


def test_groups_that_were_joined_once_stay_joined():
    assert "a+c" in merged({"a": 17, "b": 40, "c": 21}, RULES, ["a+c", "b"])


def test_people_who_did_not_say_their_group_are_never_listed():
    figures = table({"a": Cell(30, 12), "b": Cell(16, 14), "": Cell(3, 4)}, RULES)
    assert set(figures) == {"a", "b"}


def test_a_correction_must_not_move_a_group_by_one_to_nine():
    assert may_follow({"a": 40}, {"a": 40}, RULES)
    assert may_follow({"a": 40}, {"a": 50}, RULES)
    assert not may_follow({"a": 40}, {"a": 41}, RULES)
    assert not may_follow({"a": 40}, {"a": 39}, RULES)
    assert not may_follow({"a": 40}, {"a": 40, "b": 3}, RULES)

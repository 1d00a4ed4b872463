"""Shares, ranges and changes against published vectors and against another library's answers.

`statsmodels.csv` was written by statsmodels 0.15 (`proportion_confint(method="wilson")`,
`confint_proportions_2indep(method="newcomb")`) through `tests/bench/independent.py`, so that the check does not use our
own formulas. The ends of a Wilson range are also what they are defined to be: where the score test just says no.
"""

import csv
from math import sqrt
from pathlib import Path
from statistics import NormalDist

import pytest

from webapp.measures.calculation import (
    Change,
    Counts,
    equity_gap,
    likeness,
    mean_share,
    net,
    newcombe,
    percent,
    top_share,
    wilson,
)

WILSON = [  # law.md CPM-05 and the golden numbers of anchors/measures.md: count, base, low %, high %
    (43, 61, 58.1, 80.4),
    (0, 12, 0.0, 24.2),
    (12, 12, 75.8, 100.0),
    (120, 240, 43.7, 56.3),
    (1, 1, 20.7, 100.0),
    (7, 10, 39.7, 89.2),
    (3, 11, 9.7, 56.6),
    (14, 100, 8.5, 22.1),
    (43, 165, 20.0, 33.2),
    (90, 345, 21.7, 31.0),
    (9, 41, 12.0, 37.0),  # survey.md §5, example 2, given in whole numbers
    (100, 160, 54.8, 69.6),  # survey.md §5, example 1
]
NEWCOMBE = [  # law.md CPM-06 and anchors/measures.md: before, after, difference, low, high, what to say
    ((150, 312), (190, 340), 7.8, 0.1, 15.4, Change.UP),
    ((43, 61), (50, 66), 5.3, -10.0, 20.4, Change.NOT_CLEAR),
    ((45, 120), (70, 150), 9.2, -2.7, 20.6, Change.NOT_CLEAR),
    ((8, 40), (16, 40), 20.0, -0.1, 38.1, Change.NOT_CLEAR),
    ((3, 12), (7, 12), 33.3, -5.3, 60.9, Change.NOT_CLEAR),
    ((50, 200), (80, 200), 15.0, 5.8, 23.8, Change.UP),
    ((100, 250), (123, 250), 9.2, 0.5, 17.7, Change.UP),
]


@pytest.mark.parametrize(("count", "base", "low", "high"), WILSON)
def test_wilson_gives_the_golden_range(count, base, low, high):
    found = wilson(count, base)
    digits = 0 if (low, high) == (12.0, 37.0) else 1
    assert (round(found[0] * 100, digits), round(found[1] * 100, digits)) == (low, high)


@pytest.mark.parametrize(("before", "after", "difference", "low", "high", "label"), NEWCOMBE)
def test_newcombe_gives_the_golden_difference(before, after, difference, low, high, label):
    found = newcombe(before, after)
    assert round(found.value * 100, 1) == difference
    assert round(found.low * 100, 1) == pytest.approx(low, abs=0.051)
    assert round(found.high * 100, 1) == pytest.approx(high, abs=0.051)
    assert found.label is label


def vectors():
    with Path(__file__).with_name("statsmodels.csv").open(encoding="utf-8") as lines:
        return [(line["kind"], *(float(line[name]) for name in list(line)[1:])) for line in csv.DictReader(lines)]


@pytest.mark.parametrize("kind", ["wilson", "newcombe"])
def test_another_library_says_the_same(kind):
    rows = [row[1:] for row in vectors() if row[0] == kind]
    assert rows
    for count, base, count_after, base_after, low, high in rows:
        if kind == "wilson":
            found = wilson(int(count), int(base))
        else:
            difference = newcombe((int(count), int(base)), (int(count_after), int(base_after)))
            found = difference.low, difference.high
        assert found == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize(("count", "base"), [(1, 7), (9, 41), (43, 61), (120, 240), (1500, 1600)])
def test_the_ends_of_the_range_are_where_the_score_test_says_no(count, base):
    z = NormalDist().inv_cdf(0.975)
    for end in wilson(count, base):
        assert abs(count / base - end) / sqrt(end * (1 - end) / base) == pytest.approx(z, rel=1e-6)


def test_a_fall_is_called_down():
    assert newcombe((80, 200), (50, 200)).label is Change.DOWN


def test_the_worked_example_of_the_survey():
    counts = Counts(top=40 + 60, middle=30, bottom=20 + 10, apart=8 + 2)
    assert (counts.asked, counts.valid) == (170, 160)
    assert top_share(counts) == 0.625
    assert percent(0.625) == 63
    assert percent(30 / 160) == 19  # 18.75
    assert net(counts) == 44


def test_nobody_asked_is_not_nought_per_cent():
    assert top_share(Counts()) is None
    assert net(Counts(apart=3)) is None
    assert wilson(0, 0) is None
    assert newcombe((0, 0), (5, 10)) is None


def test_not_sure_and_skipped_are_asked_but_not_valid():
    counts = Counts(top=5, middle=1, bottom=4, apart=3, skipped=2)
    assert (counts.valid, counts.asked, counts.rest) == (10, 15, 5)


def test_net_below_nought_rounds_away_from_nought_like_above():
    assert net(Counts(top=0, bottom=1, middle=7)) == -13  # −12.5
    assert net(Counts(top=1, bottom=0, middle=7)) == 13


def test_the_mean_needs_every_part():
    assert mean_share([Counts(top=5, bottom=5), Counts(top=9, bottom=1)]) == pytest.approx(0.7)
    assert mean_share([Counts(top=5, bottom=5), Counts()]) is None


def test_likeness_of_the_worked_example():
    sample = dict(zip("ABCDEFG", (0.10, 0.08, 0.20, 0.22, 0.10, 0.12, 0.18), strict=True))
    population = dict(zip("ABCDEFG", (0.15, 0.14, 0.14, 0.14, 0.14, 0.15, 0.14), strict=True))
    found = likeness(sample, population)
    assert round(found.index, 2) == 0.82
    assert found.short_of == "B"
    assert found.short_by == pytest.approx(0.06)


def test_the_same_mix_is_one_and_nobody_is_short():
    found = likeness({"a": 30, "b": 70}, {"a": 0.3, "b": 0.7})
    assert found.index == pytest.approx(1)
    assert found.short_by == pytest.approx(0)


def test_equity_gap_names_both_ends():
    assert equity_gap({"a": 40, "b": 65, "c": 52}) == (25, "b", "a")
    assert equity_gap({"a": 40}) is None

"""One broken example for each rule about measures, breakdowns and population figures."""

import pytest

from webapp.measures.content import BreakdownFields, MarginFields, MeasureFields, PartFields, PopulationFields
from webapp.measures.linter import check

from .made_up_waves import MEASURES, POPULATION, RULES, parents, young

FORMS = {"parents": parents(3), "young-people": young()}


def measure(kind="share", *parts, **more):
    return MeasureFields(key="m", name="n", plain="p", kind=kind, parts=list(parts), **more)


def rules_broken(measures=(), breakdowns=tuple(RULES.breakdowns), populations=()):
    return {fault.rule for fault in check(list(measures), list(breakdowns), list(populations), FORMS)}


def test_what_fits_has_no_faults():
    assert rules_broken(MEASURES, populations=[POPULATION]) == set()


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (measure("share", PartFields(question="Z9")), "unknown-question"),
        (measure("share", PartFields(question="C1", audience="young-people")), "unknown-question"),
        (measure("share", PartFields(question="A2")), "no-top-answer"),
        (measure("share"), "counts-nothing"),
        (measure("process"), "counts-nothing"),
        (measure("pair", PartFields(question="C1")), "not-a-pair"),
    ],
)
def test_a_broken_measure(broken, rule):
    assert rule in rules_broken([broken])


def test_one_question_counted_in_two_ways():
    parts = PartFields(question="B1"), PartFields(question="B1", base="answered")
    assert rules_broken([measure("parts", *parts)]) == {"two-bases"}


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (BreakdownFields(key="b", question="Z9", title="t"), "unknown-question"),
        (BreakdownFields(key="b", question="A2", title="t", join={"all": ["young", "elder"]}), "unknown-answer"),
    ],
)
def test_a_broken_breakdown(broken, rule):
    assert rules_broken(breakdowns=[broken]) == {rule}


@pytest.mark.parametrize(
    ("breakdown", "groups", "rule"),
    [("nowhere", ("a", "b"), "unknown-breakdown"), ("age", ("young", "middle"), "other-groups")],
)
def test_broken_population_figures(breakdown, groups, rule):
    margins = [MarginFields(group=group, number=1) for group in groups]
    broken = PopulationFields(key="p", breakdown=breakdown, year="2026", source="s", margins=margins)
    assert rules_broken(populations=[broken]) == {rule}


@pytest.mark.parametrize("numbers", [((("a", 1), ("a", 2))), ((("a", 0), ("b", 0)))])
def test_population_figures_name_each_group_once_and_count_somebody(numbers):
    margins = [MarginFields(group=group, number=number) for group, number in numbers]
    with pytest.raises(ValueError, match=r"twice|nobody"):
        PopulationFields(key="p", breakdown="age", year="2026", source="s", margins=margins)

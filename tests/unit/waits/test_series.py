"""A figure is never shown without its date, and an old one says so (journey-map.md §2, rules 2 and 3)."""

from datetime import date, timedelta

import pytest

from webapp.waits.series import STALE_AFTER_DAYS, Point, Series

DAY = date(2026, 1, 1)


def series(*values):
    points = tuple(
        Point(f"p{n}", DAY + timedelta(days=30 * n), "month", f"month {n}", value, None, "Paper", None, None, "read")
        for n, value in enumerate(values)
    )
    return Series("k", "T", "t", "d", None, "waits", "weeks", "longest", "down", None, (), (), None, points)


@pytest.mark.parametrize(("days", "stale"), [(0, False), (179, False), (180, False), (181, True), (900, True)])
def test_a_figure_older_than_180_days_needs_its_age_said(days, stale):
    assert STALE_AFTER_DAYS == 180
    assert series(54).is_stale(DAY + timedelta(days=days)) is stale


@pytest.mark.parametrize(("values", "change"), [((68, 54), -14), ((22, 14, 17), -5), ((54,), None), ((54, None), None)])
def test_the_change_is_from_the_first_number_to_the_last(values, change):
    assert series(*values).change == change


def test_the_newest_figure_is_the_last():
    assert series(68, 54).latest.value == 54

"""When a check is advised, and when it is required."""

from datetime import date

import pytest

from webapp.publishing import standing
from webapp.publishing.standing import Standing

DUE = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("months", "today", "stands"),
    [
        (6, date(2027, 1, 31), Standing.FRESH),  # the day itself is still in time
        (6, date(2027, 2, 1), Standing.ADVISED),
        (6, date(2027, 4, 30), Standing.ADVISED),  # three months later, on that month's last day
        (6, date(2027, 5, 1), Standing.REQUIRED),
        (1, date(2027, 2, 28), Standing.ADVISED),  # a month at least, however short the rhythm
        (1, date(2027, 3, 1), Standing.REQUIRED),
        (3, date(2027, 3, 1), Standing.REQUIRED),
        (12, date(2027, 7, 31), Standing.ADVISED),
        (12, date(2027, 8, 1), Standing.REQUIRED),
    ],
)
def test_how_far_behind(months, today, stands):
    assert standing.of(DUE, months, today) is stands


def test_nothing_is_asked_for_where_no_date_is_known():
    assert standing.of(None, 6, date(2099, 1, 1)) is Standing.FRESH
    assert standing.due_on(None, None, 6) is None


@pytest.mark.parametrize(
    ("reviewed", "set_by_hand", "due"),
    [
        (date(2026, 8, 31), None, date(2027, 2, 28)),
        (date(2026, 8, 31), date(2026, 9, 9), date(2026, 9, 9)),
        (None, date(2026, 9, 9), date(2026, 9, 9)),
    ],
)
def test_the_day_to_look_again(reviewed, set_by_hand, due):
    assert standing.due_on(reviewed, set_by_hand, 6) == due

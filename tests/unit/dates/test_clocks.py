"""The law's clocks: every vector of the law notes §5.7, and what must hold for any date."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from webapp.dates import clocks, timeline
from webapp.dates.content import BankHoliday, Rule
from webapp.dates.timeline import Sense, Start, follow
from webapp.dates.working_days import WorkingDays, easter_sunday

CONTENT = Path(__file__).parents[3] / "content" / "law"
HOLIDAYS = [
    BankHoliday.model_validate(h) for h in yaml.safe_load((CONTENT / "bank-holidays.yml").read_text())
]
RULES = {r["key"]: Rule.model_validate(r) for r in yaml.safe_load((CONTENT / "rules.yml").read_text())}
WORKING = WorkingDays(h.as_holiday() for h in HOLIDAYS)
days = st.dates(date(2015, 1, 1), date(2060, 12, 31))


def days_of(start: Start, on: date, certificate: date | None = None) -> dict[str, date]:
    return {moment.key: moment.on for moment in follow(start, on, RULES, WORKING, certificate)}


def test_request_received_2_march_2026():
    found = days_of(Start.REQUEST, date(2026, 3, 2))
    assert found == {"T-03": date(2026, 4, 13), "T-05": date(2026, 6, 22), "T-09": date(2026, 7, 20)}


def test_draft_served_22_june_2026_ends_on_6_july_not_7():
    assert days_of(Start.DRAFT, date(2026, 6, 22)) == {"T-07": date(2026, 7, 6)}


def test_review_meeting_3_november_2026():
    found = days_of(Start.MEETING, date(2026, 11, 3))
    assert found["T-35"] == date(2026, 11, 17)
    assert found["T-36"] == found["T-37"] == date(2026, 12, 1)
    assert found["T-39"] == date(2027, 1, 26)
    assert found["T-32"] == found["T-33"] == date(2026, 10, 20)


@pytest.mark.parametrize(
    ("decision", "certificate", "last", "how"),
    [
        (date(2026, 6, 10), None, date(2026, 9, 1), clocks.AFTER_CLOSED_TIME),  # 10 August
        (date(2026, 10, 28), None, date(2027, 1, 4), clocks.AFTER_CLOSED_TIME),  # 28 December
        (date(2026, 12, 31), None, date(2027, 3, 1), clocks.NEXT_WORKING_DAY),  # 28 February is a Sunday
        (date(2026, 10, 1), date(2026, 11, 29), date(2027, 1, 4), clocks.AFTER_CLOSED_TIME),  # 29 December
        (date(2026, 1, 12), None, date(2026, 3, 12), clocks.AS_COUNTED),
        (
            date(2026, 2, 3),
            None,
            date(2026, 4, 7),
            clocks.NEXT_WORKING_DAY,
        ),  # Good Friday 3 April, then Easter Monday
        # 31 July 2027 is a Saturday, and the Monday after lies in August: the safe day is Friday 30 July.
        (date(2027, 5, 31), None, date(2027, 7, 30), clocks.MADE_SAFE),
    ],
)
def test_appeal(decision, certificate, last, how):
    found = clocks.appeal_day(decision, certificate, WORKING)
    assert (found.on, found.how) == (last, how)


def test_before_15_february_is_shown_as_the_law_says_it_and_never_counted_from():
    moments = {m.key: m for m in follow(Start.NEW_STAGE, date(2027, 9, 1), RULES, WORKING)}
    assert moments["T-51"].sense is Sense.BEFORE
    assert moments["T-51"].on == date(2027, 2, 15)
    assert moments["T-50"].on == date(2027, 3, 31)
    assert moments["T-52"].on == date(2027, 4, 1)


def test_months_end_on_the_last_day_when_there_is_no_such_date():
    assert clocks.months_after(date(2026, 6, 3), 2) == date(2026, 8, 3)
    assert clocks.months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert clocks.months_after(date(2028, 3, 31), -1) == date(2028, 2, 29)


def test_exceptions_stand_beside_the_limit_and_do_not_move_it():
    final = next(m for m in follow(Start.REQUEST, date(2026, 6, 1), RULES, WORKING) if m.key == "T-09")
    assert [rule.key for rule in final.exceptions] == ["X-a", "X-b", "X-c", "X-d"]
    assert final.on == date(2026, 10, 19)


@pytest.mark.parametrize(
    ("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))]
)
def test_easter(year, day):
    assert easter_sunday(year) == date(year, *day)


# England's published bank holidays.
@pytest.mark.parametrize(
    ("year", "published"),
    [
        (2021, ["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2022, ["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"]),
        (2023, ["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]),
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
    ],
)
def test_bank_holidays(year, published):
    everyday = (
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
    )
    found = [f"{d:%m-%d}" for d in everyday if d.weekday() < 5 and not WORKING.is_working(d)]
    assert found == published


def test_every_rule_with_a_limit_can_be_reached_or_is_not_a_familys_date():
    not_asked = {
        "advice-request",
        "consultation",
        "meeting-notice",
        "meeting-papers",
        "schools-told",
        "new-place-named",
    }
    starts = {rule.limit.start for rule in RULES.values() if rule.limit}
    assert starts - not_asked == {str(s) for s in Start} - {"new-stage"}


@given(days, st.none() | days)
def test_an_appeal_never_ends_in_a_closed_time_and_always_on_a_working_day(decision, certificate):
    found = clocks.appeal_day(decision, certificate, WORKING)
    assert not clocks.in_closed_time(found.on)
    assert WORKING.is_working(found.on)
    assert found.on > decision


@given(days, st.none() | st.integers(0, 90))
def test_a_later_certificate_never_brings_the_appeal_forward(decision, wait):
    certificate = None if wait is None else decision + (date(2000, 1, 2) - date(2000, 1, 1)) * wait
    counted = clocks.appeal_day(decision, certificate, WORKING).counted
    assert counted >= clocks.months_after(decision, 2)


@given(st.sampled_from([s for s in Start if s is not Start.NEW_STAGE]), days)
def test_no_deadline_comes_before_its_start(start, on):
    back = timeline.BACK_FROM_MEETING
    assert all(m.on >= on for m in follow(start, on, RULES, WORKING) if m.key not in back)


@given(days, st.integers(1, 20))
def test_weeks_keep_the_day_of_the_week_and_the_day_itself_is_day_one_where_the_law_says_so(on, weeks):
    assert clocks.weeks_after(on, weeks).weekday() == on.weekday()
    assert clocks.last_of(on, 7 * weeks) == clocks.weeks_after(on, weeks) - (
        date(2000, 1, 2) - date(2000, 1, 1)
    )


@given(days, st.integers(1, 24))
def test_months_never_skip_a_month(on, months):
    then = clocks.months_after(on, months)
    assert (then.year * 12 + then.month) - (on.year * 12 + on.month) == months
    assert then.day <= on.day

"""What the partnership did, counted (CP-20, CP-21)."""

from datetime import date, timedelta

from webapp.feedback.results import AnswerDates
from webapp.measures import process
from webapp.measures.process import Done

TODAY = date(2027, 6, 1)


def raised(days_ago, answered=None, promised=None, done=None):
    start = TODAY - timedelta(days=days_ago)
    day = [None if n is None else start + timedelta(days=n) for n in (answered, promised, done)]
    return AnswerDates(start, *day)


def test_an_answer_on_the_sixtieth_day_is_in_time_and_on_the_next_is_late():
    assert process.answered([raised(200, 60)], TODAY) == Done(1, 1)
    assert process.answered([raised(200, 61)], TODAY) == Done(0, 1)


def test_what_waits_less_than_sixty_days_is_in_neither_number():
    assert process.answered([raised(60)], TODAY) == Done(0, 0)
    assert process.answered([raised(61)], TODAY) == Done(0, 1)
    assert process.answered([raised(5, 3)], TODAY) == Done(1, 1)


def test_a_promise_counts_by_the_day_first_promised():
    assert process.kept([raised(200, 10, promised=50, done=50)], TODAY) == Done(1, 1)
    assert process.kept([raised(200, 10, promised=50, done=51)], TODAY) == Done(0, 1)


def test_a_promise_whose_day_has_not_come_is_not_due():
    assert process.kept([raised(10, 5, promised=100)], TODAY) == Done(0, 0)
    assert process.kept([raised(10, 5, promised=10)], TODAY) == Done(0, 0)  # today is the day
    assert process.kept([raised(10, 5, promised=9)], TODAY) == Done(0, 1)
    assert process.kept([raised(10, 5)], TODAY) == Done(0, 0)  # nothing was promised by a day

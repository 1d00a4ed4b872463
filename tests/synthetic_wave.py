"""A made-up wave for tests: clearly synthetic, made from a seed, and never in the real content."""

import random
from datetime import date, timedelta

from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.surveys import operations, path, queries
from webapp.surveys.models import Mode
from webapp.surveys.operations import ballot_box
from webapp.surveys.questionnaire import SKIPPED, Kind, Questionnaire

DISTRICTS = ("ashfield", "bassetlaw", "broxtowe", "gedling", "mansfield", "newark-and-sherwood", "rushcliffe")


def answers(questionnaire: Questionnaire, pick: random.Random) -> dict:
    """One synthetic family: walks the real routes, skips one question in twelve, leans towards agreeing."""
    given: dict = {}
    for question in questionnaire.questions:
        if not path.shown(question, given):
            continue
        number = question.id
        options = [option for option in questionnaire.options(number) if not option.exit]
        if question.kind == Kind.NOTICE:
            given[number] = "read"
        elif question.kind == Kind.TEXT or (not question.required and pick.random() < 1 / 12):
            given[number] = SKIPPED
        elif number == "A2":
            given[number] = pick.choices(DISTRICTS, weights=(24, 1, 18, 20, 22, 3, 12))[0]
        elif number == "I1":
            given[number] = pick.choices([o.code for o in options], weights=(80, 6, 4, 3, 2, 5))[0]
        else:
            weights = [{"top": 6, "middle": 3, "bottom": 4, "apart": 1}.get(o.role, 3) for o in options]
            chosen = pick.choices(options, weights=weights)[0].code
            given[number] = [chosen] if question.kind == Kind.MULTI else chosen
    return given


def keep(handle, given: dict) -> None:
    """Put answers into a draft, as its writer would, in one transaction."""
    with transaction():
        desk = operations.take_out(handle)
        for number, answer in given.items():
            operations.save_answer(desk, question_id=number, answer=answer, seen=0)


def store(wave: str, audience: str, number: int, seed: int = 1) -> None:
    """Send so many synthetic surveys straight to the tables."""
    pick, questionnaire = random.Random(seed), queries.questionnaire(wave, audience)
    with transaction():
        for _ in range(number):
            walked = path.walk(questionnaire, answers(questionnaire, pick))
            ballot_box.store_response(questionnaire, walked, mode=Mode.ONLINE, language="en", on=clock.today())


def open_and_close(monkeypatch, *, parents: int, young: int, seed: int = 1) -> None:
    """A whole wave: opened, answered by synthetic families, closed after its grace."""
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=1), grace_days=0)
    store("2027", "parents", parents, seed)
    store("2027", "young-people", young, seed)
    later: date = clock.today() + timedelta(days=5)
    monkeypatch.setattr(clock, "today", lambda: later)
    with transaction():
        operations.close_wave(wave_key="2027")

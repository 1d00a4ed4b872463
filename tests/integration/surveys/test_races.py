"""Racing presses and a killed server: one response each, and nothing that was acknowledged is lost."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier, current_thread

import pytest

from tests import synthetic_wave
from webapp.engine import clock
from webapp.engine.errors import GoneError
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import models, operations, path, queries
from webapp.surveys.operations import ballot_box

ROOT = Path(__file__).parents[3]


@pytest.fixture
def wave(own_site):
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=9), grace_days=0)
    return own_site


def fill(seed=1):
    with transaction():
        handle, script = operations.begin(wave_key="2027", audience="young-people", language="en")
    questionnaire = queries.questionnaire("2027", "young-people")
    synthetic_wave.keep(handle, synthetic_wave.answers(questionnaire, synthetic_wave.random.Random(seed)))
    return handle, script


def together(app, number, act):
    """Run `act` in so many threads at the same moment; what each returned."""
    start = Barrier(number)

    def one(index):
        with app.app_context():
            start.wait()
            with transaction():
                return act(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def save(handle, number, answer):
    return operations.save_answer(operations.take_out(handle), question_id=number, answer=answer, seen=0)


def count(model):
    db.session.rollback()
    return db.session.query(model).count()


def test_racing_presses_send_once(wave):
    for seed in range(3):
        handle, script = fill(seed)
        references = together(
            wave, 6, lambda _i, h=handle, s=script: operations.submit(handle=h, token=s.token, wave_key="2027")
        )
        assert len(set(references)) == 1
        assert count(models.Envelope) == seed + 1
    assert count(models.Draft) == 0


def test_racing_answers_keep_both(wave):
    """Two pages save different questions at once: an answer-level save loses neither."""
    with transaction():
        handle, _script = operations.begin(wave_key="2027", audience="parents", language="en")
    answers = [("A1", "parent"), ("A2", "mansfield"), ("A3", "5-10"), ("A5", "special")]
    together(
        wave,
        4,
        lambda i: save(handle, answers[i][0], answers[i][1]),
    )
    assert operations.opened(handle).answers == dict(answers)
    db.session.rollback()


def test_racing_different_answers_to_one_question_clash_once(wave):
    with transaction():
        handle, _script = operations.begin(wave_key="2027", audience="parents", language="en")
    results = together(
        wave,
        2,
        lambda i: save(handle, "A1", ("parent", "guardian")[i]),
    )
    assert sorted(clash is not None for clash in results) == [False, True]


def test_racing_invitations_count_once(wave):
    with transaction():
        [code] = operations.make_invitations(wave_key="2027", batch="Drop-in", number=1)
    begun = []
    for seed in range(2):
        with transaction():
            handle, script = operations.begin(
                wave_key="2027", audience="young-people", language="en", invitation_code=code
            )
        questionnaire = queries.questionnaire("2027", "young-people")
        synthetic_wave.keep(handle, synthetic_wave.answers(questionnaire, synthetic_wave.random.Random(seed)))
        begun.append((handle, script))
    together(wave, 2, lambda i: operations.submit(handle=begun[i][0], token=begun[i][1].token, wave_key="2027"))
    db.session.rollback()
    assert queries.invitation_counts("2027") == [("Drop-in", 1, 1)]
    db.session.rollback()


def test_killed_before_every_single_write_of_a_sending(wave, own_database, tmp_path):
    """The tenth of the box: its sending takes all ten out. Killed anywhere, nothing of it happened; else all of it."""
    handle, script = fill(9)
    young, secret = queries.questionnaire("2027", "young-people"), queries.waves()["2027"].secret
    with transaction():
        for _ in range(9):
            walked = path.walk(young, {"Y0": "read", "Y1": "16-18", "Y3": "yes"})
            ballot_box.post(secret, young, walked, mode=models.Mode.ONLINE, language="en", on=clock.today())
    db.session.remove()
    command = [sys.executable, "-m", "tests.integration.surveys.kill_sender", own_database, str(tmp_path)]
    ran = subprocess.run(
        [*command, handle.name, handle.key.hex(), script.token], cwd=ROOT, capture_output=True, text=True, check=True
    )
    *killed, last = ran.stdout.strip().splitlines()
    word, kills, reference = last.split()
    assert (word, int(kills)) == ("done", len(killed)), ran.stderr
    assert len(killed) >= 5
    assert set(killed) == {"0 1 9 0"}  # not sent, the draft still there, nine envelopes, none counted
    assert (count(models.Draft), count(models.Envelope), count(models.SurveyResponse)) == (0, 0, 10)
    with transaction():  # the reply was lost: the same again is the same
        assert operations.submit(handle=handle, token=script.token, wave_key="2027") == reference
    assert count(models.SurveyResponse) == 10


def test_closing_and_sending_at_the_same_moment(wave, monkeypatch):
    """Midnight: to those who send it is still the last day, to the lead's server the day after. Nothing falls between:
    what was acknowledged is counted, and nothing arrives after closing.
    """
    begun = [fill(seed) for seed in range(3)]
    today, lead = clock.today(), current_thread
    closing = []
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=30 if lead() in closing else 0))

    def act(index):
        if index == 3:
            closing.append(lead())
            return operations.close_wave(wave_key="2027")
        handle, script = begun[index]
        try:
            return operations.submit(handle=handle, token=script.token, wave_key="2027")
        except GoneError:
            return None

    *references, _destroyed = together(wave, 4, act)
    assert count(models.SurveyResponse) == sum(reference is not None for reference in references)
    assert (count(models.Envelope), count(models.Draft)) == (0, 0)


def test_what_is_sent_is_what_the_path_keeps(wave, monkeypatch):
    monkeypatch.setattr(ballot_box, "FEWEST", 1)
    handle, script = fill(5)
    kept = path.walk(queries.questionnaire("2027", "young-people"), operations.opened(handle).answers).kept
    db.session.rollback()
    with transaction():
        operations.submit(handle=handle, token=script.token, wave_key="2027")
    [row] = db.session.query(models.SurveyResponse)
    assert set(row.answers) == {key for key in kept if key not in {"Y0", "Y1a", "Y18", "Y19", "Y21"}}
    db.session.rollback()

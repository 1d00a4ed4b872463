"""Racing presses and a killed server: one response each, and nothing that was acknowledged is lost."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from tests import synthetic_wave
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import models, operations, path, queries, sealing
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


SENDER = """
import sys
from pathlib import Path
from config import Mode, Settings
from tests import synthetic_wave
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.surveys import operations, queries

app = create_app(Settings(mode=Mode.TEST, var_dir=Path(sys.argv[2]), database_url=sys.argv[1]))
with app.app_context():
    seed = 0
    while True:
        seed += 1
        with transaction():
            handle, script = operations.begin(wave_key="2027", audience="young-people", language="en")
        questionnaire = queries.questionnaire("2027", "young-people")
        synthetic_wave.keep(handle, synthetic_wave.answers(questionnaire, synthetic_wave.random.Random(seed)))
        with transaction():
            reference = operations.submit(handle=handle, token=script.token, wave_key="2027")
        print(reference, script.token, flush=True)
"""


def test_everything_acknowledged_survives_a_kill(wave, own_database, tmp_path):
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER, own_database, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    acknowledged = [sender.stdout.readline()]
    time.sleep(0.4)
    sender.send_signal(signal.SIGKILL)
    acknowledged += [line for line in sender.stdout.read().splitlines() if len(line.split()) == 2]
    sender.wait()
    sender.stdout.close()
    tokens = {line.split()[1] for line in acknowledged}
    secret = queries.waves()["2027"].secret
    db.session.rollback()
    for token in tokens:
        assert db.session.get(models.Receipt, sealing.receipt_name(secret, token)).sent
    sent = db.session.query(models.Receipt).filter_by(sent=True).count()
    counted = db.session.query(models.SurveyResponse).count() + db.session.query(models.Envelope).count()
    assert counted == sent >= len(tokens) >= 1
    db.session.rollback()


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

"""Counting a closed wave of 100,000 against reading its rows; protecting every table; attacks stand in `attack`."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random

from flask_migrate import upgrade

from config import Mode, Settings
from tests import synthetic_wave
from tests.bench import say
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.measures import queries as measures
from webapp.measures.release import build
from webapp.publishing.importer import import_content
from webapp.surveys import operations, path, queries, results
from webapp.surveys.models import Mode as AnswerMode

RESPONSES, DIFFERENT = 100_000, 4_000


def main() -> None:
    """On a fresh SQLite database."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(mode=Mode.TEST, var_dir=Path(folder)))
        with app.app_context():
            upgrade()
            with transaction():
                import_content(app.config["CONTENT_DIR"])
            with transaction():
                operations.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
            fill()
            counting()
            db.session.remove()
            db.engine.dispose()


def fill() -> None:
    """Synthetic families, each different answer sheet sent many times, and the wave closed."""
    pick, questionnaire = Random(1), queries.questionnaire("2027", "parents")
    walks = [path.walk(questionnaire, synthetic_wave.answers(questionnaire, pick)) for _ in range(DIFFERENT)]
    for _ in range(RESPONSES // 1000):
        with transaction():
            for walked in pick.choices(walks, k=1000):
                operations.store_response(
                    questionnaire, walked, mode=AnswerMode.ONLINE, language="en", invited=False, on=clock.today()
                )
        db.session.expunge_all()
    later, real = clock.today() + timedelta(days=1), clock.today
    clock.today = lambda: later
    with transaction():
        operations.close_wave(wave_key="2027")
    clock.today = real


def counting() -> None:
    """Reading, counting, protecting, in processor time."""
    begun = time.process_time()
    rows = sum(1 for _ in queries.response_facts("2027", "parents"))
    reading = time.process_time() - begun
    begun = time.process_time()
    tallies = {audience: results.tally("2027", audience) for audience in ("parents", "young-people")}
    tally = time.process_time() - begun
    say(f"{rows} rows read in {reading:.2f} s, counted in {tally:.2f} s: {tally / reading:.1f} times (aim: 3)")
    begun = time.process_time()
    build("2027", tallies, list(measures.measures().values()), measures.rules())
    say(f"every table counted and protected in {time.process_time() - begun:.2f} s of processor time (aim: 5)")

"""What the survey costs, as ratios measured side by side in one run: answering, counting, protecting."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
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
from webapp.surveys.models import Draft
from webapp.surveys.models import Mode as AnswerMode

ANSWERS = 300
RESPONSES = 5_000


def main() -> None:
    """Measure on a fresh SQLite database with the site's own durability."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(mode=Mode.TEST, var_dir=Path(folder)))
        with app.app_context():
            upgrade()
            with transaction():
                import_content(app.config["CONTENT_DIR"])
            with transaction():
                operations.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
            answering(app)
            counting()
            db.session.remove()
            db.engine.dispose()


def rate(act: Callable[[], object], times: int) -> float:
    """How often a second."""
    begun = time.perf_counter()
    for _ in range(times):
        act()
    return times / (time.perf_counter() - begun)


def answering(app) -> None:
    """A page answered, stored and the next drawn, against a bare loop that commits the same row."""
    handle, seen = operations.Handle("0" * 32, b"0" * 32), [0]
    with transaction():
        db.session.add(Draft(name=handle.name, wave="2027", sealed=b"x" * 900))

    def bare() -> None:
        with transaction():
            row = queries.draft_to_change(handle.name)
            seen[0] += 1
            row.sealed = seen[0].to_bytes(4, "big") * 225

    client = app.test_client()
    app.config["WTF_CSRF_ENABLED"] = False  # the bench measures; the tests show that tokens are asked for
    client.post("/surveys/2027/parents/begin")
    page = "/surveys/2027/parents/q/A1"

    def answer() -> None:
        seen[0] += 1
        client.post(page, data={"answer": ("parent", "guardian")[seen[0] % 2], "seen": str(version[0])})
        version[0] += 1
        client.get("/surveys/2027/parents/q/A2")

    version = [0]
    bare_rate, own_rate = rate(bare, ANSWERS), rate(answer, ANSWERS)
    say(
        f"bare commits {bare_rate:.0f}/s, pages answered {own_rate:.0f}/s: {100 * own_rate / bare_rate:.0f} % (aim: 25 %)"
    )


def counting() -> None:
    """Counting a closed wave against reading its rows; protecting every table."""
    pick, questionnaire = Random(1), queries.questionnaire("2027", "parents")
    for _ in range(RESPONSES // 500):
        with transaction():
            for _ in range(500):
                walked = path.walk(questionnaire, synthetic_wave.answers(questionnaire, pick))
                operations.store_response(
                    questionnaire, walked, mode=AnswerMode.ONLINE, language="en", invited=False, on=clock.today()
                )
    later, real = clock.today() + timedelta(days=1), clock.today
    clock.today = lambda: later
    with transaction():
        operations.close_wave(wave_key="2027")
    clock.today = real
    reading = 1 / rate(lambda: sum(1 for _ in queries.response_facts("2027", "parents")), 3)
    tally = 1 / rate(lambda: results.tally("2027", "parents"), 3)
    say(f"{RESPONSES} rows read in {reading:.2f} s, counted in {tally:.2f} s: {tally / reading:.1f} times (aim: 3)")
    tallies = {audience: results.tally("2027", audience) for audience in ("parents", "young-people")}
    begun = time.process_time()
    build("2027", tallies, list(measures.measures().values()), measures.rules())
    say(f"every table counted and protected in {time.process_time() - begun:.2f} s of processor time (aim: 5)")

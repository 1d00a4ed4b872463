"""What the survey costs, as ratios measured side by side in one run: answering. Counting: `measures`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask_migrate import upgrade

from config import Mode, Settings
from tests.bench import say
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing.importer import import_content
from webapp.surveys import operations, queries
from webapp.surveys.models import Draft

ANSWERS = 300


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
    share = 100 * own_rate / bare_rate
    say(f"bare commits {bare_rate:.0f}/s, pages answered {own_rate:.0f}/s: {share:.0f} % (aim: 25 %)")

"""What the survey costs, as ratios measured side by side in one run: answering, counting, protecting.

`python -m tests.bench surveys` measures at a size for every day. SURVEY_RESPONSES=100000 measures counting and the cost
of an answer at that many responses; `python -m tests.bench deadline` plays the last night.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import Context
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from flask import Flask
from flask_migrate import upgrade
from werkzeug.test import EnvironBuilder, run_wsgi_app

from config import Mode, Settings
from tests import databases, synthetic_wave
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
from webapp.surveys.operations import ballot_box

ROUNDS, A_ROUND = 12, 20
RESPONSES = int(os.environ.get("SURVEY_RESPONSES", "5000"))
BEGIN, PAGE = "/surveys/2027/parents/begin", "/surveys/2027/parents/q/A1"


def main() -> None:
    """SQLite with the site's own durability; then PostgreSQL with a server that really writes to the disk."""
    with tempfile.TemporaryDirectory() as folder, site(Settings(mode=Mode.TEST, var_dir=Path(folder))) as app:
        answering(app, "SQLite")
        growing(app)
        counting()
    if databases.programs() is not None:
        with databases.postgres(safe=True) as server, server.database("bench") as url:
            settings = Settings(mode=Mode.TEST, var_dir=Path(tempfile.mkdtemp()), database_url=url)
            with site(settings) as app:
                answering(app, "PostgreSQL")


@contextmanager
def site(settings: Settings) -> Iterator[Flask]:
    """A site with the real content whose survey is open."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
        with transaction():
            import_content(app.config["CONTENT_DIR"])
        with transaction():
            operations.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
        yield app
        db.session.remove()
        db.engine.dispose()


def seconds(act: Callable[[], object], times: int) -> float:
    """How long one takes."""
    begun = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - begun) / times


def answering(app: Flask, name: str) -> None:
    """A page answered, stored and the next drawn, against a bare loop that commits the same row. Turn about, in rounds,
    because a shared machine is faster at one moment than at another; the middle round counts.
    """
    bare, own = bare_commits(), answers(app)
    pairs = [(seconds(bare, A_ROUND), seconds(own, A_ROUND)) for _ in range(ROUNDS)]
    share = statistics.median(100 * one / other for one, other in pairs)
    rates = [1 / statistics.median(side) for side in zip(*pairs, strict=True)]
    say(f"{name}: bare commits {rates[0]:.0f}/s, pages answered {rates[1]:.0f}/s: {share:.0f} % (aim: 25 %)")


def bare_commits() -> Callable[[], None]:
    """Commits a draft's row under a lock, as the site does, and nothing else."""
    name, seen = "0" * 32, [0]
    with transaction():
        db.session.add(Draft(name=name, wave="2027", sealed=b"x" * 900))

    def bare() -> None:
        with transaction():
            row = db.session.get_one(Draft, name, with_for_update=True, populate_existing=True)
            seen[0] += 1
            row.sealed = seen[0].to_bytes(4, "big") * 225

    return bare


def answers(app: Flask) -> Callable[[], None]:
    """Answers one page and draws the next, form token and all.

    Requests are handed to the site as a server hands them over: what a test client does around them is not the site's.
    """
    visitor = Visitor(app)
    version, token = 0, visitor.begin()

    def answer() -> None:
        nonlocal version
        form = {"csrf_token": token, "answer": ("parent", "guardian")[version % 2], "seen": str(version)}
        status, where, _words = visitor.ask("POST", PAGE, urlencode(form).encode())
        version += 1
        shown, _where, _words = visitor.ask("GET", where)
        if not status.startswith("302") or not shown.startswith("200"):
            raise RuntimeError(f"{status} then {shown}")

    return answer


class Visitor:
    """A browser as the site sees it through its server: a cookie and the parts of a request."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.standing = EnvironBuilder(content_type="application/x-www-form-urlencoded").get_environ()

    def begin(self) -> str:
        """Begin a survey; the form token of its pages."""
        client = self.app.test_client()
        token = _token(Context().run(client.get, BEGIN).text)
        Context().run(client.post, BEGIN, data={"csrf_token": token})
        cookie = client.get_cookie("session")
        self.standing["HTTP_COOKIE"] = f"session={cookie.value if cookie else ''}"
        return _token(self.ask("GET", PAGE)[2])

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[str, str, str]:
        """Status, where it leads, words."""
        parts = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body))}
        environ = {**self.standing, **parts, "wsgi.input": BytesIO(body)}
        # In a context of its own: inside the bench's, Flask would hand things on from one request to the next.
        chunks, status, headers = Context().run(run_wsgi_app, self.app, environ)
        return status, headers.get("Location", ""), b"".join(chunks).decode()


def _token(words: str) -> str:
    return words.partition('name="csrf_token" value="')[2].partition('"')[0]


def growing(app: Flask) -> None:
    """The cost of one family's answers with 1,000 responses in the wave and with all of them."""
    store(1_000)
    few = statistics.median(seconds(answers(app), A_ROUND) + seconds(whole_survey, 3) for _ in range(5))
    store(RESPONSES - 1_000)
    many = statistics.median(seconds(answers(app), A_ROUND) + seconds(whole_survey, 3) for _ in range(5))
    say(f"an answer and a sending: {1000 * few:.1f} ms at 1,000 responses, {1000 * many:.1f} ms at {RESPONSES:,}")


def whole_survey() -> None:
    """One family: begins, answers, sends."""
    with transaction():
        handle, script = operations.begin(wave_key="2027", audience="young-people", language="en")
    questionnaire = queries.questionnaire("2027", "young-people")
    synthetic_wave.keep(handle, synthetic_wave.answers(questionnaire, Random(3)))
    with transaction():
        operations.submit(handle=handle, token=script.token, wave_key="2027")


def store(number: int) -> None:
    """So many synthetic responses."""
    pick, questionnaire = Random(number), queries.questionnaire("2027", "parents")
    for start in range(0, number, 500):
        with transaction():
            for _ in range(min(500, number - start)):
                walked = path.walk(questionnaire, synthetic_wave.answers(questionnaire, pick))
                ballot_box.store_response(
                    questionnaire, walked, mode=AnswerMode.ONLINE, language="en", on=clock.today()
                )


def counting() -> None:
    """Counting a closed wave against reading its rows; protecting every table."""
    later, real = clock.today() + timedelta(days=1), clock.today
    clock.today = lambda: later
    with transaction():
        operations.close_wave(wave_key="2027")
    clock.today = real
    reading = seconds(lambda: sum(1 for _ in queries.response_facts("2027", "parents")), 3)
    tally = seconds(lambda: results.tally("2027", "parents"), 3)
    times = tally / reading
    say(f"{RESPONSES:,} rows read in {reading:.2f} s, counted in {tally:.2f} s: {times:.1f} times (aim: 3)")
    tallies = {audience: results.tally("2027", audience) for audience in ("parents", "young-people")}
    begun = time.process_time()
    build("2027", tallies, list(measures.measures().values()), measures.rules())
    say(f"every table counted and protected in {time.process_time() - begun:.2f} s of processor time (aim: 5)")

"""Killed between any two writes of a decision, the database holds all of it or nothing."""

import json
import subprocess
import sys
from pathlib import Path

from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing import queries
from webapp.publishing.operations import listings

KEY = "ask-us-nottinghamshire"


def test_a_suggestion_is_taken_whole_or_not_at_all(app):
    with app.app_context():
        with transaction():
            contact = listings.add_contact("service", KEY, email="a@b.org", by=1)
            said = {**queries.document("service", KEY).live.fields, "summary": "New."}
            listings.suggest(contact, "service", said, note="")
        seen = queries.document("service", KEY).live_id
        path = Path(db.engine.url.database)
        db.session.remove()
        db.engine.dispose()
    script = Path(__file__).with_name("kill_taking.py")
    answer = subprocess.run(
        [sys.executable, str(script), str(path), str(seen)], capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[3], env={"PYTHONPATH": str(Path(__file__).parents[3]), "PATH": "/usr/bin:/bin"},
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    held = json.loads(answer.stdout.strip().splitlines()[-1])
    assert held[-1] == [False, "published", 2, True], "at last nothing was left to kill"
    assert len(held) > 6, "it was killed between several writes"
    assert {tuple(rest) for _killed, *rest in held[:-1]} == {("sent", 1, False)}

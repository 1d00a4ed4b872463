"""A decision is kept whole or not at all, whenever the process is killed."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.saying import say
from tests.signing_in import make_account
from webapp.accounts.roles import Permission
from webapp.extensions import db
from webapp.moderation.models import Concern, Decision, QueueEntry

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("app_on", "act", "state", "least"),
    [
        ("sqlite", "publish", "published", 6),
        pytest.param("postgresql", "urgent", "urgent", 8, marks=pytest.mark.postgres),
    ],
    indirect=["app_on"],
)
def test_killed_before_every_single_write(app, client, tmp_path, act, state, least):
    with app.app_context():
        make_account(Permission.SAFEGUARD)
    say(client, words="The page about transport is out of date.")
    with app.app_context():
        before = db.session.get(QueueEntry, 1).state
        db.session.remove()
        db.engine.dispose()
    command = [sys.executable, "-m", "tests.integration.moderation.kill_decider"]
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    ran = subprocess.run([*command, url, str(tmp_path), act, "1"], cwd=ROOT, capture_output=True, text=True, check=True)
    *killed, last = ran.stdout.strip().splitlines()
    word, writes, status = last.split()
    assert (word, status) == ("done", "0"), ran.stderr
    assert int(writes) == len(killed) >= least
    assert len(set(killed)) == 1, killed  # after every kill all is as it was
    assert killed[0].startswith("waiting/1/None 0 "), killed[0]
    with app.app_context():
        assert (before, db.session.get(QueueEntry, 1).state) == ("waiting", state)
        assert db.session.query(Decision).count() == 1
        assert db.session.query(Concern).count() == (act == "urgent")

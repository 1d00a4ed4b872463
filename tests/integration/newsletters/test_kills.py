"""The sender is killed at 30 moments of one send: nobody twice, nobody missing, the unsure ones named."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from config import Settings
from tests.integration.newsletters.conftest import MakeSite, accounted_for, started
from tests.mail_servers import Behaviour, smtp_server
from webapp.extensions import db
from webapp.newsletters import queries
from webapp.newsletters.models import IssueState
from webapp.newsletters.operations import sending

KILLS = 30
READERS = 1500
ROOT = Path(__file__).parents[3]


def test_thirty_kills(make_site: MakeSite, own_database: str, settings: Settings) -> None:
    dice = random.Random(6)
    server = Behaviour(slow=0.001)
    with smtp_server(server) as port, started(make_site(port), READERS) as (issue, readers):
        db.session.rollback()
        for _ in range(KILLS):
            command = [sys.executable, str(Path(__file__).with_name("kill_sender.py")), own_database, str(port)]
            sender = subprocess.Popen(
                [*command, str(issue), str(settings.var_dir)],
                stdout=subprocess.PIPE,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            assert sender.stdout is not None
            assert sender.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0.01, 0.12))
            sender.kill()
            sender.wait()
            sender.stdout.close()
            db.session.rollback()
            assert accounted_for(issue)
        sending.send_issue(issue)
        db.session.expire_all()
        tally = queries.tally(issue)
        twice = [to for to, times in Counter(server.addresses).items() if times > 1]
        unsure = {reader.address for _, reader in queries.needing_a_person(issue)}
        assert twice == []
        assert set(readers) - set(server.addresses) <= unsure  # who got nothing is named
        assert tally["sent"] + tally["unsure"] == READERS
        assert 0 < tally["unsure"] <= KILLS * sending.BATCH
        assert queries.issue(issue).state == IssueState.DONE

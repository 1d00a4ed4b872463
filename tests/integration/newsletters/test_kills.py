"""The sender is killed at 30 moments of one send: nobody twice, nobody missing, the unsure ones named."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config import Settings
from tests.integration.newsletters.conftest import MakeSite, accounted_for, started
from tests.mail_servers import Sink, sink
from webapp.extensions import db
from webapp.newsletters import queries
from webapp.newsletters.models import IssueState
from webapp.newsletters.operations import sending

KILLS = 30
READERS = int(os.environ.get("KILL_READERS", "1600"))
MOST_BETWEEN = 30
ROOT = Path(__file__).parents[3]


@contextmanager
def nursery(*arguments: str) -> Iterator[Any]:
    """The process that forks senders."""
    command = [sys.executable, str(Path(__file__).with_name("kill_sender.py")), *arguments]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        yield process
    finally:
        process.stdin.close()  # type: ignore[union-attr]  # a pipe, as asked for
        process.wait(timeout=60)
        process.stdout.close()  # type: ignore[union-attr]  # as above


def wait_for(server: Sink, letters: int) -> None:
    """Until the server has had so many letters; fails when they do not come."""
    end = time.monotonic() + 20
    while len(server.addresses) < letters:
        assert time.monotonic() < end, "the sender does not send"
        time.sleep(0.0005)


def test_thirty_kills(make_site: MakeSite, own_database: str, settings: Settings) -> None:
    dice = random.Random(6)
    with sink() as server, started(make_site(server.port), READERS) as (issue, readers):
        db.session.rollback()
        with nursery(own_database, str(server.port), str(issue), str(settings.var_dir)) as parent:
            for _ in range(KILLS):
                parent.stdin.write(b"go\n")
                parent.stdin.flush()
                sender = int(parent.stdout.readline())
                wait_for(server, len(server.addresses) + dice.randint(1, MOST_BETWEEN))
                os.kill(sender, signal.SIGKILL)
                db.session.rollback()
                assert accounted_for(issue)
        assert queries.tally(issue)["ready"] > 0, "too few readers: the last kills found nothing to interrupt"
        sending.send_issue(issue)
        db.session.expire_all()
        tally = queries.tally(issue)
        twice = [to for to, times in Counter(server.addresses).items() if times > 1]
        unsure = {reader.address for _, reader in queries.needing_a_person(issue)}
        assert twice == []
        assert set(readers) - set(server.addresses) <= unsure  # who got nothing is named
        assert tally["sent"] + tally["unsure"] == READERS
        assert 0 < tally["unsure"] <= KILLS * sending.MOST
        assert queries.issue(issue).state == IssueState.DONE

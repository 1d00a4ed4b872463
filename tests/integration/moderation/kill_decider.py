"""Decides on entries again and again, killed (signal 9) just before its first write, its second, and so on.

    python -m tests.integration.moderation.kill_decider DATABASE_URL VAR ACT ENTRY

After every kill it prints what anybody would find; the last line is `done` and the number of writes of a decision.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import event, text

from config import Mode, Settings
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation import operations
from webapp.moderation.rules import Act

WRITES = {"INSERT", "UPDATE", "DELETE"}
TABLES = ("decision", "audit_entry", "published_comment", "concern", "outgoing_letter", "search_change")


def decide(app, act: str, entry: int, kill_before: int) -> None:
    """One decision in a process of its own that dies before its n-th write."""
    with app.test_request_context():
        db.engine.dispose(close=False)  # the parent's connections stay the parent's
        written = count(1)

        @event.listens_for(db.engine, "before_cursor_execute")
        def kill(_connection, _cursor, statement, *_more):
            if statement.split(None, 1)[0] in WRITES and next(written) == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

        @event.listens_for(db.engine, "commit")
        def kill_at_commit(_connection):
            if next(written) == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

        with transaction():
            operations.decide(entry, Act(act), reader=operations.Reader(99), version=1)


def found(app, entry: int) -> str:
    """How the entry stands, and how many rows other tables have."""
    with app.app_context():
        chosen = text("SELECT state, version, public_words FROM queue_entry WHERE id = :id")
        state = "/".join(map(str, db.session.execute(chosen, {"id": entry}).one()))
        rows = [str(db.session.execute(text(f"SELECT count(*) FROM {table}")).scalar()) for table in TABLES]  # noqa: S608 - names above
        db.session.remove()
        db.engine.dispose()
        return f"{state} {' '.join(rows)}"


def main(url: str, var: str, act: str, entry: str) -> None:
    app = create_app(Settings(mode=Mode.TEST, var_dir=Path(var), database_url=url))
    for write in count(1):
        child = os.fork()
        if child == 0:
            decide(app, act, int(entry), write)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            print("done", write - 1, status, flush=True)
            return
        print(found(app, int(entry)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

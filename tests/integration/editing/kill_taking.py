"""A child of test_kills: takes a suggestion again and again, each time killed before another statement that writes.

Prints, for each kill, what the database then held: the suggestion's state and how many revisions the listing has.
"""

import json
import os
import shutil
import signal
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from config import Mode, Settings
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing.operations import listings

WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT")


def taken_and_killed(app: Flask, seen: int, before: int) -> None:
    """In a process of its own: never returns."""
    writes = 0

    def count(*args: object) -> None:
        nonlocal writes
        statement = args[2] if len(args) > 2 else "COMMIT"
        if str(statement).lstrip().startswith(WRITES):
            writes += 1
            if writes == before:
                os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
        event.listen(db.engine, "commit", count)
        with transaction():
            listings.take(1, ["w--summary"], seen=seen, by=2, publish=True)
    os._exit(0)


def main(template: Path, seen: int) -> None:
    """Kill before the first write, before the second, … until nothing is left to kill."""
    held = []
    path = template.parent / "one.db"
    # One application for all: it has no connection before a child opens its own.
    app = create_app(replace(Settings(mode=Mode.TEST, var_dir=path.parent), database_url=f"sqlite:///{path}"))
    for before in range(1, 60):
        shutil.copy(template, path)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            taken_and_killed(app, seen, before)
        _pid, status = os.waitpid(child, 0)
        with sqlite3.connect(path) as found:
            state = found.execute("SELECT state FROM suggestion").fetchone()[0]
            number = found.execute("SELECT count(*) FROM revision WHERE key = 'ask-us-nottinghamshire'").fetchone()[0]
            row = found.execute("SELECT summary FROM service WHERE key = 'ask-us-nottinghamshire'").fetchone()[0]
        held.append([os.WIFSIGNALED(status), state, number, row == "New."])
        if not os.WIFSIGNALED(status):
            break
    print(json.dumps(held))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

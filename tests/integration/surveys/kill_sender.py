"""Sends the same answers again and again, killed (signal 9) just before the first write, the second, and the commit.

    python -m tests.integration.surveys.kill_sender DATABASE_URL VAR NAME KEY TOKEN

After every kill it prints what anybody would find; the last line is `done`, how many kills it took, and the reference.
"""

import os
import signal
import sys
from itertools import count
from pathlib import Path

from sqlalchemy import event

from config import Mode, Settings
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import models, operations
from webapp.surveys.sealing import Handle

WRITES = {"INSERT", "UPDATE", "DELETE"}


def send(app, handle: Handle, token: str, kill_before: int) -> None:
    """One sending in a process of its own that dies before its n-th write."""
    with app.test_request_context():
        db.engine.dispose(close=False)  # the parent's connections stay the parent's
        written = count(1)

        def kill() -> None:
            if next(written) == kill_before:
                os.kill(os.getpid(), signal.SIGKILL)

        @event.listens_for(db.engine, "before_cursor_execute")
        def at_a_write(_connection, _cursor, statement, *_more):
            if statement.split(None, 1)[0] in WRITES:
                kill()

        event.listen(db.engine, "commit", lambda _connection: kill())
        with transaction():
            reference = operations.submit(handle=handle, token=token, wave_key="2027")
        print("done", kill_before - 1, reference, flush=True)


def found(app) -> str:
    """How many of each there are."""
    with app.app_context():
        sent = db.session.query(models.Receipt).filter_by(sent=True).count()
        kinds = (models.Draft, models.Envelope, models.SurveyResponse)
        rows = [sent, *(db.session.query(kind).count() for kind in kinds)]
        db.session.remove()
        db.engine.dispose()
        return " ".join(map(str, rows))


def main(url: str, var: str, name: str, key: str, token: str) -> None:
    app = create_app(Settings(mode=Mode.TEST, var_dir=Path(var), database_url=url))
    for write in count(1):
        child = os.fork()
        if child == 0:
            send(app, Handle(name, bytes.fromhex(key)), token, write)
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            return
        print(found(app), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])

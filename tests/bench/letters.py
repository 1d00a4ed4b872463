"""A newsletter to many readers against a bare smtplib loop with the same letter and one connection.

The server is a process of its own that says yes as fast as it can, so what is measured is the sender. Each way runs
several times in turn; the medians are compared. LETTERS (10,000) can be set.
"""

from __future__ import annotations

import os
import resource
import smtplib
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from flask_migrate import upgrade

from config import ROOT, MailBy, MailSettings, MailTls, Mode, Settings
from tests.bench import say
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.newsletters import queries
from webapp.newsletters.content import EVERYTHING
from webapp.newsletters.operations import preparing, sending, subscribing, writing
from webapp.newsletters.operations.subscribing import Choices
from webapp.newsletters.render import frozen
from webapp.publishing.importer import import_content

LETTERS = int(os.environ.get("LETTERS", "10000"))
TURNS = 3

SINK = """
import socket, threading
def talk(line):
    with line, line.makefile("rb") as read:
        line.sendall(b"220 sink\\r\\n")
        while command := read.readline():
            word = command[:4].upper()
            if word == b"DATA":
                line.sendall(b"354 go on\\r\\n")
                while read.readline() != b".\\r\\n":
                    pass
            line.sendall(b"221 bye\\r\\n" if word == b"QUIT" else b"250 OK\\r\\n")
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    line, _ = server.accept()
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=talk, args=(line,), daemon=True).start()
"""


def main() -> None:
    """Prepare, then send in turns with the loop."""
    with subprocess.Popen([sys.executable, "-c", SINK], stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        try:
            measure(int(sink.stdout.readline()))
        finally:
            sink.kill()


def measure(port: int) -> None:
    """The whole comparison."""
    with tempfile.TemporaryDirectory() as folder:
        mail = MailSettings(by=MailBy.SMTP, port=port, tls=MailTls.NONE, sender="news@example.org")
        app = create_app(Settings(mode=Mode.TEST, var_dir=Path(folder), content_dir=ROOT / "content", mail=mail))
        with app.app_context():
            upgrade()
            with transaction():
                import_content(app.config["CONTENT_DIR"])
                addresses = [f"reader{n}@example.net" for n in range(LETTERS)]
                subscribing.bring_in(addresses, Choices(topics=(EVERYTHING,)), "a benchmark")
            rates = [turn(app, port, number) for number in range(TURNS)]
        ours, theirs = median(rate for rate, _ in rates), median(rate for _, rate in rates)
        say(f"{LETTERS} letters: ours {ours:.0f} a second, bare loop {theirs:.0f} a second: {ours / theirs:.0%}")


def turn(app, port: int, number: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]  # a Flask application
    """Letters a second: ours with everything that is kept, then the loop. Reports preparing, memory and pages."""
    with app.test_request_context(), transaction():
        issue = writing.create_issue(title=f"Letter {number}", by=1)
        writing.edit_issue(issue, by=1, version=issue.version, topics=["sleep"], intro="Words. " * 60)
        for part in range(6):
            writing.add_item(issue, by=1, heading=f"Part {part}", words="Some helpful words for tonight. " * 25)
        writing.ask_for_approval(issue, by=1, blocking=0)
        kept = frozen(issue)
        writing.approve(issue, by=2, version=issue.version, frozen=kept, send_at=clock.now())
        issue_id = issue.id
    began = time.perf_counter()
    with transaction():
        preparing.begin(queries.issue(issue_id))
    prepared = time.perf_counter() - began
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stop, page_times = threading.Event(), list[float]()
    reader = threading.Thread(target=read_pages, args=(app, stop, page_times))
    if not number:
        reader.start()  # only in the first turn, which is not the median's friend
    began = time.perf_counter()
    sending.send_issue(issue_id)
    ours = LETTERS / (time.perf_counter() - began)
    stop.set()
    if not number:
        reader.join()
        say(
            f"a page every 50 ms meanwhile: median {median(page_times) * 1000:.1f} ms, worst {max(page_times) * 1000:.0f} ms"
        )
    assert queries.tally(issue_id)["sent"] == LETTERS
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    theirs = bare_loop(port, sending.bulk_letters(kept)["standard"])
    speeds = f"ours {ours:.0f}/s, loop {theirs:.0f}/s"
    say(f"turn {number + 1}: rows made in {prepared:.2f} s, {speeds}, memory +{grown:.1f} MB")
    db.session.rollback()
    return ours, theirs


def read_pages(app, stop: threading.Event, times: list[float]) -> None:  # type: ignore[no-untyped-def]  # as above
    """A family reading meanwhile."""
    client = app.test_client()
    while not stop.wait(0.05):
        began = time.perf_counter()
        assert client.get("/whats-on").status_code == 200
        times.append(time.perf_counter() - began)


def bare_loop(port: int, letter) -> float:  # type: ignore[no-untyped-def]  # a BulkLetter
    """smtplib and nothing else: one connection, one ready message, no rows."""
    message = letter.for_one(to="a@example.net", message_id="<a@b>", token="x" * 39, sent_at=clock.now())
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[union-attr]  # it is connected
        for number in range(LETTERS):
            server.sendmail("news@example.org", [f"reader{number}@example.net"], message)
    return LETTERS / (time.perf_counter() - began)

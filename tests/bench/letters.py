"""A newsletter to many readers against a bare smtplib loop with the same letter and as many connections.

The server is a process of its own that says yes as fast as it can, so what is measured is the sender. Ours counts from
the approved issue to the last recorded outcome: rows made, letters finished for each reader, handed over, written
down. Each way runs several times in turn; ours and the loop of one turn are compared, and the median of that told.
LETTERS (10,000), LINES (3) and PIPELINING can be set (1: the server offers to hear several commands at once, as most
do, and ours uses it; 0: it does not).
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
LINES = int(os.environ.get("LINES", "3"))
PIPELINING = os.environ.get("PIPELINING", "0")
TURNS = 5

SINK = """
import socket, sys, threading
HELLO = b"250-sink\\r\\n250 PIPELINING\\r\\n" if sys.argv[1] == "1" else b"250 sink\\r\\n"
def talk(line):
    with line, line.makefile("rb") as read:
        line.sendall(b"220 sink\\r\\n")
        while command := read.readline():
            word = command[:4].upper()
            if word == b"DATA":
                line.sendall(b"354 go on\\r\\n")
                while read.readline() != b".\\r\\n":
                    pass
            answer = {b"EHLO": HELLO, b"QUIT": b"221 bye\\r\\n"}.get(word, b"250 OK\\r\\n")
            line.sendall(answer)
server = socket.create_server(("127.0.0.1", 0))
print(server.getsockname()[1], flush=True)
while True:
    line, _ = server.accept()
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    threading.Thread(target=talk, args=(line,), daemon=True).start()
"""


def main() -> None:
    """Prepare, then send in turns with the loop."""
    with subprocess.Popen([sys.executable, "-c", SINK, PIPELINING], stdout=subprocess.PIPE, text=True) as sink:
        assert sink.stdout is not None
        try:
            measure(int(sink.stdout.readline()))
        finally:
            sink.kill()


def measure(port: int) -> None:
    """The whole comparison."""
    with tempfile.TemporaryDirectory() as folder:
        mail = MailSettings(by=MailBy.SMTP, port=port, tls=MailTls.NONE, sender="news@example.org", lines=LINES)
        app = create_app(Settings(mode=Mode.TEST, var_dir=Path(folder), content_dir=ROOT / "content", mail=mail))
        with app.app_context():
            upgrade()
            with transaction():
                import_content(app.config["CONTENT_DIR"])
                addresses = [f"reader{n}@example.net" for n in range(LETTERS)]
                subscribing.bring_in(addresses, Choices(topics=(EVERYTHING,)), "a benchmark")
            rates = [turn(app, port, number) for number in range(TURNS)]
        ours, theirs = median(rate for rate, _ in rates), median(rate for _, rate in rates)
        share = median(ours / theirs for ours, theirs in rates)
        way = "with" if PIPELINING == "1" else "without"
        say(
            f"{LETTERS} letters, {LINES} connections, {way} pipelining: "
            f"ours {ours:.0f} a second, bare loop {theirs:.0f} a second; median of the turns {share:.0%}"
        )


def turn(app, port: int, number: int) -> tuple[float, float]:  # type: ignore[no-untyped-def]  # a Flask application
    """Letters a second: ours with everything that is kept, then the loop. Reports preparing, memory and pages."""
    with app.test_request_context(), transaction():
        issue = writing.create_issue(title=f"Letter {number}", by=1)
        writing.write_all(
            issue, by=1, version=issue.version, head={"topics": ["sleep"], "intro": "Words. " * 60}, parts={}
        )
        for part in range(6):
            writing.add_item(issue, by=1, heading=f"Part {part}", words="Some helpful words for tonight. " * 25)
        writing.ask_for_approval(issue, by=1, blocking=0)
        kept = frozen(issue)
        writing.approve(issue, by=2, version=issue.version, frozen=kept, send_at=clock.now())
        issue_id = issue.id
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    stop, page_times = threading.Event(), list[float]()
    reader = threading.Thread(target=read_pages, args=(app, stop, page_times))
    if not number:
        reader.start()  # only in the first turn, which is not the median's friend
    began, worked = time.perf_counter(), time.process_time()
    with transaction():
        preparing.begin(queries.issue(issue_id))
    prepared = time.perf_counter() - began
    sending.send_issue(issue_id)
    ours, worked = LETTERS / (time.perf_counter() - began), time.process_time() - worked
    stop.set()
    if not number:
        reader.join()
        usual, worst = median(page_times) * 1000, max(page_times) * 1000
        say(f"a page every 50 ms meanwhile: median {usual:.1f} ms, worst {worst:.0f} ms")
    assert queries.tally(issue_id)["sent"] == LETTERS
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    theirs, loop_worked = bare_loop(port, sending.bulk_letters(kept)["standard"])
    speeds = f"ours {ours:.0f}/s ({worked:.1f} s of processor), loop {theirs:.0f}/s ({loop_worked:.1f} s)"
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


def bare_loop(port: int, letter) -> tuple[float, float]:  # type: ignore[no-untyped-def]  # a BulkLetter
    """smtplib and nothing else: as many connections, one ready message, no rows."""
    message = letter.for_one(to="a@example.net", message_id="<a@b>", token="x" * 39, sent_at=clock.now())

    def send(first: int) -> None:
        with smtplib.SMTP("127.0.0.1", port) as server:
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # type: ignore[union-attr]  # it is connected
            for number in range(first, LETTERS, LINES):
                server.sendmail("news@example.org", [f"reader{number}@example.net"], message)

    began, worked = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=send, args=(first,)) for first in range(LINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return LETTERS / (time.perf_counter() - began), time.process_time() - worked

"""Each mail of the newsletters as a text file that a person can read, in tests/snapshots/email.

After changing words: `python -m pytest tests/integration/newsletters/test_snapshots.py --update-snapshots`, then read
what changed.
"""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine

from tests.integration.newsletters.conftest import MakeSite, add_readers, approved_issue, begin
from webapp.engine.mail import outbox
from webapp.engine.mail.transports.memory import MemoryTransport
from webapp.engine.transaction import transaction
from webapp.newsletters import posts, queries
from webapp.newsletters.models import Edition, Subscriber
from webapp.newsletters.operations import sending
from webapp.newsletters.operations.subscribing import Asked

FOLDER = Path(__file__).parents[2] / "snapshots" / "email"


def readable(data: bytes) -> str:
    """A mail as text: its headers, then each part, decoded. What is random is told by its name."""
    message = message_from_bytes(data, policy=policy.default)
    lines = [f"{name}: {value}" for name, value in message.items() if name not in {"Content-Type", "MIME-Version"}]
    for part in message.walk():
        if not part.is_multipart():
            assert isinstance(part, EmailMessage)
            lines += ["", f"======== {part.get_content_type()}", "", part.get_content().replace("\r\n", "\n").rstrip()]
    text = re.sub(r"(/newsletters/(?:confirm|mine|leave))/[\w.-]+", r"\1/TOKEN", "\n".join(lines))
    return re.sub(r"<[\w-]+@example\.org>", "<ROW@example.org>", text) + "\n"


def sent() -> list[str]:
    transport = outbox.transport()
    assert isinstance(transport, MemoryTransport)
    found = [readable(data) for _, data in transport.sent]
    transport.sent.clear()
    return found


def mails(make_site: MakeSite) -> dict[str, str]:
    """Every kind of mail, by name."""
    app = make_site()
    found = {}
    with time_machine.travel("2026-11-22 10:00:00+00:00", tick=False):
        add_readers(1)
        with transaction():
            reader = queries.subscriber(1)
            assert isinstance(reader, Subscriber)
            for asked in (Asked.CONFIRM, Asked.ALREADY):
                posts.post(asked, reader)
            posts.remind(reader)
        outbox.send_due()
        by_subject = {mail.split("\nSubject: ", 1)[1].split("\n", 1)[0]: mail for mail in sent()}
        for subject, mail in by_subject.items():
            name = {"Two": "confirm", "You": "already", "One": "remind"}[subject.split()[0]]
            found[name] = mail
        for edition in (Edition.STANDARD, Edition.TEXT):
            with transaction():
                queries.subscriber(1).edition = edition  # type: ignore[union-attr]  # as above
            issue = approved_issue(app)
            begin(issue)
            sending.send_issue(issue)
            (found[f"letter-{edition}"],) = sent()
    return found


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=False)
def test_mails_are_as_somebody_last_read_them(make_site: MakeSite, request: pytest.FixtureRequest) -> None:
    now = mails(make_site)
    assert sorted(now) == ["already", "confirm", "letter-standard", "letter-text", "remind"]
    if request.config.getoption("--update-snapshots"):
        FOLDER.mkdir(parents=True, exist_ok=True)
        for name, text in now.items():
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
    kept = {file.stem: file.read_text(encoding="utf-8") for file in sorted(FOLDER.glob("*.txt"))}
    assert now == kept

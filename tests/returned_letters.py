"""Reports of letters that came back, as mail servers write them, and a small IMAP server that holds some."""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
To: news@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"

--edge
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.net. I'm sorry to have to inform you
that your message could not be delivered.

--edge
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {why}

--edge
Content-Type: {original}

Received: from offer.example.org
Message-ID: {message_id}
To: {to}
Subject: Sleep: three things that help

--edge--
"""

COMPLAINT = """\
From: <feedback@provider.example>
To: <news@example.org>
Subject: FW: Sleep
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="edge"

--edge
Content-Type: text/plain

This is an email abuse report.

--edge
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeProvider/1.0
Version: 1

--edge
Content-Type: message/rfc822

Message-ID: {message_id}
To: reader@example.net
Subject: Sleep: three things that help

Words.
--edge--
"""

OUT_OF_OFFICE = "From: a@example.net\nTo: news@example.org\nSubject: I am away\n\nBack on Monday.\n"


def report(
    message_id: str,
    *,
    status: str = "5.1.1",
    why: str = "550 5.1.1 no such user",
    action: str = "failed",
    original: str = "text/rfc822-headers",
    to: str = "reader0000@example.net",
) -> bytes:
    """A delivery report (RFC 3464)."""
    words = REPORT.format(message_id=message_id, status=status, why=why, action=action, original=original, to=to)
    return words.replace("\n", "\r\n").encode()


def complaint(message_id: str, kind: str = "abuse") -> bytes:
    """A feedback report (RFC 5965)."""
    return COMPLAINT.format(message_id=message_id, kind=kind).replace("\n", "\r\n").encode()


@dataclass
class ImapFolder:
    """What the IMAP server holds: messages by number, their marks. `port` is where it listens."""

    messages: dict[int, bytes]
    marks: dict[int, set[str]] = field(default_factory=dict)
    port: int = 0


@contextmanager
def imap_server(folder: ImapFolder) -> Iterator[ImapFolder]:
    """As much of RFC 3501 as is needed, for the time of a test. Name and password: `box`, `se cret`."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"* OK ready\r\n")
            while line := self.rfile.readline().decode().strip():
                tag, _, command = line.partition(" ")
                self.wfile.write(_answer(folder, command))
                no = command.startswith("LOGIN") and command != 'LOGIN box "se cret"'
                self.wfile.write(f"{tag} {'NO go away' if no else 'OK done'}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        folder.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield folder
        finally:
            server.shutdown()


def _answer(folder: ImapFolder, command: str) -> bytes:
    if command == "CAPABILITY":
        return b"* CAPABILITY IMAP4rev1\r\n"
    if command.startswith("SELECT"):
        return f"* {len(folder.messages)} EXISTS\r\n".encode()
    if command == "UID SEARCH UNSEEN":
        fresh = [str(n) for n in folder.messages if not folder.marks.get(n)]
        return f"* SEARCH {' '.join(fresh)}\r\n".encode()
    if found := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]\)", command):
        data = folder.messages[int(found[1])]
        return f"* 1 FETCH (UID {found[1]} BODY[] {{{len(data)}}}\r\n".encode() + data + b")\r\n"
    if found := re.fullmatch(r"UID STORE (\d+) \+FLAGS\.SILENT \((\\\w+)\)", command):
        folder.marks.setdefault(int(found[1]), set()).add(found[2])
    if command == "EXPUNGE":
        for number in [n for n, marks in folder.marks.items() if r"\Deleted" in marks]:
            folder.messages.pop(number, None)
    return b""

"""Writes each letter to a file that any mail program opens.

The embedded default: nothing leaves the machine.
"""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from ... import clock
from ..outcome import Ended, Outcome

NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9a-f]{8}\.eml")


@dataclass(frozen=True)
class FileTransport:
    """`.eml` files in one folder, named by moment."""

    folder: Path

    def open(self) -> "FileTransport":
        """Make the folder; this transport is its own line."""
        self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def hand_over(self, sender: str, to: str, message: bytes) -> Outcome:
        """Write the file under a passing name first, so that nobody reads half a letter."""
        name = f"{clock.now():%Y%m%dT%H%M%S%f}-{os.urandom(4).hex()}.eml"
        envelope = f"X-Envelope-From: {sender}\r\nX-Envelope-To: {to}\r\n".encode()
        passing = self.folder / f".{name}"
        try:
            passing.write_bytes(envelope + message)
            passing.replace(self.folder / name)
        except OSError as error:
            passing.unlink(missing_ok=True)
            return Outcome(Ended.TEMPORARY, f"could not write the file: {error.strerror}")
        return Outcome(Ended.SENT, f"written to {name}")

    def close(self) -> None:
        """Nothing to end."""


@dataclass(frozen=True)
class KeptLetter:
    """A letter in a file, for staff to look at."""

    name: str
    kept_at: datetime
    to: str
    subject: str
    text: str
    html: str
    headers: tuple[tuple[str, str], ...]


def kept(folder: Path, most: int = 100) -> list[KeptLetter]:
    """The newest letters in the folder, newest first."""
    names = sorted((p.name for p in folder.glob("*.eml") if NAME.fullmatch(p.name)), reverse=True)[:most]
    return [read(folder, name) for name in names]


def read(folder: Path, name: str) -> KeptLetter:
    """One letter. Raises FileNotFoundError for anything that is not one of our files."""
    if not NAME.fullmatch(name):
        raise FileNotFoundError(name)
    message = message_from_bytes((folder / name).read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what policy.default makes
    moment = datetime.strptime(name[:21], "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
    headers = tuple((k, str(v)) for k, v in message.items() if not k.startswith("X-Envelope"))
    return KeptLetter(
        name,
        moment,
        str(message["X-Envelope-To"]),
        str(message["Subject"]),
        _part(message, "plain"),
        _part(message, "html"),
        headers,
    )


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""

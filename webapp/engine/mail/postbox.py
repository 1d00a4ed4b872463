"""The mailbox that letters come back to: a folder on this machine or one at a provider.

What was understood is taken out, since it holds addresses; everything else stays, marked as read, for a person.
"""

import imaplib
import mailbox
from collections.abc import Iterator
from typing import Protocol
from urllib.parse import unquote, urlsplit

PORTS = {"imap": 143, "imaps": 993}
MOST = 500  # messages in one visit
TIMEOUT = 30.0


class NoPostboxError(Exception):
    """The mailbox cannot be opened; the words say why, without its password."""


class Postbox(Protocol):
    """An open mailbox."""

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Messages nobody has looked at: a name and the whole message."""

    def take_out(self, name: str) -> None:
        """Remove one."""

    def leave(self, name: str) -> None:
        """Mark one as read."""

    def close(self) -> None:
        """Done for now."""


def open_box(address: str) -> Postbox:
    """The mailbox at `maildir:/folder`, `mbox:/file` or `imaps://name:password@host/INBOX`. Raises NoPostboxError."""
    kind, _, path = address.partition(":")
    try:
        if kind == "maildir":
            return FolderBox(mailbox.Maildir(path, create=False), read="S")
        if kind == "mbox":
            return FolderBox(mailbox.mbox(path, create=False), read="R")
        return ImapBox(address)
    except (OSError, mailbox.Error, imaplib.IMAP4.error) as error:
        raise NoPostboxError(f"the mailbox for letters that came back: {type(error).__name__}") from error


class FolderBox:
    """A Maildir folder or an mbox file. `read` is its mark of a message that was read."""

    def __init__(self, box: "mailbox.Maildir | mailbox.mbox", read: str) -> None:
        self._box, self._read = box, read
        box.lock()

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Messages without the mark, oldest name first."""
        fresh = [name for name in sorted(self._box.keys()) if self._read not in self._box[name].get_flags()]
        for name in fresh[:MOST]:
            yield name, self._box.get_bytes(name)

    def take_out(self, name: str) -> None:
        """Remove one."""
        self._box.remove(name)

    def leave(self, name: str) -> None:
        """Mark one as read."""
        message = self._box[name]
        message.add_flag(self._read)
        if isinstance(message, mailbox.MaildirMessage):
            message.set_subdir("cur")
        self._box[name] = message

    def close(self) -> None:
        """Write what changed."""
        self._box.flush()
        self._box.unlock()
        self._box.close()


class ImapBox:
    """A folder at a provider (RFC 3501)."""

    def __init__(self, address: str) -> None:
        """Sign in and open the folder."""
        parts = urlsplit(address)
        make = imaplib.IMAP4_SSL if parts.scheme == "imaps" else imaplib.IMAP4
        port = parts.port or PORTS[parts.scheme]
        self._server = make(parts.hostname or "", port, timeout=TIMEOUT)
        try:
            self._server.login(unquote(parts.username or ""), unquote(parts.password or ""))
            status, _ = self._server.select(unquote(parts.path.lstrip("/")) or "INBOX")
            if status != "OK":
                raise imaplib.IMAP4.error("no such folder")
        except (OSError, imaplib.IMAP4.error):
            self._server.shutdown()
            raise

    def unread(self) -> Iterator[tuple[str, bytes]]:
        """Unseen messages; fetching does not mark them."""
        _, found = self._server.uid("SEARCH", "UNSEEN")
        for name in (found[0] or b"").split()[:MOST]:
            _, parts = self._server.uid("FETCH", name.decode(), "(BODY.PEEK[])")
            data = next((part[1] for part in parts if isinstance(part, tuple)), None)
            if data is not None:
                yield name.decode(), data

    def take_out(self, name: str) -> None:
        """Remove one when the mailbox is closed."""
        self._server.uid("STORE", name, "+FLAGS.SILENT", r"(\Deleted)")

    def leave(self, name: str) -> None:
        """Mark one as seen."""
        self._server.uid("STORE", name, "+FLAGS.SILENT", r"(\Seen)")

    def close(self) -> None:
        """Expunge and sign out."""
        self._server.expunge()
        self._server.logout()

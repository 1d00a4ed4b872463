"""The same letter to many people: put together once, finished for each. Pure.

Everything that is the same is encoded once. What differs (address, Message-ID, date, links) is filled in per
person.
"""

import binascii
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache

_GAP = b"\0"  # never part of an encoded body
PLACE = "@@place@@"  # stands in text and HTML where each person's own token goes


@dataclass(frozen=True)
class BulkLetter:
    """One edition of a letter. `headers` may hold PLACE as well; all header values are plain ASCII."""

    sender: str
    subject: str
    text: str
    html: str = ""
    sender_name: str = ""
    reply_to: str = ""
    language: str = "en"
    headers: tuple[tuple[str, str], ...] = ()
    _head: tuple[bytes, ...] = field(init=False)
    _body: tuple[bytes, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Encode what stays the same. Raises ValueError for a header that holds a line break."""
        message = EmailMessage(policy=SMTP)
        local, _, domain = self.sender.rpartition("@")
        message["From"] = Address(self.sender_name, local, domain)
        message["Subject"] = self.subject
        if self.reply_to:
            message["Reply-To"] = self.reply_to
        message["Content-Language"] = self.language
        for name, value in self.headers:
            if not value.isascii() or "\n" in value or "\r" in value:
                raise ValueError(f"header {name} cannot be sent")
        own = "".join(f"{name}: {value}\r\n" for name, value in self.headers).encode()
        head = message.as_bytes().rstrip(b"\r\n") + b"\r\n" + own + b"MIME-Version: 1.0\r\n"
        object.__setattr__(self, "_head", tuple(head.split(PLACE.encode())))
        object.__setattr__(self, "_body", tuple(self._whole_body().split(_GAP)))

    def _whole_body(self) -> bytes:
        text = _part(b"plain", self.text)
        if not self.html:
            return text
        boundary = f"=_{secrets.token_hex(12)}".encode()
        edge, html = b"--" + boundary, _part(b"html", self.html)
        kind = b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n\r\n'
        return b"".join((kind, edge, b"\r\n", text, b"\r\n", edge, b"\r\n", html, b"\r\n", edge, b"--\r\n"))

    def for_one(self, *, to: str, message_id: str, token: str, sent_at: datetime) -> bytes:
        """The whole message for one address, with CRLF line ends.

        `to` is a plain ASCII address; `token` at most 70 letters, digits, `-`, `_` and `.`.
        """
        mine = token.encode()
        own = f"To: {to}\r\nDate: {_date(int(sent_at.timestamp()))}\r\nMessage-ID: {message_id}\r\n".encode()
        return mine.join(self._head) + own + (b"=\r\n" + mine + b"=\r\n").join(self._body)


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    """A date as mail writes it: many letters leave in one second."""
    return format_datetime(datetime.fromtimestamp(second, UTC))


def _part(kind: bytes, words: str) -> bytes:
    """One part in quoted-printable, with a gap where each person's token goes.

    What stands before and after a gap is encoded apart; soft line breaks on both sides of the token join it up again.
    """
    pieces = [_packed(piece) for piece in words.replace("\r\n", "\n").split(PLACE)]
    return (
        b"Content-Type: text/"
        + kind
        + b'; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
        + _GAP.join(pieces)
    )


def _packed(words: str) -> bytes:
    packed = binascii.b2a_qp(words.encode(), istext=True)
    return packed.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")

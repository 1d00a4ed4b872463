"""Letters as bytes: plain text always, HTML beside it when there is some. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

_ADDRESS = re.compile(r"[^@\s<>\"(),:;\[\]\\]+@[^@\s<>\"(),:;\[\]\\.]+(\.[^@\s<>\"(),:;\[\]\\.]+)*")
MAX_ADDRESS = 254


@dataclass(frozen=True)
class Letter:
    """One letter.

    `message_id` stays the same however often it is tried, so that a second copy can be recognised.
    """

    to: str
    subject: str
    text: str
    message_id: str
    sender: str
    sender_name: str = ""
    reply_to: str = ""
    html: str = ""
    language: str = "en"
    headers: Mapping[str, str] = field(default_factory=dict)


def is_address(text: str) -> bool:
    """Whether this looks like one mail address: enough to try, not proof that it exists."""
    return text.isascii() and len(text) <= MAX_ADDRESS and _ADDRESS.fullmatch(text) is not None


def normal(address: str) -> str:
    """An address for comparing: no spaces around it, small letters."""
    return address.strip().lower()


def build(letter: Letter, sent_at: datetime) -> bytes:
    """The whole message with CRLF line ends. Raises ValueError for a header that holds a line break."""
    message = EmailMessage(policy=SMTP)
    local, _, domain = letter.sender.rpartition("@")
    message["From"] = Address(letter.sender_name, local, domain)
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = letter.message_id
    if letter.reply_to:
        message["Reply-To"] = letter.reply_to
    message["Auto-Submitted"] = "auto-generated"
    for name, value in letter.headers.items():
        message[name] = value
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = letter.language  # after the content, which takes such headers away
    return message.as_bytes()

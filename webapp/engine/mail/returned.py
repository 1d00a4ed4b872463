"""What letters that came back say: delivery reports (RFC 3464) and complaints (RFC 5965). Pure.

A report counts only with the Message-ID of the letter it is about: anybody can write a report, nobody can guess that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, message_from_string
from email.message import Message
from enum import StrEnum

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_ADDRESS_ITSELF = {(1, None), (2, 1), (0, 0)}  # RFC 3463: bad address, mailbox switched off, no reason given


class Kind(StrEnum):
    """HARD: the address does not work. SOFT: this letter did not arrive, the next may. COMPLAINT: called unwanted."""

    HARD = "hard"
    SOFT = "soft"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Returned:
    """One letter that came back: its Message-ID with brackets, the kind, and what the report said."""

    message_id: str
    kind: Kind
    words: str


def read(data: bytes) -> list[Returned]:
    """What a message reports. Nothing for a message that is no report, reports a success or names no letter."""
    message = message_from_bytes(data)
    named = _letter_named(message)
    if message.get_content_type() != "multipart/report" or not named:
        return []
    return [Returned(named, kind, words[:500]) for kind, words in _found(message)]


def _found(message: Message) -> Iterator[tuple[Kind, str]]:
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            said = _inside(part)
            if said.get("Feedback-Type", "").strip().lower() == "abuse":
                yield Kind.COMPLAINT, "the reader’s mail program reported it as unwanted"
        elif part.get_content_type() == "message/delivery-status" and isinstance(part.get_payload(), list):
            yield from _of_recipients(part)


def _of_recipients(part: Message) -> Iterator[tuple[Kind, str]]:
    """One block about the whole, then one for each recipient (RFC 3464 §2.1)."""
    for block in part.get_payload():
        if isinstance(block, Message) and block.get("Action", "").strip().lower() == "failed":
            status, why = block.get("Status", "").strip(), " ".join(block.get("Diagnostic-Code", "").split())
            yield _kind(status, why), f"{status} {why}".strip()


def _kind(status: str, why: str) -> Kind:
    """Whether the address itself is at fault. A full mailbox or a refusal of our words is not its owner's fault.

    Where the status gives no reason (5.0.0), the server's own words may.
    """
    found = [m for m in (_STATUS.search(status), _STATUS.search(why)) if m]
    exact = next((m for m in found if m[2] != "0"), found[0] if found else None)
    if exact is None or exact[1] != "5":
        return Kind.SOFT
    subject, detail = int(exact[2]), int(exact[3])
    return Kind.HARD if {(subject, None), (subject, detail)} & _ADDRESS_ITSELF else Kind.SOFT


def _letter_named(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/rfc822-headers"}:
            named = _inside(part).get("Message-ID", "").strip()
            if named:
                return named
    return ""


def _inside(part: Message) -> Message:
    """The headers that a part holds, whether the parser made a message of them or left them as text."""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        return payload[0]
    decoded = part.get_payload(decode=True)
    return message_from_string(decoded.decode("utf-8", "replace").lstrip() if isinstance(decoded, bytes) else "")

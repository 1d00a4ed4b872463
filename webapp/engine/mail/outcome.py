"""How a hand-over ended. Pure."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

PAUSES = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 240))
MAX_ATTEMPTS = len(PAUSES) + 1


class Ended(StrEnum):
    """The ways. Only TEMPORARY may be tried again by the machine; NOT_TRIED was never begun and costs no try."""

    NOT_TRIED = "not tried"
    SENT = "sent"
    TEMPORARY = "temporary"
    PERMANENT = "permanent"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Outcome:
    """How it ended, the conversation with the server (no message text), and whether the line itself is
    broken."""

    ended: Ended
    transcript: str
    line_lost: bool = False


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after this many tries; None when it is time to give up."""
    return PAUSES[attempts - 1] if attempts < MAX_ATTEMPTS else None


def by_code(code: int, transcript: str) -> Outcome:
    """What an SMTP answer means (RFC 5321 §4.2.1: 4xx passing, 5xx for good). 421 also ends the line."""
    if 200 <= code < 300:
        return Outcome(Ended.SENT, transcript)
    ended = Ended.PERMANENT if 500 <= code < 600 else Ended.TEMPORARY
    return Outcome(ended, transcript, line_lost=code == 421)

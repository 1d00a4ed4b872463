"""This browser's draft: its key lies in the session cookie and nowhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import session

from .. import operations
from ..script import Script
from ..sealing import Handle


def remember(handle: Handle, script: Script) -> None:
    """Put the key into the cookie."""
    session["survey"] = {
        "wave": script.wave,
        "audience": script.audience,
        "token": script.token,
        "name": handle.name,
        "key": urlsafe_b64encode(handle.key).decode(),
    }


def handle(wave: str) -> Handle | None:
    """What opens this browser's draft of a wave."""
    known = session.get("survey") or {}
    return Handle(known["name"], urlsafe_b64decode(known["key"])) if known.get("wave") == wave else None


def script(wave: str, audience: str = "") -> Script | None:
    """This browser's draft, to read."""
    found = handle(wave)
    opened = operations.opened(found) if found else None
    return opened if opened and audience in ("", opened.audience) else None


def desk(wave: str, audience: str) -> operations.Desk | None:
    """This browser's draft, locked for the change that follows."""
    found = handle(wave)
    taken = operations.take_out(found) if found else None
    return taken if taken and taken.script.audience == audience else None


def forget() -> None:
    """Delete the draft and its key."""
    known = session.pop("survey", None)
    if known:
        operations.forget(handle=Handle(known["name"], urlsafe_b64decode(known["key"])))

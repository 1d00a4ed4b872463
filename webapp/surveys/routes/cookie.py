"""This browser's draft: its key lies in the session cookie and nowhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import session

from .. import codes, operations, queries
from ..closing import Stage
from ..script import Script
from ..sealing import Handle


def remember(handle: Handle, script: Script, *, coded: bool = False) -> None:
    """Put the key into the cookie. `coded`: its writer has a code too, and can open it anywhere."""
    session["survey"] = {
        "coded": coded,
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


def draw_code() -> None:
    """Lay a new code aside for this browser. It is used when its writer asks for it, and every time they ask again."""
    session["code"] = codes.new_code()


def code() -> str:
    """The code laid aside."""
    if "code" not in session:
        draw_code()
    return str(session["code"])


def only_here(wave: str) -> Script | None:
    """A draft that would be lost if this browser began another: nobody has a code to it."""
    return None if (session.get("survey") or {}).get("coded") else script(wave)


def script(wave: str, audience: str = "") -> Script | None:
    """This browser's draft, to read. After the days of grace it is not shown any more."""
    found = handle(wave) if operations.stage_of(queries.waves().get(wave)) is not Stage.CLOSED else None
    opened = operations.opened(found) if found else None
    return opened if opened and audience in ("", opened.audience) else None


def desk(wave: str, audience: str) -> operations.Desk | None:
    """This browser's draft, locked for the change that follows."""
    found = handle(wave)
    taken = operations.take_out(found) if found else None
    return taken if taken and taken.script.audience == audience else None


def forget() -> None:
    """Delete the draft and its key."""
    session.pop("code", None)
    known = session.pop("survey", None)
    if known:
        operations.forget(handle=Handle(known["name"], urlsafe_b64decode(known["key"])))

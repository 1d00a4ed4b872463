"""Signed links. Pure.

A link names a row and carries a signature, so nothing about a person is in it and nothing has to be stored.
Its purpose is signed too: a link that confirms cannot be used to leave.
"""

import hashlib
import hmac
from enum import StrEnum

from ..engine import signing


class Purpose(StrEnum):
    """What a link may do."""

    CONFIRM = "confirm"
    MINE = "mine"
    LETTER = "letter"


def make(secret: str, purpose: Purpose, name: str) -> str:
    """A token for a row's name (letters, digits, `-`, `_`)."""
    return signing.make(secret, f"newsletter:{purpose}", name)


def read(secret: str, purpose: Purpose, token: str) -> str | None:
    """The row's name, or None when this is not our token for this purpose."""
    return signing.read(secret, f"newsletter:{purpose}", token)


def address_key(secret: str, address: str) -> str:
    """A keyed hash of an address: enough to know it again, useless to find out what it was. 64 hex digits."""
    return hmac.new(secret.encode(), f"newsletter:address:{address}".encode(), hashlib.sha256).hexdigest()


def network_key(secret: str, address: str, day: str) -> str:
    """A keyed hash of a network (the first three parts of IPv4, four groups of IPv6) that is new every
    day."""
    parts = address.split(":")[:4] if ":" in address else address.split(".")[:3]
    return hmac.new(secret.encode(), f"newsletter:network:{day}:{parts}".encode(), hashlib.sha256).hexdigest()


def masked(address: str) -> str:
    """An address its owner knows again and a stranger cannot use: `s•••@example.org`."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"

"""Signed links. Pure.

A link names a row and carries a signature, so nothing about a person is in it and a guess opens nothing. What it is
for is signed too: a link made for one purpose cannot be used for another.
"""

import base64
import hashlib
import hmac

SIGNATURE_BYTES = 12  # 96 bits: nobody guesses one through the front door


def make(secret: str, purpose: str, name: str) -> str:
    """A token for a row's name (letters, digits, `-`, `_`)."""
    return f"{name}.{_signature(secret, purpose, name)}"


def read(secret: str, purpose: str, token: str) -> str | None:
    """The row's name, or None when this is not our token for this purpose."""
    name, dot, signature = token.rpartition(".")
    right = _signature(secret, purpose, name)
    return name if dot and hmac.compare_digest(signature.encode(), right.encode()) else None


def _signature(secret: str, purpose: str, name: str) -> str:
    digest = hmac.new(secret.encode(), f"{purpose}:{name}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SIGNATURE_BYTES]).decode()

"""Drafts that only their writer can open, receipts and references. Pure.

A draft is kept as ciphertext (survey.md DR-04). Its name in the database and its key both come from the code, through
scrypt, and neither code nor key is kept by the site: whoever copies the database can read no draft.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_NONCE = 12


@dataclass(frozen=True)
class Handle:
    """What opens one draft: `name` (hex, its row) and `key` (32 bytes)."""

    name: str
    key: bytes


class CannotOpenError(Exception):
    """The ciphertext was not made with this key."""


def handle_of(code: str, wave: str) -> Handle:
    """What the code opens. Slow on purpose (scrypt, 16 MB), so that codes cannot be tried by the million."""
    derived = Scrypt(salt=f"survey draft {wave}".encode(), length=48, n=2**14, r=8, p=1).derive(code.encode())
    return Handle(derived[:16].hex(), derived[16:])


def new_handle() -> Handle:
    """A draft that has no code yet: only the browser that began it can open it."""
    return Handle(secrets.token_hex(16), secrets.token_bytes(32))


def seal(handle: Handle, content: dict[str, Any]) -> bytes:
    """The ciphertext of a draft (AES-256-GCM), bound to its name."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(handle.key).encrypt(nonce, plain(content), handle.name.encode())


def plain(content: dict[str, Any]) -> bytes:
    """What is sealed, before it is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def unseal(handle: Handle, sealed: bytes) -> dict[str, Any]:
    """The draft again. Raises CannotOpenError for another key, another name or a changed byte."""
    try:
        opened = AESGCM(handle.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], handle.name.encode())
    except Exception as error:  # cryptography's InvalidTag, or a length that cannot be
        raise CannotOpenError from error
    content: dict[str, Any] = json.loads(opened)
    return content


def new_token() -> str:
    """The secret half of a receipt: made when a person begins, never kept by the site."""
    return secrets.token_urlsafe(18)


def receipt_name(secret: bytes, token: str) -> str:
    """The other half: what the site keeps. Without the wave's secret (destroyed at close) it says nothing."""
    return hmac.new(secret, f"receipt {token}".encode(), hashlib.sha256).hexdigest()


def reference(token: str) -> str:
    """A number to write down, the same for every try to send the same survey: “K4T9-M2XW”."""
    alphabet = "23456789BCDFGHJKMNPQRSTVWXZ"
    number = int.from_bytes(hashlib.sha256(f"reference {token}".encode()).digest()[:8], "big")
    letters = ""
    for _ in range(8):
        number, place = divmod(number, len(alphabet))
        letters += alphabet[place]
    return f"{letters[:4]}-{letters[4:]}"


def invitation_name(secret: bytes, code: str) -> str:
    """What the site keeps of an invitation."""
    return hmac.new(secret, f"invitation {code}".encode(), hashlib.sha256).hexdigest()

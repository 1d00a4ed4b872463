"""Codes that can be said aloud, and drafts that only their writer can open. Pure.

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

# No f, c or y: said aloud they are easily taken for another letter, and some pairs make words nobody wants to say.
_CONSONANTS = "bdghklmnprstvwz"
_VOWELS = "aeiou"
WORDS_IN_CODE = 4
_NONCE = 12


@dataclass(frozen=True)
class Handle:
    """What opens one draft: `name` (hex, its row) and `key` (32 bytes)."""

    name: str
    key: bytes


class CannotOpenError(Exception):
    """The ciphertext was not made with this key."""


def new_code() -> str:
    """Four made-up words, such as “bado kilu mero tipa”: about 50 bits, easy to say, write and type."""
    return " ".join(_word() for _ in range(WORDS_IN_CODE))


def _word() -> str:
    first, second = _syllable(), _syllable()
    return first + second if first != second else _word()


def _syllable() -> str:
    return secrets.choice(_CONSONANTS) + secrets.choice(_VOWELS)


def tidy_code(typed: str) -> str:
    """A code as people type it (capitals, hyphens, no spaces) in its one form; empty when it cannot be a code."""
    letters = "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalpha())
    if len(letters) != 4 * WORDS_IN_CODE:
        return ""
    return " ".join(letters[i : i + 4] for i in range(0, len(letters), 4))


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
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return nonce + AESGCM(handle.key).encrypt(nonce, plain, handle.name.encode())


def unseal(handle: Handle, sealed: bytes) -> dict[str, Any]:
    """The draft again. Raises CannotOpenError for another key, another name or a changed byte."""
    try:
        plain = AESGCM(handle.key).decrypt(sealed[:_NONCE], sealed[_NONCE:], handle.name.encode())
    except Exception as error:  # cryptography's InvalidTag, or a length that cannot be
        raise CannotOpenError from error
    content: dict[str, Any] = json.loads(plain)
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

"""Words and secrets kept under lock: AES through Fernet, with a key for each purpose made from the site's secret.

Whoever reads the database alone cannot read them. Destroying the stored bytes destroys the words.
"""

import base64
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class SealError(Exception):
    """These bytes were not sealed with this site's secret for this purpose."""


def seal(purpose: str, words: str) -> bytes:
    """The words as sealed bytes."""
    return _box(str(current_app.config["SECRET_KEY"]), purpose).encrypt(words.encode())


def unseal(purpose: str, sealed: bytes) -> str:
    """The words again; SealError if the purpose or the site's secret is another."""
    try:
        return _box(str(current_app.config["SECRET_KEY"]), purpose).decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealError(purpose) from error


def key_for(purpose: str, *, mixed_with: bytes) -> bytes:
    """A key of 32 bytes that needs the site's secret and another: what it seals is lost when either is destroyed."""
    site = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.digest(site, purpose.encode() + b"\0" + mixed_with, "sha256")


@lru_cache(maxsize=16)
def _box(secret: str, purpose: str) -> Fernet:
    key = HKDF(algorithm=hashes.SHA256(), length=32, salt=b"site sealing", info=purpose.encode()).derive(
        secret.encode()
    )
    return Fernet(base64.urlsafe_b64encode(key))

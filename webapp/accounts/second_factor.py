"""The second factor: six digits from an app (RFC 6238), or a recovery code from paper. Pure."""

import hashlib
import secrets
from datetime import datetime

import pyotp
import segno

STEP = 30
CODES = 10
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    """A secret for an app, base 32."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, moment: datetime, last_step: int | None) -> int | None:
    """Which 30-second step the code is of: this one or a neighbour, and later than the last one used; else none."""
    digits = code.replace(" ", "")
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return None
    now = int(moment.timestamp()) // STEP
    one_time = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        if (last_step is None or step > last_step) and secrets.compare_digest(
            one_time.at(step * STEP), digits
        ):
            return step
    return None


def address(secret: str, *, name: str, site: str) -> str:
    """What an app is told: a link that opens the app on the phone somebody is holding, and what the picture says."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=site))


def picture(address: str) -> str:
    """The set-up picture for an app on another device to read, as a data address of an SVG."""
    return str(segno.make(address, error="m").svg_data_uri(scale=5, border=3, light="#ffffff"))


def spaced(secret: str) -> str:
    """The secret in groups of four, to type by hand."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


def new_recovery_codes() -> list[str]:
    """Ten codes to keep on paper, each good for one sign-in."""
    return [
        "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(CODES)
    ]


def digest(code: str) -> str:
    """How a recovery code or a link's token is kept. Both are random and long, so a plain digest is enough."""
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()

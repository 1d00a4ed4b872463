"""The second factor without typing: a passkey on a phone, a computer or a small key (WebAuthn level 2). Pure.

A passkey belongs to one host name for ever; an address made of numbers cannot have one. The sum that a key sends is
checked by the `webauthn` library; what it was asked (the challenge) is kept by us and good for one try.
"""

import ipaddress
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

ASKED_FOR = timedelta(minutes=5)
ADD, SIGN_IN = "add", "sign-in"


@dataclass(frozen=True)
class Place:
    """Where passkeys belong: a host name, and the origin a browser names when it answers."""

    host: str
    origin: str


@dataclass(frozen=True)
class Made:
    """A new key as it is kept: its own name, the public half, its counter."""

    credential: bytes
    public_key: bytes
    count: int


def place_of(scheme: str, host_and_port: str) -> Place | None:
    """Where this request came to; none when that is an address of numbers, which WebAuthn refuses."""
    host = host_and_port.rsplit(":", 1)[0] if not host_and_port.endswith("]") else host_and_port
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return Place(host, f"{scheme}://{host_and_port}") if scheme == "https" or host == "localhost" else None
    return None


def new_challenge() -> bytes:
    """What a key is asked to sign."""
    return secrets.token_bytes(32)


def to_make(place: Place, challenge: bytes, *, number: int, name: str, have: Sequence[bytes]) -> str:
    """What a browser needs to make a key, as JSON. The key learns the account's number and name, nothing more."""
    options = generate_registration_options(
        rp_id=place.host,
        rp_name=place.host,
        user_id=f"account {number}".encode(),
        user_name=name,
        challenge=challenge,
        exclude_credentials=_named(have),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return options_to_json(options)


def to_use(place: Place, challenge: bytes, have: Sequence[bytes]) -> str:
    """What a browser needs to ask one of these keys, as JSON."""
    options = generate_authentication_options(
        rp_id=place.host,
        challenge=challenge,
        allow_credentials=_named(have),
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return options_to_json(options)


def made(answer: str, place: Place, challenge: bytes) -> Made | None:
    """The new key, or none when the answer is not one to this challenge at this place."""
    try:
        key = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
        )
    except (WebAuthnException, ValueError):
        return None
    return Made(key.credential_id, key.credential_public_key, key.sign_count)


def named(answer: str) -> bytes:
    """Which key answers; nothing when the answer cannot be read."""
    try:
        raw = json.loads(answer)["rawId"]
        return base64url_to_bytes(raw)
    except (ValueError, KeyError, TypeError):
        return b""


def used(answer: str, place: Place, challenge: bytes, *, public_key: bytes, count: int) -> int | None:
    """The key's new counter; none when the answer is wrong, or the counter went back: a copy of the key is about."""
    try:
        checked = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=public_key,
            credential_current_sign_count=count,
        )
    except (WebAuthnException, ValueError):
        return None
    return checked.new_sign_count


def _named(credentials: Sequence[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each) for each in credentials]

import json

import pytest

from webapp.accounts import passkeys
from webapp.accounts.passkeys import Place

PLACE = Place("offer.example.org", "https://offer.example.org")


@pytest.mark.parametrize(
    ("scheme", "host", "place"),
    [
        ("https", "offer.example.org", PLACE),
        ("https", "offer.example.org:8443", Place("offer.example.org", "https://offer.example.org:8443")),
        ("http", "localhost:8000", Place("localhost", "http://localhost:8000")),
        ("http", "localhost", Place("localhost", "http://localhost")),
        ("http", "offer.example.org", None),  # browsers refuse it without https
        ("https", "127.0.0.1:8000", None),
        ("http", "127.0.0.1", None),
        ("https", "[::1]", None),
        ("https", "[::1]:8000", None),
    ],
)
def test_passkeys_belong_to_names(scheme, host, place):
    assert passkeys.place_of(scheme, host) == place


def test_a_browser_is_told_no_more_than_it_needs():
    asked = json.loads(passkeys.to_make(PLACE, b"c" * 32, number=7, name="jo@example.org", have=[b"one"]))
    assert asked["rp"] == {"id": "offer.example.org", "name": "offer.example.org"}
    assert asked["attestation"] == "none"
    assert [each["id"] for each in asked["excludeCredentials"]] == ["b25l"]


RUBBISH = [
    "", "{", "[]", "7", '{"id": 1}',
    json.dumps({"id": "b25l", "rawId": "b25l", "type": "public-key", "response": {
        "clientDataJSON": "e30", "attestationObject": "e30", "authenticatorData": "e30", "signature": "e30"}}),
    json.dumps({"id": "b25l", "rawId": "b25l", "type": "public-key", "response": {
        "clientDataJSON": "_w", "attestationObject": "oA", "authenticatorData": "AA", "signature": ""}}),
]  # fmt: skip


@pytest.mark.parametrize("answer", RUBBISH)
def test_rubbish_is_no_answer(answer):
    assert passkeys.made(answer, PLACE, b"c" * 32) is None
    assert passkeys.used(answer, PLACE, b"c" * 32, public_key=b"k", count=0) is None
    assert isinstance(passkeys.named(answer), bytes)

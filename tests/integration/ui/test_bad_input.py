"""Any words in any parameter or address of any public page: an answer, never an error of ours."""

import itertools
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.test import Client

NASTY = [
    "", " ", "0", "-1", "99999999999999999999", "1e9", "NaN", "'", '"', '"unbalanced', "(((", "NOT", "a AND", "*", "?",
    "~", "\x00", "\x00" * 50, "\u00a0", "\u202e\u0627\u0644", "😀" * 40, "../../etc/passwd", "[]", "field:value",
    "<script>alert(1)</script>", "{{7*7}}", "%s%n", "a" * 10_000, "a " * 3_000, "\r\nSet-Cookie: x=1",
    "NG18 1AB", "NG999 9ZZ", "year 9", "2026-13-45",
]
ANSWERS = {200, 302, 303, 308, 400, 404, 405, 414, 422}


def public_views(app: Flask) -> list[tuple[str, tuple[str, ...]]]:
    """Paths with `{}` for each part that varies, and the query parameters each declares."""
    found = []
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is None or access.who != "public" or "GET" not in (rule.methods or ()):
            continue
        path = rule.rule
        for argument in rule.arguments:
            path = path.replace(next(p for p in _parts(path) if p.rstrip(">").endswith(argument)), "{}")
        found.append((path, access.params))
    return found


def _parts(path: str) -> list[str]:
    return [f"<{piece.partition('>')[0]}>" for piece in path.split("<")[1:]]


def test_nothing_breaks(site: Flask) -> None:
    client, troubles = Client(site), []
    for (path, params), nasty in itertools.product(public_views(site), NASTY):
        words = quote(nasty, safe="")
        query = "&".join(f"{name}={words}" for name in params)
        filled = path.replace("{}", words or "x") + (f"?{query}" if query else "")
        try:
            answer = client.get(filled, headers={"Host": "localhost"})
        except Exception as error:  # any error at all is what this test is about
            troubles.append(f"{path} {nasty[:30]!r}: {type(error).__name__}: {error}")
            continue
        if answer.status_code not in ANSWERS:
            troubles.append(f"{path} {nasty[:30]!r}: {answer.status_code}")
        if "<script>alert(1)" in answer.get_data(as_text=True):
            troubles.append(f"{path}: gives back live HTML")
    assert not troubles, f"{len(troubles)}:\n" + "\n".join(troubles[:40])


@pytest.mark.parametrize("charset", ["utf-7", "no-such-charset", "\x00"])
def test_odd_charsets(site: Flask, charset: str) -> None:
    answer = Client(site).post("/have-your-say", data=b"a=\xff\xfe", content_type=f"text/plain; charset={charset!r}",
                               headers={"Host": "localhost"})
    assert answer.status_code in {400, 404, 405, 415, 422}


def test_odd_methods_and_large_bodies_are_refused(site: Flask) -> None:
    client = Client(site)
    assert client.open("/", method="DELETE", headers={"Host": "localhost"}).status_code == 405
    large = client.post("/have-your-say", data={"words": "a" * 400_000}, headers={"Host": "localhost"})
    assert large.status_code in {400, 404, 413}

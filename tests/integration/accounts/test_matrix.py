"""Every route against every role: the decorator says who may, the answer must agree."""

import re

import pytest

from tests.own_site import token_in
from tests.signing_in import make_account, sign_in_to
from webapp.accounts.roles import PERMISSIONS, Permission, Role

SOMETHING = {"int": "999999", "default": "nothing", "any": ""}


def paths(app):
    """(method, path, who) of every route below /manage, its blanks filled with what does not exist."""
    for rule in sorted(app.url_map.iter_rules(), key=str):
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if not rule.rule.startswith("/manage") or access is None or access.who in {"signing in", "development"}:
            continue
        path = re.sub(r'<any\("?([^,")]+)[^>]*>', r"\1", rule.rule)
        path = re.sub(r"<int\(fixed_digits=4\):[^>]+>", "9999", path)
        path = re.sub(r"<int:[^>]+>", "999999", path)
        path = re.sub(r"<[^>]+>", "nothing", path)
        for method in sorted(set(rule.methods) & {"GET", "POST"}):
            yield method, path, access.who


@pytest.fixture
def browsers(app):
    """One browser for each role, signed in, and its token."""
    found = {}
    for role in Role:
        with app.app_context():
            number = make_account(*PERMISSIONS[role]).id
        browser = app.test_client()
        sign_in_to(browser, number)
        token = token_in(browser.get("/manage/account"))
        found[role] = (browser, token, number)
    return found


def test_every_route_for_every_role(app, browsers):
    wrong = []
    for method, path, who in paths(app):
        if path in {"/manage/account/sign-out-everywhere"}:
            continue  # would sign the browsers out; it has a test of its own
        stranger = app.test_client().open(path, method=method)
        if not (stranger.status_code == 400 or "/manage/sign-in" in stranger.headers.get("Location", "")):
            wrong.append((method, path, "stranger", stranger.status_code))
        for role, (browser, token, _number) in browsers.items():
            answer = browser.open(path, method=method, data={"csrf_token": token} if method == "POST" else None)
            may = who == "signed in" or Permission(who) in PERMISSIONS[role]
            refused = answer.status_code == 403 or "/manage/sign-in" in answer.headers.get("Location", "")
            if may == refused or answer.status_code >= 500:
                wrong.append((method, path, str(role), answer.status_code))
    assert wrong == []

"""Passkeys with Chromium's own authenticator: made, used, copied, replayed, removed."""

import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser import PHONE, watch
from tests.signing_in import PASSPHRASE, make_account
from webapp.accounts import queries
from webapp.accounts.roles import Permission
from webapp.engine import audit

SIGN_IN, ACCOUNT = "/manage/sign-in", "/manage/account"


@dataclass
class Somebody:
    """A browser with a key of its own, at the site's name: a passkey cannot belong to a number."""

    page: Page
    cdp: CDPSession
    key: str
    email: str
    number: int

    def sign_in(self) -> None:
        self.page.goto(SIGN_IN)
        self.page.get_by_label("Email address").fill(self.email)
        self.page.get_by_label("Passphrase").fill(PASSPHRASE)
        self.page.get_by_role("button", name="Go on").click()

    def add(self, name: str) -> None:
        self.page.goto(ACCOUNT)
        self.page.get_by_label("What do you call it?").fill(name)
        self.page.get_by_role("button", name="Add a passkey").click()

    def use(self) -> None:
        self.page.get_by_role("button", name="Use my passkey").click()

    def credential(self) -> dict[str, Any]:
        found = self.cdp.send("WebAuthn.getCredentials", {"authenticatorId": self.key})["credentials"]
        return dict(found[0])


@pytest.fixture
def named_site(live_site: str) -> str:
    return live_site.replace("127.0.0.1", "localhost")


@pytest.fixture
def somebody(chromium: Browser, named_site: str, live_app: Flask) -> Iterator[Somebody]:
    with live_app.app_context():
        account = make_account(Permission.MODERATE, second_factor=False)
        number, email = account.id, account.email
    troubles: list[str] = []
    context = chromium.new_context(base_url=named_site, **PHONE)
    page = context.new_page()
    watch(page, named_site, troubles)
    cdp = context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "automaticPresenceSimulation": True}})
    yield Somebody(page, cdp, made["authenticatorId"], email, number)
    context.close()
    assert not [each for each in troubles if "422" not in each], troubles


def refused(app: Flask, number: int) -> int:
    with app.app_context():
        return sum(line.verb == "account.refused" for line in audit.latest(ref=f"account:{number}"))


def test_a_passkey_is_the_second_factor_from_its_first_day(
    somebody: Somebody, live_app: Flask, axe: Callable[[Page], None]
) -> None:
    page = somebody.page
    somebody.sign_in()
    page.goto(ACCOUNT)
    page.get_by_role("button", name="Add a passkey").click()
    assert page.get_by_text("Give it a name.").first.is_visible()  # before any key is made
    somebody.add("My phone")
    page.get_by_role("heading", name="Keep these codes safe").wait_for()
    paper = page.locator(".codes code").first.inner_text()
    page.goto(ACCOUNT)
    axe(page)
    page.get_by_role("button", name="Remove My phone").click()
    assert "your only one" in page.locator("main").inner_text()
    page.goto(ACCOUNT)
    page.get_by_role("button", name="Sign out everywhere").click()
    somebody.sign_in()
    axe(page)
    somebody.use()
    page.get_by_role("heading", name="What waits for you").wait_for()
    page.goto(ACCOUNT)
    assert "last used" in page.locator("main").inner_text()
    page.get_by_role("button", name="Sign out everywhere").click()
    somebody.sign_in()
    page.get_by_label("Code").fill(paper)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="What waits for you").wait_for()
    with live_app.app_context():
        assert queries.account(somebody.number).permissions == {Permission.MODERATE}


def test_a_copied_key_and_a_kept_answer_open_nothing(somebody: Somebody, live_app: Flask) -> None:
    page = somebody.page
    somebody.sign_in()
    somebody.add("My phone")
    page.get_by_role("heading", name="Keep these codes safe").wait_for()
    early = somebody.credential()
    sent: list[str] = []
    page.on("request", lambda each: sent.append(each.post_data or "") if each.url.endswith("/passkey") else None)
    for _ in range(2):
        page.context.clear_cookies()
        somebody.sign_in()
        somebody.use()
        page.get_by_role("heading", name="What waits for you").wait_for()
    # The answer of a while ago, sent again after a right passphrase: its challenge is gone.
    page.context.clear_cookies()
    somebody.sign_in()
    answer = page.evaluate("body => new URLSearchParams(body).get('answer')", sent[0])
    form = "document.querySelector('form[data-passkey]')"
    page.evaluate(f"answer => {{ {form}.elements.answer.value = answer; {form}.submit() }}", answer)
    page.get_by_text("That passkey did not work").wait_for()
    # A copy of the key from before: its counter stands lower than the one we saw last.
    somebody.cdp.send("WebAuthn.clearCredentials", {"authenticatorId": somebody.key})
    copied = {"authenticatorId": somebody.key, "credential": {**early, "signCount": 0}}
    somebody.cdp.send("WebAuthn.addCredential", copied)
    page.goto("/manage/sign-in/code")
    somebody.use()
    page.get_by_text("That passkey did not work").wait_for()
    assert refused(live_app, somebody.number) == 2
    assert json.loads(answer)["rawId"] == base64.urlsafe_b64encode(
        base64.b64decode(early["credentialId"])
    ).decode().rstrip("=")


def test_at_a_number_no_passkey_is_offered(new_page: Callable[..., Page], live_app: Flask) -> None:
    with live_app.app_context():
        email = make_account(Permission.MODERATE, second_factor=False).email
    page = new_page()
    page.goto(SIGN_IN)
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Go on").click()
    page.goto(ACCOUNT)
    assert "came by a number" in page.locator("main").inner_text()
    assert page.get_by_role("button", name="Add a passkey").count() == 0

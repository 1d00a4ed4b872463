import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine

from tests.own_site import ON_BOTH, press, token_in
from tests.signing_in import PASSPHRASE, make_account, sign_in_as, sign_in_to
from webapp.accounts import jobs, operations, queries
from webapp.accounts.roles import Permission, Role
from webapp.engine import audit
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation.models import Preference

SIGN_IN, CODE, ACCOUNT = "/manage/sign-in", "/manage/sign-in/code", "/manage/account"
WRONG = "do not go together"


@pytest.fixture
def volunteer(app):
    """An account with a real second factor; its number, address and app secret."""
    with app.app_context():
        account = make_account(Permission.MODERATE, second_factor=False)
        with transaction():
            secret = operations.offer_second_factor(account.id)
            codes = operations.confirm_second_factor(account.id, pyotp.TOTP(secret).now())
        with transaction():
            queries.account(account.id, lock=True).totp_last_step = None
        return account.id, account.email, secret, codes


def sign_in(client, email, words=PASSPHRASE, **more):
    return press(client, SIGN_IN, email=email, passphrase=words, **more)


def test_passphrase_then_code_opens_the_account(client, volunteer):
    _number, email, secret, _codes = volunteer
    assert client.get(ACCOUNT).headers["Location"].startswith(SIGN_IN)
    half = sign_in(client, email.upper())
    assert half.headers["Location"] == CODE
    assert client.get(ACCOUNT).status_code == 303  # half-way is not in
    assert press(client, CODE, code=pyotp.TOTP(secret).now()).headers["Location"] == "/manage"
    assert client.get(ACCOUNT).status_code == 200


@ON_BOTH
def test_a_code_cannot_be_used_twice(app, volunteer):
    _number, email, secret, _codes = volunteer
    code = pyotp.TOTP(secret).now()
    for expected in (303, 422):
        client = app.test_client()
        sign_in(client, email)
        assert press(client, CODE, code=code).status_code == expected


@ON_BOTH
def test_a_recovery_code_opens_once(app, volunteer):
    _number, email, _secret, codes = volunteer
    for expected in (303, 422):
        client = app.test_client()
        sign_in(client, email)
        assert press(client, CODE, code=codes[3]).status_code == expected


def test_unknown_address_and_wrong_passphrase_look_the_same(app, volunteer):
    _number, email, _secret, _codes = volunteer
    pages = [
        sign_in(app.test_client(), address, "not the right words")
        for address in (email, "nobody@example.org")
    ]
    assert [p.status_code for p in pages] == [422, 422]
    known, unknown = (p.text.replace(email, "A").replace("nobody@example.org", "A") for p in pages)
    changing = re.compile(r'(csrf_token" value|value)="[^"]*"')
    assert changing.sub("", known) == changing.sub("", unknown)
    assert WRONG in known


@ON_BOTH
def test_guessing_is_slowed_and_frees_itself(app, volunteer):
    _number, email, _secret, _codes = volunteer
    client = app.test_client()
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False) as now:
        codes = [sign_in(client, email, "not the right words").status_code for _ in range(7)]
        assert codes == [422] * 5 + [429] * 2
        assert sign_in(client, email).status_code == 429  # even the right words have to wait
        now.shift(31)
        assert sign_in(client, email).headers["Location"] == CODE


def test_guessing_from_elsewhere_does_not_shut_out_a_browser_that_was_here_before(app, volunteer):
    _number, email, secret, _codes = volunteer
    own = app.test_client()
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False) as now:
        sign_in(own, email)
        press(own, CODE, code=pyotp.TOTP(secret).at(1795348800))
        press(own, "/manage/sign-out", ACCOUNT)
        now.shift(3600)
        with app.app_context(), transaction():
            for place in range(30):  # many places, one name
                assert operations.seconds_to_wait(email, f"192.0.2.{place}", None) == 0
        guesser = app.test_client()
        guesser.environ_base["REMOTE_ADDR"] = "192.0.2.99"
        assert sign_in(guesser, email, "not the right words").status_code == 429
        assert sign_in(own, email).headers["Location"] == CODE


def test_the_code_cannot_be_guessed_at_speed(app, volunteer):
    _number, email, _secret, _codes = volunteer
    client = app.test_client()
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False):
        sign_in(client, email)
        statuses = [press(client, CODE, code="000000").status_code for _ in range(7)]
    assert statuses == [422] * 5 + [429] * 2


def test_a_cookie_planted_before_signing_in_is_worth_nothing(app, volunteer):
    _number, email, secret, _codes = volunteer
    victim, planter = app.test_client(), app.test_client()
    planter.get(SIGN_IN)
    planted = planter.get_cookie("session").value
    victim.set_cookie("session", planted)
    sign_in(victim, email)
    press(victim, CODE, code=pyotp.TOTP(secret).now())
    assert victim.get(ACCOUNT).status_code == 200
    assert victim.get_cookie("session").value != planted
    assert planter.get(ACCOUNT).status_code == 303


def test_a_cookie_kept_from_before_signing_out_no_longer_works(client):
    sign_in_as(client, Permission.MODERATE)
    assert client.get(ACCOUNT).status_code == 200
    kept = client.get_cookie("session").value
    press(client, "/manage/sign-out", ACCOUNT)
    client.set_cookie("session", kept)
    assert client.get(ACCOUNT).status_code == 303


def test_sign_out_everywhere_ends_every_browser_at_once(app):
    one, two = app.test_client(), app.test_client()
    sign_in_to(two, sign_in_as(one, Permission.EDIT))
    assert two.get(ACCOUNT).status_code == 200
    press(one, "/manage/account/sign-out-everywhere", ACCOUNT)
    assert [browser.get(ACCOUNT).status_code for browser in (one, two)] == [303, 303]


def test_a_browser_left_alone_is_signed_out(client):
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False) as now:
        sign_in_as(client, Permission.EDIT)
        for _ in range(3):
            now.shift(3 * 3600)
            assert client.get(ACCOUNT).status_code == 200  # in use: stays
        now.shift(3 * 3600 + 1)
        assert client.get(ACCOUNT).status_code == 303  # twelve hours are the most
    with time_machine.travel("2026-11-22 12:00:00+00:00", tick=False) as now:
        sign_in_as(client, Permission.EDIT)
        now.shift(4 * 3600 + 1)
        assert client.get(ACCOUNT).status_code == 303


def test_next_only_leads_to_pages_of_ours(client):
    for target in ("https://evil.example/", "//evil.example", "/manage//evil.example", "/\\evil.example"):
        page = client.get(SIGN_IN, query_string={"next": target})
        assert "evil" not in page.text


@ON_BOTH
def test_a_new_passphrase_signs_the_other_browsers_out(app):
    one, two = app.test_client(), app.test_client()
    sign_in_to(two, sign_in_as(one, Permission.EDIT))
    done = press(
        one, "/manage/account/passphrase", ACCOUNT, old=PASSPHRASE, passphrase="seven quiet ladders outside"
    )
    assert done.status_code == 303
    assert [browser.get(ACCOUNT).status_code for browser in (one, two)] == [200, 303]


def test_without_a_second_factor_an_account_may_do_nothing(app, client):
    with app.app_context():
        account = make_account(Permission.ADMINISTER, second_factor=False)
        assert queries.account(account.id).permissions == frozenset()
    sign_in_to(client, account.id)
    assert client.get("/manage/people").status_code == 403
    assert "Set up your phone" in client.get(ACCOUNT).text


@ON_BOTH
def test_invited_by_link_to_working_account(app, client):
    sign_in_as(client, Permission.ADMINISTER)
    made = press(
        client, "/manage/people/invite", "/manage/people", email="new@example.org", roles="moderator"
    )
    link = made.text.split('class="breakable">')[1].split("<")[0].split("8000", 1)[1]
    newcomer = app.test_client()
    assert press(newcomer, link, name="New", passphrase="password1234").status_code == 422
    done = press(newcomer, link, name="New", passphrase="seven quiet ladders outside")
    assert done.headers["Location"] == "/manage/account/second-factor"
    shown = press(newcomer, "/manage/account/second-factor")
    secret = shown.text.split("<code>")[1].split("<")[0].replace(" ", "")
    codes = newcomer.post(
        "/manage/account/second-factor",
        data={"csrf_token": token_in(shown), "code": pyotp.TOTP(secret).now()},
    )
    assert codes.text.count("<li><code>") == 10
    with app.app_context():
        account = queries.account_by_email("new@example.org")
        assert account.permissions == {Permission.MODERATE}
        assert "seven" not in account.passphrase_hash
    assert newcomer.get(link).status_code == 410  # once


def test_an_administrator_stays(app, client):
    number = sign_in_as(client, Permission.ADMINISTER)
    here = f"/manage/people/{number}"
    assert press(client, f"{here}/close", here).status_code == 403
    assert press(client, f"{here}/roles", here, roles=str(Role.EDITOR)).status_code == 403


@ON_BOTH
def test_closed_and_erased(app, client):
    sign_in_as(client, Permission.ADMINISTER)
    other = app.test_client()
    number = sign_in_as(other, Permission.MODERATE, name="Somebody Leaving")
    here = f"/manage/people/{number}"
    press(other, "/manage/moderation/preferences", "/manage/moderation", avoid="loss", daily_cap="3")
    press(client, f"{here}/invite-back", here)
    press(client, f"{here}/close", here)
    assert other.get(ACCOUNT).status_code == 303
    press(client, f"{here}/erase", here)
    assert "Somebody Leaving" not in client.get("/manage/people").text
    with app.app_context():
        assert queries.account(number).email is None
        # Nothing about the person is left anywhere: browsers, links with the address, topics they would not read.
        assert queries.all_sign_ins(number) == []
        assert queries.invitations_of(number, "") == []
        assert db.session.get(Preference, number) is None
        assert {line.verb for line in audit.latest(ref=f"account:{number}")} >= {
            "account.closed",
            "account.erased",
        }


def test_old_sign_ins_and_invitations_are_forgotten(app, client):
    sign_in_as(client, Permission.ADMINISTER)
    press(client, "/manage/people/invite", "/manage/people", email="new@example.org", roles="moderator")
    with app.app_context():
        with time_machine.travel(datetime.now(UTC) + timedelta(days=89)):
            jobs.retention()
        assert len(queries.invitations()) == 1
        with time_machine.travel(datetime.now(UTC) + timedelta(days=98)):
            jobs.retention()
        assert queries.invitations() == []
        assert queries.all_sign_ins(1) == []


def test_what_is_held_about_me(client):
    sign_in_as(client, Permission.MODERATE, name="Sam")
    held = press(client, "/manage/account/export", ACCOUNT)
    assert held.json["name"] == "Sam"
    assert held.json["reading_comments"] == {"rather_not": [], "at_most_a_day": 20}
    assert "argon2" not in held.text


def test_the_first_administrator_comes_from_the_command_line(app):
    run = app.test_cli_runner().invoke
    arguments = [
        "accounts",
        "create-admin",
        "--email",
        "first@example.org",
        "--name",
        "First",
        "--passphrase",
    ]
    assert run(args=[*arguments, "password1234"]).exit_code == 1
    made = run(args=[*arguments, "seven quiet ladders outside"])
    assert "/manage/sign-in" in made.output
    with app.app_context():
        assert queries.account_by_email("first@example.org").roles == ["administrator"]
    assert "already" in run(args=[*arguments, "seven quiet ladders outside"]).output

"""The partnership's answers: two at once, measures named, a promise that turns late by itself, the home says so."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.own_site import ON_BOTH, token_in
from tests.signing_in import sign_in_as
from webapp.accounts.roles import Permission

ANSWERS, HERE = "/manage/answers", "/manage/answers/1"


@pytest.fixture
def responder(app):
    browser = app.test_client()
    sign_in_as(browser, Permission.RESPOND)
    page = browser.get(ANSWERS)
    browser.post(ANSWERS, data={"csrf_token": token_in(page), "title": "Lifts", "said": "The lift is broken."})
    return browser


def keep(browser, page, **fields):
    data = {"title": "Lifts", "said": "The lift is broken.", "answer": "We mend it.", "promise": "heard", **fields}
    version = re.search(r'name="version" value="(\d+)"', page.text).group(1)
    return browser.post(HERE, data={"csrf_token": token_in(page), "version": version, **data})


@ON_BOTH
def test_two_responders_at_once_lose_nothing(app, responder):
    other = app.test_client()
    sign_in_as(other, Permission.RESPOND)
    mine, theirs = responder.get(HERE), other.get(HERE)
    assert keep(other, theirs, answer="Estates will mend it in May.").status_code == 303
    clash = keep(responder, mine, answer="It is on our list.")
    assert clash.status_code == 409
    assert "Estates will mend it in May." in clash.text
    assert "It is on our list." in clash.text
    assert keep(responder, clash, answer="It is on our list.").status_code == 303  # after reading, mine may stand
    assert "It is on our list." in responder.get(HERE).text


def test_an_answer_names_its_measures_and_turns_late_by_itself(client, responder):
    page = responder.get(HERE)
    key, name = re.search(
        r'name="measures" type="checkbox" value="([^"]+)"[^>]*>\s*<label[^>]*>([^<]+)<', page.text
    ).groups()
    today = datetime.now(UTC)
    due = (today + timedelta(days=20)).date().isoformat()
    fields = {"promise": "doing", "owner": "Estates", "due_on": due, "measures": key, "live": "y"}
    assert keep(responder, page, **fields).status_code == 303
    public = client.get("/you-said-we-did/lifts").text
    assert f'href="/measures/{key}"' in public
    assert name in public
    assert "Promises due within 30 days" in responder.get("/manage").text
    assert "Late" not in client.get("/you-said-we-did").text.split("<main")[1].replace("A late promise", "")
    with time_machine.travel(today + timedelta(days=21)):
        sign_in_as(responder, Permission.RESPOND)
        assert "Late promises" in responder.get("/manage").text
        assert ">Late<" in client.get("/you-said-we-did").text or "Late</" in client.get("/you-said-we-did").text


def test_home_counts_the_days_since_the_last_report(responder):
    assert "No yearly report yet" in responder.get("/manage").text
    report = f"/manage/answers/reports/{datetime.now(UTC).year}"
    responder.post(report, data={"csrf_token": token_in(responder.get(report))})
    assert "0 days since the last one." in responder.get("/manage").text


def test_home_shows_editors_what_the_law_asks_and_nothing_covers(client, app):
    sign_in_as(client, Permission.EDIT)
    assert "Gaps in what the law asks for" in client.get("/manage").text

"""Raw answers: who may take them out, what is in the file and what never is, and the line it leaves."""

import csv
import io
from datetime import timedelta

import pytest

from tests import synthetic_wave
from tests.page_client import PageClient
from tests.signing_in import sign_in_as
from webapp.accounts.roles import PERMISSIONS, Role
from webapp.engine import audit, clock
from webapp.engine.spreadsheet import guarded
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import operations, path, queries
from webapp.surveys.models import FamilyWords, Mode, Receipt, SurveyResponse
from webapp.surveys.operations import ballot_box

ADDRESS = "/manage/surveys/2027/parents/raw-answers"
WHY = "The analysts asked how many answered on paper"
ONLY_COUNT_ME = "Only count me: our school is Hollybush."
EXPORTED = "survey.raw-answers-exported"
PLANTED = {"A1": "=cmd|'/C calc'!A0", "A2": "+1", "A3": "-1", "A4": "@x", "A5": "\tx", "A6": "\rx", "A8": ["=a", "b"]}
MAY_USE = "You may print this: the nurse rang back."


@pytest.fixture
def closed(own_site, monkeypatch):
    """A closed wave: 12 synthetic families, one who wrote for nobody's eyes, one who may be quoted."""
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
    synthetic_wave.store("2027", "parents", 12)
    asked = queries.questionnaire("2027", "parents")
    with transaction():
        handle, script = operations.begin(wave_key="2027", audience="parents", language="en")
    given = {q.id: "skipped" for q in asked.questions} | {"A1": "parent", "A2": "gedling", "A3": "5-10"}
    synthetic_wave.keep(handle, given | {"B6": ONLY_COUNT_ME, "H2": ONLY_COUNT_ME, "J1": "no", "J2": "no"})
    with transaction():
        operations.submit(handle=handle, token=script.token, wave_key="2027")
    walked = path.walk(asked, given | {"H2": MAY_USE, "J1": "yes"})
    secret = queries.waves()["2027"].secret
    with transaction():
        ballot_box.post(
            secret, asked, walked, mode=Mode.PHONE, language="pl", on=clock.today() - timedelta(days=1)
        )
    later = clock.today() + timedelta(days=5)
    monkeypatch.setattr(clock, "today", lambda: later)
    with transaction():
        operations.close_wave(wave_key="2027")
    return own_site


def somebody(app, *roles):
    client = PageClient(app)
    number = sign_in_as(client._client, *(permission for role in roles for permission in PERMISSIONS[role]))
    db.session.rollback()  # a test's own session would still see the site as it was before
    return client, number


def token(client, page="/manage/account"):
    return next(e.get("value") for e in client.get(page).html.all("input") if e.get("name") == "csrf_token")


def lines(file):
    return list(csv.reader(io.StringIO(file.text)))


def test_nobody_but_the_lead_may(closed, own_client):
    lead, _number = somebody(closed, Role.SURVEY_LEAD)
    lead.get(ADDRESS, status=405)  # a link cannot take them out
    lead.post(ADDRESS, data={"why": WHY}, status=400)  # nor a form of another site
    own_client.post(ADDRESS, data={"why": WHY}, status=400)
    for role in (role for role in Role if role is not Role.SURVEY_LEAD):
        client, _number = somebody(closed, role)
        client.post(ADDRESS, data={"csrf_token": token(client), "why": WHY}, status=403)
        client.get("/manage/surveys/2027", status=403)
    assert not [entry for entry in audit.latest(50) if entry.verb == EXPORTED]


def test_the_lead_is_warned_leaves_a_line_and_nothing_in_the_file_leads_to_a_family(closed):
    lead, number = somebody(closed, Role.SURVEY_LEAD)
    page = lead.get("/manage/surveys/2027")
    assert "Do not publish or send this file. Small groups in it can point at a family." in page.words
    sent = {"csrf_token": token(lead), "why": WHY}
    lead.post(ADDRESS, data={**sent, "why": "because"}, status=422)
    file = lead.post(ADDRESS, data=sent, status=200)
    assert "do-not-publish" in file.response.headers["Content-Disposition"]
    assert file.response.headers["Cache-Control"] == "no-store"
    [entry] = [entry for entry in audit.latest(50) if entry.verb == EXPORTED]
    assert (entry.ref, entry.by, entry.detail) == ("survey:2027", number, {"audience": "parents", "why": WHY})
    check_contents(file)
    check_guard(lead, sent)


def check_contents(file):
    head, *rows = lines(file)
    asked = queries.questionnaire("2027", "parents")
    assert head == ["mode", "language", *(q.id for q in asked.questions if q.id in asked.counted)]
    assert len(rows) == 14
    for words in (ONLY_COUNT_ME, MAY_USE, "Hollybush"):
        assert words not in file.text
    assert not {"B6", "H2", "H3", "J1", "J2"} & set(head)  # not even that somebody wrote, or allowed it
    db.session.rollback()
    keys = [row.id for row in db.session.query(SurveyResponse)] + [row.name for row in db.session.query(Receipt)]
    assert len(keys) == 15
    assert not [key for key in keys if key in file.text]
    assert str(clock.today().year) not in file.text  # no day, no wave, no reference
    assert [row.words for row in db.session.query(FamilyWords)] == [MAY_USE]  # the other words are nowhere at all


def check_guard(lead, sent):
    """Even what no family can send is made harmless."""
    with transaction():
        for row in db.session.query(SurveyResponse):
            row.answers = PLANTED
    head, *rows = lines(lead.post(ADDRESS, data=sent, status=200))
    for key, value in PLANTED.items():
        said = ";".join(value) if isinstance(value, list) else value
        assert {row[head.index(key)] for row in rows} == {f"'{said}"}


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-3", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＠x"])
def test_no_cell_runs_in_a_spreadsheet(cell):
    assert guarded(cell) == f"'{cell}"
    assert guarded(f"x{cell}") == f"x{cell}"

"""The lead opens a survey, makes codes, types paper in, reads words, closes, takes raw answers out."""

from datetime import timedelta

import pytest

from tests import synthetic_wave
from tests.page_client import PageClient
from tests.signing_in import sign_in_as
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.feedback.models import Comment
from webapp.moderation.models import QueueEntry
from webapp.surveys import jobs, path, queries
from webapp.surveys.models import FamilyWords, Mode, PaperForm, SurveyResponse
from webapp.surveys.operations import ballot_box

WAVE = "/manage/surveys/2027"


def staff(app, *permissions, name=""):
    client = PageClient(app)
    sign_in_as(client._client, *permissions, name=name)
    return client


@pytest.fixture
def lead(own_site):
    return staff(own_site, Permission.LEAD_SURVEYS)


@pytest.fixture
def opened(lead):
    page = lead.get(WAVE)
    page.submit(form=-1, closes_on=(clock.today() + timedelta(days=20)).isoformat(), grace_days="3", status=303)
    return lead


def rows(model):
    db.session.rollback()
    return db.session.query(model).all()


def test_only_the_lead_may_look(own_site):
    volunteer = staff(own_site, Permission.MODERATE)
    volunteer.get("/manage/surveys", status=403)
    volunteer.get("/manage/measures", status=403)


def test_opening_freezes_the_questions(opened, own_client):
    assert "Start" in own_client.get("/surveys/2027").words
    assert queries.waves()["2027"].questionnaires["parents"]["sections"][0]["questions"][0]["id"] == "A1"
    assert "Open until" in opened.get("/manage/surveys").words


def test_codes_are_shown_once_with_a_picture(opened):
    page = opened.get(WAVE)
    form = next(i for i, f in enumerate(page.html.all("form")) if f.get("action", "").endswith("/invitations"))
    made = page.submit(form=form, batch="Drop-in", number="12", status=200)
    assert len([e for e in made.html.all("img") if (e.get("src") or "").startswith("data:image/svg")]) == 12
    assert "made about 10" in opened.get(WAVE).words


SHEET = {"A1": "parent", "A2": "mansfield", "A3": "5-10", "A8": ["not-waiting"], "C1": "agree", "H3": "Ring us back."}


def test_paper_is_typed_twice_and_differences_are_listed(opened, own_site, monkeypatch):
    monkeypatch.setattr(ballot_box, "FEWEST", 1)
    first = opened.get(f"{WAVE}/parents/paper").submit(sheet="P-1", **SHEET, status=200)
    assert "waits for a second typing" in first.h1
    other = staff(own_site, Permission.LEAD_SURVEYS)
    page = other.get(f"{WAVE}/parents/paper").submit(sheet="P-1", **{**SHEET, "C1": "disagree"}, status=422)
    assert "C1 differs from the first typing" in page.words
    assert "A2 differs" not in page.words
    slip = page.submit(A3="11-15", status=422)  # looking at C1 again, a slip somewhere else is not let through
    assert "A3 differs" in slip.words
    done = slip.submit(A3="5-10", language="pl", sheet="p - 1", status=200)
    assert "is counted" in done.h1
    [response] = rows(SurveyResponse)
    assert (response.mode, response.answers["C1"], "H3" in response.answers) == ("paper", "disagree", False)
    assert response.language == "pl"
    [form] = rows(PaperForm)
    assert (form.done, form.first) == (True, None)
    assert rows(FamilyWords) == []


def test_one_person_cannot_type_both_times(opened):
    opened.get(f"{WAVE}/parents/paper").submit(sheet="P-2", **SHEET, status=200)
    page = opened.get(f"{WAVE}/parents/paper").submit(sheet="P-2", **SHEET, status=422)
    assert "A second person" in page.words
    assert rows(SurveyResponse) == []


def test_a_sheet_that_cannot_be_kept_is_said_and_nothing_typed_is_lost(opened):
    page = opened.get(f"{WAVE}/parents/paper")
    long, wrong = "So long. " * 80, {"A8": ["not-waiting", "mental-health"], "B6": "Ring 07700 900123"}
    shown = page.submit(sheet="P-3", **{**SHEET, **wrong, "H3": long}, status=422)
    for fault in ("A8: one of these", "B6: this looks like", "H3: longer than"):
        assert fault in shown.words
    assert shown.html.by_id("H3").text.strip() == long.strip()
    assert "Write the number" in page.submit(**SHEET, status=422).words
    assert "Without these the sheet cannot be counted: A2, A3" in page.submit(sheet="P-3", status=422).words
    assert rows(PaperForm) == []


def test_small_numbers_are_hidden_from_the_lead_too(opened):
    synthetic_wave.store("2027", "parents", 30)
    words = opened.get(WAVE).words
    assert "about 30" in words
    assert "Bassetlaw fewer than 10" in words
    for nobody_yet in ("Polski fewer than 10", "On paper fewer than 10", "By phone fewer than 10"):
        assert nobody_yet in words


def put_words(number=5, **changes):
    """So many families send words: each lies in an envelope of its own."""
    questionnaire = queries.questionnaire("2027", "parents")
    with transaction():
        for place in range(number):
            given = {"A1": "parent", "A2": "mansfield", "A3": "5-10", "J1": "yes"}
            given["H2"] = f"The nursery listened, {place}."
            walked = path.walk(questionnaire, {**given, **changes})
            secret = queries.waves()["2027"].secret
            ballot_box.post(secret, questionnaire, walked, mode=Mode.ONLINE, language="en", on=clock.today())


def test_words_are_handed_on_read_by_staff_and_then_shown_to_the_lead(opened, own_site):
    reader = staff(own_site, Permission.RESPOND)
    put_words(4)
    jobs.set_apart()
    assert "4 texts have not been read yet" in opened.get(f"{WAVE}/words").words
    assert "The nursery listened" not in reader.get("/manage/moderation/staff").words  # fewer than five wait
    put_words(1)
    jobs.set_apart()
    jobs.set_apart()  # safe to run twice
    page = reader.get("/manage/moderation/staff")
    assert page.words.count("The nursery listened") == 5
    note = next(i for i, f in enumerate(page.html.all("form")) if f.get("action", "").endswith("/note"))
    page.submit(form=note, status=303)
    page = opened.get(f"{WAVE}/words")
    assert page.words.count("The nursery listened") == 1
    page.submit(status=303)
    assert len(rows(FamilyWords)) == 4


def test_urgent_words_go_to_the_safeguarding_lead(opened, own_site):
    put_words(5)
    jobs.set_apart()
    page = staff(own_site, Permission.RESPOND).get("/manage/moderation/staff")
    urgent = next(i for i, f in enumerate(page.html.all("form")) if f.get("action", "").endswith("/urgent"))
    page.submit(form=urgent, status=303)
    assert sorted(row.state for row in rows(FamilyWords)) == ["safeguarding", *["waiting"] * 4]


def test_words_given_as_a_comment_become_one_with_nothing_of_the_survey_on_it(opened):
    put_words(5, B6="Nobody says where to start.", H2="skipped", J1="no", J2="yes")
    jobs.set_apart()
    comments = rows(Comment)
    assert {(c.speaker, c.wish, c.state, c.page) for c in comments} == {("parent_carer", "publish", "awaiting", "")}
    entries = rows(QueueEntry)
    assert len(entries) == len(comments) == 5
    assert {(e.kind, e.lane) for e in entries} == {("comment", "volunteers")}
    assert not any("survey" in f"{e.about} {e.said_by}".lower() for e in entries)
    assert rows(FamilyWords) == []


def test_raw_answers_wait_for_the_end_and_closing_for_the_days_of_grace(opened, monkeypatch):
    token = next(e.get("value") for e in opened.get(WAVE).html.all("input") if e.get("name") == "csrf_token")
    sent = {"csrf_token": token, "why": "A question from the analysts"}
    opened.post(f"{WAVE}/parents/raw-answers", data=sent, status=403)
    assert "Close and freeze" not in opened.get(WAVE).text  # no button that can only refuse
    later = clock.today() + timedelta(days=40)
    monkeypatch.setattr(clock, "today", lambda: later)
    page = opened.get(WAVE)
    page.submit(form=[f.get("action", "") for f in page.html.all("form")].index(f"{WAVE}/close"), status=303)
    assert "Closed on" in opened.get(WAVE).words


def test_a_release_is_signed_by_two_people_on_screen(own_site, own_client, monkeypatch):
    synthetic_wave.open_and_close(monkeypatch, parents=60, young=12)
    lead, other = staff(own_site, Permission.LEAD_SURVEYS, name="Lena"), staff(own_site, Permission.LEAD_SURVEYS)
    page = lead.get("/manage/measures")
    page = lead.get(page.submit(form=1, wave="2027", status=303).response.headers["Location"])
    assert "Not public" in page.words
    assert "by Lena" in page.words
    own_client.get("/measures/releases/2027-1", status=404)
    page.submit(form=1, words="Twelve of the forum looked at it.", status=303)
    lead.get(page.path).submit(form=2, status=303)
    assert "Ask a second person" in lead.get(page.path).words
    other.get(page.path).submit(form=2, status=303)
    page = lead.get(page.path)
    page.submit(form=2, day="2020-01-01", status=422)
    page.submit(form=2, status=303)  # no day: now
    assert "Two people checked it first" in own_client.get("/measures/releases/2027-1").words

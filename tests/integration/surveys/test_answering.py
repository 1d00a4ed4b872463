"""A family answers, page by page, as a browser without scripts does."""

from datetime import date, timedelta

import pytest

from tests.page_client import PageClient
from webapp.engine import clock, throttle
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import operations, queries, routes
from webapp.surveys.models import Draft, FamilyWords, Receipt, SurveyResponse
from webapp.surveys.operations import ballot_box

PARENTS = "/surveys/2027/parents"
SHORTEST = {"A1": "parent", "A2": "mansfield", "A3": "5-10", "A6": "no-support", "A8": ["not-waiting"], "B1": "no"}


# What a page says is the same on both databases; the tests without this mark show what is kept, on both.
pages_only = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def open_site(own_site, monkeypatch):
    monkeypatch.setattr(ballot_box, "FEWEST", 1)  # these tests look at what was sent; the box has tests of its own
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=40), grace_days=3)
    return own_site


@pytest.fixture
def visitor(open_site, own_client):
    return own_client


def location(page):
    return page.response.headers["Location"]


def begin(visitor, audience="parents"):
    page = visitor.get(f"/surveys/2027/{audience}/begin")
    return visitor.get(location(page.submit()))


def answer(visitor, page, value=None, go="next", status=302):
    """Answer the question on the page; returns the page that follows."""
    values = {"go": go, **({"answer": value} if value is not None else {})}
    sent = page.submit(form=0, status=status, **values)
    return visitor.get(location(sent)) if status == 302 else sent


def number(page):
    return page.path.rpartition("/")[2].split("?")[0]


def through(visitor, page, answers):
    """Answer what is given and skip the rest, to the page before sending. Only the last page is checked whole."""
    token = next(e.get("value") for e in page.html.all("input") if e.get("name") == "csrf_token")
    path, met = page.path, []
    for _step in range(80):
        if path.endswith("/check"):
            return visitor.get(path), met
        if "/note/" in path:
            path = next(href for words, href in visitor.get(path).links if words == "Carry on")
            continue
        met.append(path.rpartition("/")[2].split("?")[0])
        value = answers.get(met[-1])
        go = "next" if value or met[-1] in {"Y0", "Y1a"} else "skip"
        data = {"csrf_token": token, "seen": "0", "go": go, "answer": value or ["read"]}
        path = visitor._client.post(path, data=data).headers["Location"]
    raise AssertionError(f"no end after {met}")


def rows(model):
    db.session.rollback()
    return db.session.query(model).all()


def words_sent():
    with transaction():
        ballot_box.open_words(queries.waves()["2027"].secret, "2027", 1)
    return rows(FamilyWords)


@pages_only
def test_not_open_yet_is_said_and_the_questions_can_be_read(own_client):
    page = own_client.get("/surveys/2027")
    assert "not open yet" in page.words
    page = page.follow("Read or print all the questions")
    assert "People who help my child listen to me." in page.words


def test_the_shortest_way_through_is_sent_once(visitor):
    page, met = through(visitor, begin(visitor), SHORTEST)
    assert "D1" not in met
    assert "E1" not in met
    assert "B2" not in met
    first = page.submit(form=0)
    page = visitor.get(location(first))
    assert page.h1 == "Thank you. Your answers are in"
    [response] = rows(SurveyResponse)
    assert response.answers["A2"] == "mansfield"
    assert response.answers["C1"] == "skipped"
    assert "D1" not in response.answers
    assert rows(Draft) == []


def test_the_longest_way_through_meets_every_question(visitor):
    answers = {
        "A1": "parent",
        "A2": "ashfield",
        "A3": "11-15",
        "A4": "2",
        "A6": "yes",
        "A8": ["autism-adhd", "mental-health"],
        "B1": "yes",
        "B2": "yes",
        "B6": "What the pathway is called.",
        "C1": "strongly-agree",
        "D2": "yes",
        "E4": "yes",
        "F2": ["survey", "email"],
        "F7": "yes",
        "H2": "The nursery listened.",
        "J1": "yes",
        "J2": "yes",
    }
    page, met = through(visitor, begin(visitor), answers)
    assert len(met) == 50
    visitor.get(location(page.submit(form=0)))
    [response] = rows(SurveyResponse)
    assert not {"B6", "H2", "H3", "J1", "J2"} & set(response.answers)  # nothing says that this family wrote
    words = {row.question: row for row in words_sent()}
    assert set(words) == {"B6", "H2"}
    assert words["B6"].as_comment
    assert not words["H2"].as_comment


@pages_only
def test_words_without_permission_are_kept_nowhere(visitor):
    page, _met = through(visitor, begin(visitor), {**SHORTEST, "H3": "Shorter waits.", "J1": "no"})
    assert "did not say that we may use it" in page.words
    page.submit(form=0)
    assert words_sent() == []
    assert "H3" not in rows(SurveyResponse)[0].answers


def test_a_changed_answer_sets_aside_what_hung_on_it_and_never_sends_it(visitor):
    page, _met = through(visitor, begin(visitor), {**SHORTEST, "B1": "yes", "B2": "yes", "B3": "agree"})
    change = visitor.get(f"{PARENTS}/q/B1", query={"check": "1"})
    page = visitor.get(location(change.submit(form=0, answer="no", go="next")))
    assert page.path.endswith("/check")
    assert "I could find what I needed." in page.words
    page.submit(form=0)
    assert not {"B2", "B3", "B4"} & rows(SurveyResponse)[0].answers.keys()


def test_sending_twice_and_going_back_give_the_same_reference(visitor):
    page, _met = through(visitor, begin(visitor), SHORTEST)
    first, second = page.submit(form=0), page.submit(form=0)
    assert location(first) == location(second)
    reference = visitor.get(location(first)).words
    again = visitor.get(f"{PARENTS}/q/C1", status=302)
    assert visitor.get(location(again)).words == reference
    assert len(rows(SurveyResponse)) == 1


def test_a_lost_reply_can_be_sent_again(visitor, open_site):
    """The answers arrived and the browser never heard: the old cookie tries once more."""
    page, _met = through(visitor, begin(visitor), SHORTEST)
    with visitor._client.session_transaction() as session:
        before = dict(session)
    first = visitor.get(location(page.submit(form=0))).words
    with visitor._client.session_transaction() as session:
        session.clear()
        session.update(before)
    assert visitor.get(location(page.submit(form=0))).words == first
    assert len(rows(SurveyResponse)) == 1
    assert [receipt.sent for receipt in rows(Receipt)] == [True]


@pages_only
def test_nothing_chosen_and_too_much_typed_keep_the_words(visitor):
    page = begin(visitor)
    page = page.submit(form=0, go="next", status=422)
    assert "Choose an answer" in page.words
    page = answer(visitor, page, "parent")
    for value in ("mansfield", "5-10"):
        page = answer(visitor, page, value)
    while number(page) != "B6":
        page = answer(visitor, page, go="skip")
    long = "This is long. " * 5000
    page = page.submit(form=0, answer=long, go="next", status=422)
    assert "That is too long: 70000 letters" in page.words
    assert page.html.by_id("answer").text == long
    page = page.submit(form=0, answer="Ring me on 07700 900123", go="next", status=422)
    assert "phone number" in page.words
    assert "07700 900123" in page.html.by_id("answer").text


@pages_only
def test_changing_language_keeps_what_is_typed(visitor):
    page = begin(visitor)
    for value in ("parent", "mansfield", "5-10"):
        page = answer(visitor, page, value)
    while number(page) != "B6":
        page = answer(visitor, page, go="skip")
    polish = visitor.post(
        f"/pl{PARENTS}/q/B6",
        status=200,
        data={"csrf_token": page.html.all("form")[0][0].get("value"), "answer": "Half a sent", "go": "stay"},
    )
    assert polish.html.root.get("lang") == "pl"
    assert polish.html.by_id("answer").text == "Half a sent"
    urdu = visitor.get(f"/ur{PARENTS}/q/B6")
    assert urdu.html.root.get("dir") == "rtl"


def test_a_code_opens_the_answers_on_another_device(visitor, own_site):
    page = answer(visitor, begin(visitor), "guardian")
    saved = page.submit(form=0, go="save")
    page = visitor.get(location(saved)).submit(status=200)
    code = next(e.text for e in page.html.all("bdi") if len(e.text.split()) == 4)
    other = PageClient(own_site)
    come_back = other.get("/surveys/2027/come-back")
    assert "Word 3 cannot be right" in come_back.submit(code="bado kilu mer tipa", status=422).words
    wrong = come_back.submit(code="gozi duve dipi zovu", status=422)
    assert "does not fit together" in wrong.words
    assert "Nothing is kept under this code" in come_back.submit(code="gozi duve dipi zovi", status=422).words
    turned = come_back.submit(code="half a co", go="stay", status=200)  # another language
    assert turned.html.by_id("code").get("value") == "half a co"
    alike = ("bp", "dt", "mn", "sz", "kg", "lr", "vw", "hs", "ao", "ie")
    misheard = next(code.replace(one, two, 1) for one, two in alike if one in code)
    opened = wrong.submit(code=misheard.upper().replace(" ", "-"))  # read over the telephone, one letter misheard
    page = other.get(location(opened))
    assert number(page) == "A2"
    page = other.get(f"{PARENTS}/q/A1")
    assert next(e for e in page.html.all("input") if e.get("checked") is not None).get("value") == "guardian"


def test_two_devices_never_write_over_each_other(visitor):
    page = begin(visitor)
    one, two = page, visitor.get(page.path)
    answer(visitor, one, "parent")
    clash = two.submit(form=0, answer="guardian", go="next", status=409)
    assert "Parent" in clash.words
    assert "Guardian" in clash.words
    after = clash.submit(form=0, go="next")
    assert location(after).endswith("/q/A2")
    page = visitor.get(f"{PARENTS}/q/A1")
    assert next(e for e in page.html.all("input") if e.get("checked") is not None).get("value") == "guardian"


@pages_only
def test_the_page_with_both_texts_can_be_read_in_another_language(visitor):
    page = begin(visitor)
    two = visitor.get(page.path)
    answer(visitor, page, "parent")
    clash = two.submit(form=0, answer="guardian", go="next", status=409)
    form = next(f for f in clash.html.all("form") if any("/ur/" in (b.get("formaction") or "") for b in f.iter()))
    sent = {e.get("name"): e.get("value") for e in form.iter() if e.get("type") == "hidden"}
    urdu = visitor.post(f"/ur{PARENTS}/q/A1", data={**sent, "go": "next"}, status=409)
    words = queries.questionnaire("2027", "parents").said_in("ur")
    assert words.option("A1", "parent").text in urdu.words
    assert words.option("A1", "guardian").text in urdu.words


def test_a_kept_page_holds_nothing_of_the_one_it_was_drawn_for(visitor, own_site):
    """A question nobody has answered is drawn once for everyone: each has a token that works."""
    one, two = PageClient(own_site), PageClient(own_site)
    first = answer(one, begin(one), "parent")
    second = answer(two, begin(two), "guardian")
    assert (number(first), number(second)) == ("A2", "A2")
    tokens = [
        e.get("value") for page in (first, second) for e in page.html.all("input") if e.get("name") == "csrf_token"
    ]
    assert len(set(tokens)) == 2
    assert number(answer(one, first, "mansfield")) == "A3"
    assert number(answer(two, second, "ashfield")) == "A3"
    assert [e for e in one.get(f"{PARENTS}/q/A2").html.all("input") if e.get("checked") is not None]
    assert 'name="check"' in one.get(f"/pl{PARENTS}/q/A3?check=1").text
    polish = two.get(f"/pl{PARENTS}/q/A3")
    assert polish.html.root.get("lang") == "pl"
    assert 'name="check"' not in polish.text


@pages_only
def test_help_from_somebody_is_recorded(visitor):
    page = visitor.get(f"{PARENTS}/begin")
    page = visitor.get(location(page.submit(helped="phone")))
    page, _met = through(visitor, page, SHORTEST)
    polish = visitor.get(f"/pl{PARENTS}/check")  # begun in English, carried on in Polish
    polish.submit(form=0)
    assert (rows(SurveyResponse)[0].mode, rows(SurveyResponse)[0].language) == ("phone", "pl")


@pages_only
def test_the_same_answer_twice_is_no_clash(visitor):
    page = begin(visitor)
    two = visitor.get(page.path)
    answer(visitor, page, "parent")
    assert location(two.submit(form=0, answer="parent", go="next")).endswith("/q/A2")


@pages_only
@pytest.mark.parametrize(
    ("first", "where"),
    [
        ({"A1": "work"}, "/ending/for-families"),
        ({"A1": "young-person"}, "/ending/your-own-survey"),
        ({"A1": "parent", "A2": "city"}, "/ending/another-area"),
    ],
)
def test_those_it_is_not_for_are_told_where_to_go_and_nothing_is_kept(visitor, first, where):
    page = begin(visitor)
    for value in first.values():
        page = answer(visitor, page, value)
    assert page.path.endswith(where)
    assert "Nothing you typed here was kept" in page.words
    assert rows(Draft) == []


@pages_only
def test_a_young_person_who_does_not_feel_safe_sees_numbers_at_once(visitor):
    page = begin(visitor, "young-people")
    page = answer(visitor, page)
    page = answer(visitor, page, "16-18")
    page = answer(visitor, page, "me-with-help")
    page = answer(visitor, page, "yes")
    while number(page) != "Y10":
        page = answer(visitor, page, go="skip")
    page = answer(visitor, page, "no")
    assert page.h1 == "You can get help now"
    assert "0800 1111" in page.text
    page = page.follow("Carry on")
    assert number(page) == "Y11"
    page, _met = through(visitor, page, {})
    page.submit(form=0)
    assert rows(SurveyResponse)[0].mode == "helped"


@pages_only
def test_an_adult_is_shown_to_those_under_sixteen(visitor):
    page = answer(visitor, begin(visitor, "young-people"))
    assert number(answer(visitor, page, "11-13")) == "Y1a"


def at(monkeypatch, day):
    monkeypatch.setattr(clock, "today", lambda: day)


def test_closing_grace_and_after(visitor, monkeypatch):
    page = begin(visitor)
    last = queries.waves()["2027"].closes_on
    at(monkeypatch, last + timedelta(days=1))
    assert "Closed to new answers" in visitor.get("/surveys/2027").words
    begun = visitor.get(f"{PARENTS}/begin")
    assert "you can still finish and send" in begun.words
    assert any(href.endswith("/check") for _words, href in begun.links)
    page = answer(visitor, page, "parent")
    at(monkeypatch, last + timedelta(days=4))
    shown = page.submit(form=0, answer="mansfield", go="next", status=410)
    assert "This survey has closed" in shown.words
    for path in (f"{PARENTS}/q/A2", f"{PARENTS}/check", "/surveys/2027/save"):
        assert visitor.get(path, status=410).h1 == "This survey has closed"  # said before anything is typed
    with transaction():
        assert operations.close_wave(wave_key="2027") == 1
    assert rows(Draft) == []
    assert queries.waves()["2027"].secret is None


@pages_only
def test_words_typed_as_the_survey_closes_are_shown_back(visitor, monkeypatch):
    page = begin(visitor)
    for value in ("parent", "mansfield", "5-10"):
        page = answer(visitor, page, value)
    while number(page) != "B6":
        page = answer(visitor, page, go="skip")
    at(monkeypatch, date(2099, 1, 1))
    shown = page.submit(form=0, answer="I had so much to say.", go="next", status=410)
    assert "I had so much to say." in shown.words


@pages_only
def test_grace_cannot_be_cut_short(visitor):
    from webapp.engine.errors import InvalidError

    with pytest.raises(InvalidError, match="grace"), transaction():
        operations.close_wave(wave_key="2027")


def test_an_invitation_works_once_and_leads_to_nobody(visitor, own_site):
    with transaction():
        [code] = operations.make_invitations(wave_key="2027", batch="A drop-in", number=1)
    page = visitor.get(f"{PARENTS}/begin")
    page = visitor.get(location(page.submit(code=code)))
    page, _met = through(visitor, page, SHORTEST)
    page.submit(form=0)
    assert len(rows(SurveyResponse)) == 1
    assert queries.invitation_counts("2027") == [("A drop-in", 1, 1)]
    other = PageClient(own_site)
    page = other.get(f"{PARENTS}/begin").submit(code=code, status=422)
    assert "it has been used" in page.words


@pages_only
def test_codes_cannot_be_tried_by_the_hundred(visitor, monkeypatch):
    monkeypatch.setattr(routes, "CODES", throttle.Meter(throttle.Limit("survey-code", burst=10, every=20)))
    page = visitor.get("/surveys/2027/come-back")
    for _ in range(10):
        page.submit(code="bado kilu mero tipu", status=422)
    refused = page.submit(code="bado kilu mero tipu", status=429)
    assert "Please wait a moment" in refused.words
    assert int(refused.response.headers["Retry-After"]) <= 20
    visitor.get(f"{PARENTS}/begin").submit(code="bado kilu mero tipa", status=429)
    begin(visitor)  # without a code anybody may begin
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(seconds=30))
    page.submit(code="bado kilu mero tipu", status=422)


@pages_only
@pytest.mark.parametrize("language", ["pl", "ur"])
def test_every_question_and_page_is_in_the_family_s_language(visitor, language):
    questionnaire = queries.questionnaire("2027", "parents").said_in(language)
    page = visitor.get(f"/{language}/surveys/2027")
    assert page.h1 == questionnaire.title
    page = visitor.get(location(visitor.get(f"/{language}{PARENTS}/begin").submit()))
    assert page.h1 == questionnaire.question("A1").text
    assert questionnaire.options("A1")[0].text in page.words
    assert any(e.get("class") == "machine-words" for e in page.html.all("p"))
    assert 'lang="en"' not in page.text.partition("<fieldset")[2].partition("</fieldset")[0]
    page = answer(visitor, page, "guardian")
    english = visitor.get(f"{PARENTS}/q/A2")
    assert english.h1 == "Where does your child live?"
    assert not any(e.get("class") == "machine-words" for e in english.html.all("p"))


def code_on(page):
    return next(e.text for e in page.html.all("bdi") if len(e.text.split()) == 4)


def test_a_code_is_the_same_when_the_page_is_loaded_twice_or_its_reply_was_lost(visitor):
    page = answer(visitor, begin(visitor), "guardian")
    saved = visitor.get(location(page.submit(form=0, go="save")))
    with visitor._client.session_transaction() as session:
        before = dict(session)
    code = code_on(saved.submit(status=200))
    assert code_on(saved.submit(status=200)) == code  # loaded again: what was written down still works
    urdu = visitor.post(f"/ur{saved.path}", data={"csrf_token": token_of(saved), "go": "stay"}, status=200)
    assert code_on(urdu) == code
    with visitor._client.session_transaction() as session:  # the answer to the first press never came
        session.clear()
        session.update(before)
    again = saved.submit(status=200)
    assert code_on(again) == code
    assert number(again.follow("Carry on with the questions now")) == "A2"
    assert len(rows(Draft)) == 1


def token_of(page):
    return next(e.get("value") for e in page.html.all("input") if e.get("name") == "csrf_token")


@pages_only
def test_beginning_again_in_one_browser_loses_nothing(visitor):
    """Two tabs, or a child on the parent's tablet: what was begun and has no code stands in the way."""
    first = visitor.get(f"{PARENTS}/begin")
    page = answer(visitor, visitor.get(location(first.submit())), "guardian")
    assert "You have already begun" in first.submit(status=200).words  # the other tab
    young = visitor.get("/surveys/2027/young-people/begin")
    assert "those answers would be lost" in young.words
    assert len(rows(Draft)) == 1
    visitor.get(location(page.submit(form=0, go="save"))).submit(status=200)
    assert number(begin(visitor, "young-people")) == "Y0"  # with a code nothing can be lost
    assert len(rows(Draft)) == 2


@pages_only
def test_an_invitation_code_and_help_stay_while_the_language_changes(visitor):
    page = visitor.get(f"{PARENTS}/begin")
    kept = page.submit(code="gozi duve", helped="phone", go="stay", status=200)
    assert kept.html.by_id("code").get("value") == "gozi duve"
    assert next(e for e in kept.html.all("input") if e.get("value") == "phone").get("checked") is not None


@pages_only
def test_answers_changed_elsewhere_are_shown_before_they_are_sent(visitor):
    page, _met = through(visitor, begin(visitor), SHORTEST)
    change = visitor.get(f"{PARENTS}/q/C1", query={"check": "1"})
    change.submit(form=0, answer="agree", go="next")
    shown = page.submit(form=0, status=409)
    assert "Something was answered on another page" in shown.words
    assert rows(SurveyResponse) == []
    shown.submit(form=0)
    assert rows(SurveyResponse)[0].answers["C1"] == "agree"


@pages_only
def test_words_typed_in_a_tab_left_behind_are_shown_back(visitor):
    page = begin(visitor)
    for value in ("parent", "mansfield", "5-10"):
        page = answer(visitor, page, value)
    while number(page) != "B6":
        page = answer(visitor, page, go="skip")
    choice = visitor.get(f"{PARENTS}/q/A1")
    check, _met = through(visitor, answer(visitor, page, go="skip"), SHORTEST)
    check.submit(form=0)
    left = page.submit(form=0, answer="I had so much to say.", go="next", status=410)
    assert "I had so much to say." in left.words
    polish = visitor.post(
        f"/pl{PARENTS}/q/B6", status=410, data={"csrf_token": token_of(left), "answer": "I had so much to say."}
    )
    assert polish.html.root.get("lang") == "pl"
    assert "I had so much to say." in polish.words
    assert location(choice.submit(form=0, answer="guardian", go="next")).endswith("/sent")  # nothing typed there


@pages_only
def test_a_class_of_thirty_behind_one_address_may_begin_with_its_codes(open_site, monkeypatch):
    monkeypatch.setattr(routes, "CODES", throttle.Meter(throttle.Limit("survey-code", burst=10, every=20)))
    with transaction():
        made = operations.make_invitations(wave_key="2027", batch="Year 9", number=30)
    token = None
    for code in made:
        pupil = PageClient(open_site)
        token = token_of(pupil.get("/surveys/2027/young-people/begin"))
        begun = pupil._client.post("/surveys/2027/young-people/begin", data={"csrf_token": token, "code": code})
        assert begun.status_code == 302

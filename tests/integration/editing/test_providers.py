"""Providers: a link to one listing, still right, suggestions taken field by field; reviews asked for by mail."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.own_site import ON_BOTH, press, token_in
from tests.sent_forms import boxes_of
from tests.signing_in import make_account, sign_in_to
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.mail.models import OutgoingLetter
from webapp.engine.search import follower
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing import content_types, jobs, operations, queries
from webapp.publishing.models import ProviderContact, Reminder, Suggestion
from webapp.publishing.operations import listings, reviewing

KEY = "ask-us-nottinghamshire"
PUBLIC = f"/local-offer/services/{KEY}"
HERE = f"/manage/publishing/service/{KEY}/provider"
ADDRESS = "office@provider.example.org"


@pytest.fixture
def editor(app):
    with app.app_context():
        number = make_account(Permission.EDIT).id
    browser = app.test_client()
    sign_in_to(browser, number)
    return browser


def letters(app, purpose: str) -> list[OutgoingLetter]:
    with app.app_context():
        found = db.session.scalars(select(OutgoingLetter).where(OutgoingLetter.purpose == purpose))
        return sorted(found, key=lambda letter: letter.made_at)


def links_in(letter: OutgoingLetter) -> list[str]:
    return re.findall(r"https?://[^/]+(/your-listing/\S+)", letter.text)


@pytest.fixture
def mine(app, editor) -> str:
    """The path of a provider's own page, from the letter that was mailed to them."""
    assert press(editor, HERE, email=f" {ADDRESS.upper()}").status_code == 303
    (letter,) = letters(app, "link to a listing")
    assert letter.to == ADDRESS
    (path,) = links_in(letter)
    return path


def live(app, key: str = KEY, kind: str = "service"):
    with app.app_context():
        return queries.document(kind, key).live.fields


def suggest(client, mine: str, **values):
    page = client.get(f"{mine}/change")
    sent = boxes_of(page, "/change") | {name.replace("__", "--"): value for name, value in values.items()}
    return client.post(f"{mine}/change", data=sent)


def decide(editor, number: int, do: str, *names: str, **more):
    page = editor.get(f"/manage/publishing/suggestions/{number}")
    sent = boxes_of(page, f"/suggestions/{number}") | {"take": list(names), "do": do} | more
    return editor.post(f"/manage/publishing/suggestions/{number}", data=sent)


def set_review(key: str, due: date) -> None:
    fields = content_types.get("service").revive(queries.document("service", key).live.fields)
    with transaction():
        operations.edit_document("service", fields.model_copy(update={"review_due": due}), by="account:1")


def test_looking_at_a_link_says_nothing_and_one_button_says_it_is_right(app, client, mine):
    before = live(app)
    for _robot in range(2):
        for path in (mine, f"{mine}/still-right", f"{mine}/change", f"{mine}/forget", f"{mine}/new/session"):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200
    assert live(app) == before
    page = client.get(f"{mine}/still-right")
    assert page.text.count("<form method=\"post\"") == 1
    with time_machine.travel(clock.now() + timedelta(days=20)):
        assert "checked today" in press(client, f"{mine}/still-right").text
        after = live(app)
        assert after["reviewed_on"] == clock.today().isoformat()
        press(client, f"{mine}/still-right")
        with app.app_context():
            assert len(queries.revisions("service", KEY)) == 2, "pressing twice is as good as once"
    assert queries.says(after) == queries.says(before)


@ON_BOTH
def test_a_suggestion_is_taken_field_by_field_while_the_page_stays_as_it_was(app, client, editor, mine):
    shown = client.get(PUBLIC).text
    said = {"w__summary": "A new summary.", "w__contact__phone": "0115 000 0001", "w__opening": "Mondays."}
    answer = suggest(client, mine, **said)
    assert answer.status_code == 303
    assert client.get(PUBLIC).text == shown
    assert "Suggestions from providers" in editor.get("/manage").text
    page = editor.get("/manage/publishing/suggestions/1")
    assert page.text.count('class="govuk-fieldset compared"') == 3
    assert decide(editor, 1, "publish").status_code == 422, "nothing was ticked"
    decide(editor, 1, "publish", "w--contact--phone", "w--opening")
    now = client.get(PUBLIC).text
    assert "0115 000 0001" in now
    assert "Mondays." in now
    assert "A new summary." not in now
    with app.app_context():
        newest = queries.revisions("service", KEY)[0]
        assert newest.made_by == "provider:1"
        assert newest.approved_by is not None
    assert decide(editor, 1, "decline").status_code == 409, "decided once"
    assert "provider" in editor.get(f"/manage/publishing/service/{KEY}/history").text


def test_words_that_changed_meanwhile_are_compared_anew(app, client, editor, mine):
    suggest(client, mine, w__summary="A new summary.")
    page = editor.get("/manage/publishing/suggestions/1")
    sent = boxes_of(page, "/suggestions/1") | {"take": "w--summary", "do": "publish"}
    with app.app_context():
        set_review(KEY, clock.today() + timedelta(days=9))
    answer = editor.post("/manage/publishing/suggestions/1", data=sent)
    assert answer.status_code == 409
    assert "changed while you were reading" in answer.text
    assert 'value="w--summary" checked' in answer.text, "what was ticked stays ticked"
    again = boxes_of(answer, "/suggestions/1") | {"do": "publish"}
    assert editor.post("/manage/publishing/suggestions/1", data=again).status_code == 303


def test_a_suggestion_can_become_a_draft_or_nothing(app, client, editor, mine):
    suggest(client, mine, w__summary="To be reworded.")
    assert decide(editor, 1, "draft", "w--summary").status_code == 303
    with app.app_context():
        assert queries.draft("service", KEY).fields["summary"] == "To be reworded."
    suggest(client, mine, w__summary="Something else.")
    assert decide(editor, 2, "publish", "w--summary").status_code == 409, "a draft is open"
    assert decide(editor, 2, "decline").status_code == 303
    assert "Something else." not in client.get(PUBLIC).text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, mine):
    page = suggest(client, mine, w__name="", w__opening="Mondays.")
    assert page.status_code == 422
    assert "This is needed." in page.text
    assert "Mondays." in page.text
    assert "Nothing is different" in suggest(client, mine).text
    assert "leads nowhere" in suggest(client, mine, w__contact__website="not an address").text


def test_a_provider_cannot_write_what_only_editors_decide(app, client, editor, mine):
    suggest(client, mine, w__summary="New.", w__confidence="low", w__hold="y", w__checking="Nonsense", w__key="other")
    with app.app_context():
        said = db.session.get(Suggestion, 1).fields
    assert said.keys().isdisjoint({"confidence", "hold", "checking", "key"})
    assert decide(editor, 1, "publish", "w--summary", "w--confidence", "w--hold").status_code == 303
    assert live(app)["confidence"] == "high"


def test_a_newer_suggestion_takes_the_place_of_the_older_one(app, client, mine):
    suggest(client, mine, w__summary="First.")
    assert "First." in client.get(f"{mine}/change").text, "one goes on from what one sent"
    suggest(client, mine, w__summary="Second.")
    with app.app_context():
        assert [s.fields["summary"] for s in queries.suggestions()] == ["Second."]


def test_a_session_of_a_provider_shows_only_once_an_editor_took_it(app, client, editor, mine):
    page = client.get(f"{mine}/new/session")
    day = (clock.today() + timedelta(days=9)).isoformat()
    said = {
        "w--title": "Coffee and questions", "w--kind": "drop-in", "w--summary": "Come and ask.",
        "w--districts": "ashfield",
        "w--ages--min": "0", "w--ages--max": "25", "w--place": "The library", "w--next_date": "Ring us.",
        "w--dates--confirmed_by": "the team", "w--dates--start": "10:00", "w--dates--end": "11:00",
        "w--dates--days": day,
    }
    sent = boxes_of(page, "/session") | said
    assert client.post(f"{mine}/new/session", data=sent | {"w--title": ""}).status_code == 422
    assert client.post(f"{mine}/new/session", data=sent).status_code == 303
    assert client.get("/whats-on/coffee-and-questions").status_code == 404
    assert "Coffee and questions" not in client.get("/whats-on").text
    shown = editor.get("/manage/publishing/suggestions/1")
    ticked = re.findall(r'name="take" type="checkbox" value="([^"]+)" checked', shown.text)
    assert "w--title" in ticked, "for something new everything is ticked"
    assert decide(editor, 1, "publish", *ticked).status_code == 303
    public = client.get("/whats-on/coffee-and-questions")
    assert public.status_code == 200
    assert "The library" in public.text
    session = live(app, "coffee-and-questions", "session")
    assert session["service"] == KEY
    assert session["dates"]["confirmed_on"] == clock.today().isoformat()


def test_links_end_and_nobody_makes_one_up(app, client, editor, mine):
    assert client.get(mine[:-1] + ("A" if mine[-1] != "A" else "B")).status_code == 404
    assert client.get("/your-listing/1.abc").status_code == 404
    press(editor, f"{HERE}/1", HERE, do="end")
    ended = client.get(mine)
    assert ended.status_code == 410
    assert ADDRESS not in ended.text
    assert press(client, f"{mine}/new-link", mine).status_code == 200
    assert len(letters(app, "link to a listing")) == 1, "an editor ended it: no new one by oneself"
    press(editor, f"{HERE}/1", HERE, do="link")
    newer = links_in(letters(app, "link to a listing")[1])[0]
    assert client.get(newer).status_code == 200
    with time_machine.travel(clock.now() + timedelta(days=listings.LINK_DAYS + 1)):
        for path in (newer, f"{newer}/still-right", f"{newer}/change", f"{newer}/new/session"):
            assert client.get(path).status_code == 410
        assert client.post(f"{newer}/still-right", data={"csrf_token": token_in(client.get(newer))}).status_code == 410
        press(client, f"{newer}/new-link", newer)
        assert client.get(links_in(letters(app, "link to a listing")[2])[0]).status_code == 200


def test_an_address_is_forgotten_when_its_owner_says_so(app, client, editor, mine):
    suggest(client, mine, w__summary="New.", note="Ring Jo on 0115 000 0002")
    press(client, f"{mine}/forget")
    with app.app_context():
        assert db.session.scalar(select(ProviderContact)) is None
        kept = db.session.get(Suggestion, 1)
        assert (kept.note, kept.contact_id) == ("", None)
    assert client.get(mine).status_code == 404
    assert decide(editor, 1, "publish", "w--summary").status_code == 303, "the words outlive the address"


def test_an_address_goes_by_itself_half_a_year_after_its_listing(app, client, editor, mine):
    press(editor, f"/manage/publishing/service/{KEY}/take-off", f"/manage/publishing/service/{KEY}")
    with app.app_context():
        with time_machine.travel(clock.now() + timedelta(days=100)):
            jobs.ask_for_reviews()
            assert db.session.scalar(select(ProviderContact)) is not None
        with time_machine.travel(clock.now() + timedelta(days=190)):
            jobs.ask_for_reviews()
            assert db.session.scalar(select(ProviderContact)) is None


def test_an_address_stands_on_no_public_page_and_in_no_file(app, client, mine, tmp_path):
    from webapp.publishing.exporter import export_content

    with app.app_context():
        assert not [p for p in export_content(tmp_path) if ADDRESS in p.read_text(encoding="utf-8")]
    for path in (PUBLIC, f"{mine}", f"{mine}/change", f"{mine}/still-right", "/local-offer", "/search?q=provider"):
        assert ADDRESS not in client.get(path).text


def test_reviews_are_asked_for_by_mail_once_for_each_standing(app, client, editor, mine):
    with app.app_context():
        set_review(KEY, clock.today() - timedelta(days=1))
        for _day in range(2):
            jobs.ask_for_reviews()
    to_provider, to_editor = letters(app, "is a listing still right"), letters(app, "words to check again")
    assert len(to_provider) == len(to_editor) == 1
    assert f"/manage/publishing/service/{KEY}" in to_editor[0].text
    one_tap = links_in(to_provider[0])[0]
    assert one_tap.endswith("/still-right")
    assert "Check advised" in client.get(PUBLIC).text
    with app.app_context(), time_machine.travel(clock.now() + timedelta(days=120)):
        jobs.ask_for_reviews()
        assert "Check required" in client.get(PUBLIC).text
    again = letters(app, "is a listing still right")
    assert len(again) == 2
    with time_machine.travel(clock.now() + timedelta(days=121)):
        press(client, links_in(again[1])[0])
        assert "Check required" not in client.get(PUBLIC).text
        assert client.get(one_tap).status_code == 404, "ended long ago, and forgotten"
    with app.app_context():
        assert {r.to for r in db.session.scalars(select(Reminder))} == {"editors", "provider:1"}


def test_what_is_long_overdue_stands_lower_in_search_until_it_is_checked(app, client):
    def found() -> list[str]:
        page = client.get("/local-offer?q=sleep").text
        return list(dict.fromkeys(re.findall(r"/local-offer/services/([a-z0-9-]+)\"", page)))

    with app.app_context():
        follower.rebuild()
    first, *others = found()
    assert len(others) > 3
    with app.app_context():
        set_review(first, clock.today() - timedelta(days=200))
        jobs.ask_for_reviews()
    assert found().index(first) > 0
    with app.app_context():
        with transaction():
            reviewing.still_right("service", first, by=1)
        jobs.ask_for_reviews()
    assert found()[0] == first


def test_search_hears_of_it_on_the_day_without_any_change_of_words(app):
    with app.app_context():
        set_review(KEY, clock.today() + timedelta(days=1))
        jobs.ask_for_reviews()
        assert queries.document("service", KEY).standing == "fresh"
        with time_machine.travel(clock.now() + timedelta(days=150)):
            jobs.ask_for_reviews()
            assert queries.document("service", KEY).standing == "required"


def test_a_rhythm_is_chosen_for_a_kind(app, client, editor):
    here = "/manage/publishing/service/rhythm"
    assert press(editor, here, months="3").status_code == 303
    assert press(editor, here, months="7").status_code == 422
    with app.app_context():
        assert queries.rhythms()["service"] == 3
    assert "every 3 months" in editor.get("/manage/publishing/to-check").text

import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from tests.own_site import ON_BOTH, press, token_in
from tests.saying import WORDS, claim, decide, entry_number, say
from tests.signing_in import sign_in_as
from webapp.accounts.roles import Permission
from webapp.engine import audit
from webapp.engine.mail.models import OutgoingLetter
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation import operations
from webapp.moderation.models import Concern, Decision, QueueEntry

PUBLIC = "/have-your-say/comments"


@pytest.fixture
def volunteers(app):
    """Two volunteers, signed in."""
    both = [app.test_client(), app.test_client()]
    for browser in both:
        sign_in_as(browser, Permission.MODERATE)
    return both


def state_of(app, number=1):
    with app.app_context():
        return db.session.get(QueueEntry, number).state


def test_published_as_it_is(app, client, volunteers):
    code = say(client, words="The page about transport is out of date.")
    entry = entry_number(volunteers[0])
    claim(volunteers[0], entry)
    assert decide(volunteers[0], entry, "publish").status_code == 303
    assert "The page about transport is out of date." in client.get(PUBLIC).text
    assert "It is on this site" in client.get(f"/have-your-say/became/{code}").text


@ON_BOTH
def test_words_taken_out_by_ticking_and_by_typing(app, client, volunteers):
    say(client)
    entry = entry_number(volunteers[0])
    shown = volunteers[0].get(f"/manage/moderation/{entry}")
    assert re.search(r'word--tint"><input type="checkbox" name="word" value="2"', shown.text)
    looked = decide(volunteers[0], entry, "tinted")  # everything with a tint at one press
    assert "<del>Alfie</del> <ins>[name removed]</ins>" in looked.text
    assert "<del>07700 900123</del> <ins>[contact removed]</ins>" in looked.text
    assert state_of(app) == "waiting"  # and nothing is decided by it
    decide(volunteers[0], entry, "change", word=["2"], phrase="07700 900123")
    public = client.get(PUBLIC).text
    assert "My son [name removed] waited two years. Ring me on [contact removed]. The map helped us." in public
    assert "Alfie" not in public


def test_nothing_chosen_is_said_so(client, volunteers):
    say(client)
    entry = entry_number(volunteers[0])
    assert "Choose the words to take out first" in decide(volunteers[0], entry, "change").text
    assert "Choose why these words stay private" in decide(volunteers[0], entry, "keep").text


@ON_BOTH
def test_a_young_persons_changed_words_need_two(app, client, volunteers):
    first, second = volunteers
    say(client, words="Mr Okafor shouts at us in the hall.", speaker="young_person")
    entry = entry_number(first)
    decide(first, entry, "change", phrase="Mr Okafor")
    assert state_of(app) == "second"
    assert f"/{entry}/claim" not in first.get("/manage/moderation").text
    assert decide(first, entry, "agree").status_code == 403
    assert "shouts at us" not in client.get(PUBLIC).text
    assert decide(second, entry, "agree").status_code == 303
    assert "[name removed] shouts at us" in client.get(PUBLIC).text


@ON_BOTH
def test_kept_private_by_two_with_a_reason_for_the_writer(app, client, volunteers):
    first, second = volunteers
    code = say(client, words="The council never answered about our own appeal.")
    entry = entry_number(first)
    decide(first, entry, "keep", reason="individual_case")
    assert "waits to be read" in client.get(f"/have-your-say/became/{code}").text
    decide(second, entry, "agree")
    told = client.get(f"/have-your-say/became/{code}").text
    assert "own case" in told
    assert "someone to talk to" in told


def test_a_second_reader_may_say_no(app, client, volunteers):
    first, second = volunteers
    say(client, words="It was useless and I told them so.")
    entry = entry_number(first)
    decide(first, entry, "keep", reason="abusive")
    decide(second, entry, "disagree", note="Angry, not abusive")
    assert state_of(app) == "waiting"
    assert "Angry, not abusive" in first.get(f"/manage/moderation/{entry}").text


@ON_BOTH
def test_two_at_once_is_a_friendly_conflict_with_both_versions(app, client, volunteers):
    first, second = volunteers
    say(client)
    entry = entry_number(first)
    stale = second.get(f"/manage/moderation/{entry}")
    decide(first, entry, "change", phrase="Alfie")
    answer = second.post(
        f"/manage/moderation/{entry}",
        data={"csrf_token": token_in(stale), "version": "1", "act": "change", "phrase": "07700 900123"},
    )
    assert answer.status_code == 409
    assert "<del>Alfie</del>" in answer.text
    assert "<del>07700 900123</del>" in answer.text
    with app.app_context():
        assert db.session.query(Decision).count() == 1


@ON_BOTH
def test_a_double_press_at_the_same_moment_is_one_decision(app, client, volunteers):
    """Two browsers, one version: the row's lock lets one through, the other is told kindly and changes nothing."""
    say(client)
    entry = entry_number(volunteers[0])
    sent = [{"csrf_token": token_in(v.get(f"/manage/moderation/{entry}")), "version": "1"} for v in volunteers]
    press(volunteers[0], f"/manage/moderation/{entry}/hand-over", f"/manage/moderation/{entry}")  # nobody holds it
    gate = threading.Barrier(2)

    def decide_at_once(browser, data):
        gate.wait()
        data |= {"act": "change", "phrase": "Alfie"}
        return browser.post(f"/manage/moderation/{entry}", data=data).status_code

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(decide_at_once, volunteers, sent))
    assert answers == [303, 409]
    with app.app_context():
        assert db.session.query(Decision).count() == 1


@ON_BOTH
def test_a_claim_keeps_others_off_for_twenty_minutes(client, volunteers):
    first, second = volunteers
    say(client)
    with time_machine.travel("2026-12-01 12:00:00+00:00", tick=False) as now:
        for browser in volunteers:
            sign_in_as(browser, Permission.MODERATE)
        entry = entry_number(first)
        claim(first, entry)
        assert "Somebody else is reading it now" in second.get("/manage/moderation").text
        assert decide(second, entry, "publish").status_code == 403
        now.shift(20 * 60)
        assert claim(second, entry).status_code == 303


def test_nobody_reads_their_own_words(app, volunteers):
    first, second = volunteers
    say(first)  # signed in while writing
    assert "Every comment has been read" in first.get("/manage/moderation").text
    entry = entry_number(second)
    own = first.get(f"/manage/moderation/{entry}")
    assert "These are your own words" in own.text
    assert "Alfie" not in own.text


@ON_BOTH
def test_handed_over_is_gone_from_my_queue(client, volunteers):
    first, second = volunteers
    say(client)
    entry = entry_number(first)
    press(first, f"/manage/moderation/{entry}/hand-over", f"/manage/moderation/{entry}")
    assert "Every comment has been read" in first.get("/manage/moderation").text
    assert entry_number(second) == entry


def test_topics_i_would_rather_not_read_are_left_to_others(client, volunteers):
    first, second = volunteers
    say(client, words="He says he wants to die and nobody comes.")
    assert "self-harm or suicide" in first.get("/manage/moderation").text
    press(first, "/manage/moderation/preferences", "/manage/moderation", avoid="self-harm", daily_cap="3")
    assert "Every comment has been read" in first.get("/manage/moderation").text
    hard = second.get(f"/manage/moderation/{entry_number(second)}").text
    assert "<summary" in hard.split("wants")[0].rsplit("<fieldset", 1)[1]  # hidden until opened


def test_a_day_has_an_end(client, volunteers):
    first, _second = volunteers
    press(first, "/manage/moderation/preferences", "/manage/moderation", daily_cap="1")
    for number in range(2):
        say(client, words=f"Comment number {number} about the map.")
    decide(first, entry_number(first), "publish")
    assert "That is enough for today" in first.get("/manage/moderation").text


@ON_BOTH
def test_urgent_stops_everything_and_tells_the_lead_without_the_words(app, client, volunteers):
    lead = app.test_client()
    lead_id = sign_in_as(lead, Permission.SAFEGUARD)
    code = say(client, words="Uncle Bob hits me when mum is out.", speaker="child")
    entry = entry_number(volunteers[0])
    assert decide(volunteers[0], entry, "urgent").status_code == 303
    with app.app_context():
        letter = db.session.query(OutgoingLetter).one()
        assert "/manage/safeguarding" in letter.text
        assert "Bob" not in letter.text + letter.subject
    assert "keep children safe" in client.get(f"/have-your-say/became/{code}").text
    assert volunteers[0].get("/manage/safeguarding").status_code == 403
    assert "Bob" not in lead.get("/manage/safeguarding").text
    assert "Uncle Bob" in press(lead, "/manage/safeguarding/1", "/manage/safeguarding").text
    with app.app_context():
        seen = [line for line in audit.latest(ref="concern:1") if line.verb == "moderation.concern-opened"]
        assert [line.by for line in seen] == [lead_id]
    press(lead, "/manage/safeguarding/1/acknowledge", "/manage/safeguarding")
    with app.app_context():
        assert db.session.get(Concern, 1).acknowledged_by == lead_id
        with transaction():
            assert operations.destroy_originals() == 0


@ON_BOTH
def test_originals_are_destroyed_on_their_day_and_never_while_urgent(app, client, volunteers):
    say(client)
    decide(volunteers[0], entry_number(volunteers[0]), "change", phrase="Alfie, 07700 900123")
    with app.app_context():
        with transaction():
            assert operations.destroy_originals() == 0
        with time_machine.travel("2028-01-01"), transaction():
            assert operations.destroy_originals() == 1
        assert db.session.get(QueueEntry, 1).sealed is None
    assert decide(volunteers[0], 1, "reopen").status_code == 303  # what was public can still be taken back
    assert "two years" not in client.get(PUBLIC).text
    again = volunteers[1].get("/manage/moderation/1").text
    assert "Alfie" not in again
    assert "[name" in again


@ON_BOTH
def test_words_for_staff_are_never_public(app, client, volunteers):
    staff = app.test_client()
    sign_in_as(staff, Permission.RESPOND)
    code = say(client, wish="staff")
    assert "Every comment has been read" in volunteers[0].get("/manage/moderation").text
    assert volunteers[0].get("/manage/moderation/1").status_code == 404
    assert WORDS in staff.get("/manage/moderation/staff").text
    press(staff, "/manage/moderation/staff/1/note", "/manage/moderation/staff")
    assert "Staff have read it" in client.get(f"/have-your-say/became/{code}").text
    assert "two years" not in client.get(PUBLIC).text


@ON_BOTH
def test_an_original_is_seen_only_for_a_reason(app, client, volunteers):
    lead = app.test_client()
    sign_in_as(lead, Permission.SAFEGUARD)
    say(client)
    decide(volunteers[0], entry_number(volunteers[0]), "change", phrase="Alfie")
    blank = press(lead, "/manage/moderation/1/original", "/manage/safeguarding", why="")
    assert blank.status_code == 422
    assert WORDS not in blank.text
    assert (
        WORDS
        in press(lead, "/manage/moderation/1/original", "/manage/safeguarding", why="A court order").text
    )
    with app.app_context():
        assert audit.latest(1)[0].detail == {"why": "A court order"}

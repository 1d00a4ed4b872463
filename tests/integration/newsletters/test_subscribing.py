"""Asked for, confirmed by a person, changed, left, undone, forgotten."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from threading import Barrier

import pytest
import time_machine
from flask import Flask

from tests.integration.newsletters.conftest import MakeSite, add_readers, approved_issue, begin
from tests.page_client import PageClient
from webapp.engine import clock
from webapp.engine.jobs import runner
from webapp.engine.mail import outbox
from webapp.engine.mail.transports.memory import MemoryTransport
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.newsletters import jobs, queries, tokens
from webapp.newsletters.models import Issue, Subscriber, SubscriberState
from webapp.newsletters.operations import sending, subscribing
from webapp.newsletters.operations.subscribing import Choices
from webapp.newsletters.tokens import Purpose

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def letters() -> list[tuple[str, str]]:
    """(address, plain text) of what was posted."""
    transport = outbox.transport()
    assert isinstance(transport, MemoryTransport)
    outbox.send_due()
    found = []
    for to, data in transport.sent:
        body = message_from_bytes(data, policy=policy.default).get_body(("plain",))  # type: ignore[attr-defined]  # made by policy.default
        found.append((to, body.get_content()))
    return found


def ask(client: PageClient, address: str = "parent@example.org", **more: object) -> None:
    page = client.get("/newsletters/subscribe").submit(email=address, topics=["sleep"], **more)
    assert page.response.location == "/newsletters/asked"


def path_in(text: str) -> str:
    found = re.search(r"https://offer\.example\.org(/newsletters/(?:confirm|mine|leave)/\S+)", text)
    assert found
    return found[1]


def only() -> Subscriber:
    db.session.expire_all()
    return db.session.query(Subscriber).one()


@pytest.fixture
def visitor(make_site: MakeSite) -> PageClient:
    return PageClient(make_site())


def test_two_taps_and_nothing_less(visitor: PageClient) -> None:
    ask(visitor)
    assert only().state == SubscriberState.UNCONFIRMED
    ((to, text),) = letters()
    assert to == "parent@example.org"
    path = path_in(text)
    for _ in range(3):  # a scanner looks
        visitor.get(path)
        visitor.head(path)
    assert only().state == SubscriberState.UNCONFIRMED
    page = visitor.get(path).submit(status=200)
    assert "p•••@example.org" in page.words
    reader = only()
    assert reader.state == SubscriberState.CONFIRMED
    assert "Sleep" in reader.consent_words
    assert reader.confirmed_at is not None
    mine = page.follow("Change what you get")
    assert "What you agreed to, and when" in mine.words


def test_the_page_is_the_same_for_a_known_address_and_its_owner_gets_a_link(visitor: PageClient) -> None:
    ask(visitor)
    visitor.get(path_in(letters()[0][1])).submit(status=200)
    before = visitor.get("/newsletters/asked").words
    ask(visitor, district="mansfield")
    assert visitor.get("/newsletters/asked").words == before
    assert only().district == ""  # a stranger changes nothing
    assert "/newsletters/mine/" in letters()[1][1]


def test_mistakes_are_explained_and_what_was_chosen_stays(visitor: PageClient) -> None:
    page = visitor.get("/newsletters/subscribe").submit(email="not an address", status=422)
    assert "We could not read that address" in page.words
    assert "Choose at least one thing" in page.words


def test_nobody_can_flood_an_address_or_use_us_to_flood_many(visitor: PageClient) -> None:
    for _ in range(5):
        ask(visitor)
    assert len(letters()) == subscribing.ASKS_PER_ADDRESS
    for number in range(25):
        ask(visitor, f"victim{number}@example.org")
    assert len(letters()) == subscribing.ASKS_PER_NETWORK


def test_the_limit_frees_itself_after_a_day(visitor: PageClient) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        for _ in range(subscribing.ASKS_PER_ADDRESS + 1):
            ask(visitor)
        hand.shift(timedelta(days=1, minutes=1))
        ask(visitor)
        assert len(letters()) == subscribing.ASKS_PER_ADDRESS + 1


def test_whose_mail_came_back_twice_reads_why_and_can_ask_again(visitor: PageClient) -> None:
    add_readers(1)
    reader = only()
    with transaction():
        for _ in range(subscribing.HARD_BOUNCES):
            subscribing.bounced(reader, "hard")
    token = tokens.make(outbox.settings().secret_key, Purpose.MINE, str(only().id))
    assert "Two letters to r•••@example.net came back" in visitor.get(f"/newsletters/mine/{token}").words
    ask(visitor, "reader0000@example.net")
    visitor.get(path_in(letters()[0][1])).submit(status=200)
    assert (only().state, only().bounces) == (SubscriberState.CONFIRMED, 0)


def test_bounces_long_ago_do_not_count(visitor: PageClient) -> None:
    add_readers(1)
    reader = only()
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        with transaction():
            subscribing.bounced(reader, "hard")
        hand.shift(subscribing.BOUNCES_FADE + timedelta(days=1))
        with transaction():
            subscribing.bounced(reader, "hard")
        assert (only().state, only().bounces) == (SubscriberState.CONFIRMED, 1)


def test_a_robot_that_opens_every_link_of_a_letter_changes_nothing(make_site: MakeSite) -> None:
    app = make_site()
    add_readers(1)
    issue = approved_issue(app)
    begin(issue)
    sending.send_issue(issue)
    transport = outbox.transport()
    assert isinstance(transport, MemoryTransport)
    message = message_from_bytes(transport.sent[0][1], policy=policy.default)
    parts = "".join(part.get_content() for part in message.walk() if not part.is_multipart())  # type: ignore[attr-defined]  # as above
    urls = set(re.findall(r"https://offer\.example\.org(/[^\s\"<>)]*)", parts + str(message["List-Unsubscribe"])))
    assert any("/leave/" in url for url in urls)
    before = state_of(app)
    robot = app.test_client()
    for url in urls:
        for _ in range(10):
            assert robot.get(url).status_code == 200, url
            assert robot.head(url).status_code == 200, url
    assert state_of(app) == before


def state_of(_app: Flask) -> list[tuple[object, ...]]:
    db.session.expire_all()
    return [(s.state, tuple(s.topics), s.left_at, s.bounces, s.paused_until) for s in db.session.query(Subscriber)]


def letter_token(app: Flask) -> str:
    issue = approved_issue(app)
    begin(issue)
    row = db.session.execute(db.text("SELECT id FROM delivery")).scalar_one()
    return tokens.make(outbox.settings().secret_key, Purpose.LETTER, row)


def test_one_click_leaves_without_cookie_or_redirect_and_twice_is_harmless(make_site: MakeSite) -> None:
    app = make_site()
    add_readers(1)
    token = letter_token(app)
    for _ in range(2):
        response = app.test_client().post(f"/newsletters/leave/{token}", data=ONE_CLICK)
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
        assert only().state == SubscriberState.LEFT


def test_one_click_stops_only_what_the_letter_was_about(make_site: MakeSite) -> None:
    app = make_site()
    with transaction():
        subscribing.bring_in(["a@example.org"], Choices(topics=("sleep", "waiting")), "agreed")
    token = letter_token(app)  # a letter about sleep
    app.test_client().post(f"/newsletters/leave/{token}", data=ONE_CLICK)
    assert (only().state, only().topics) == (SubscriberState.CONFIRMED, ["waiting"])


def test_leaving_works_after_the_topic_is_gone(make_site: MakeSite) -> None:
    app = make_site()
    with transaction():
        subscribing.bring_in(["a@example.org"], Choices(topics=("sleep",)), "agreed")
    token = letter_token(app)
    with transaction():
        db.session.query(Issue).one().topics = ["a-topic-that-is-gone"]
        only().topics = ["another-that-is-gone"]
    PageClient(app).get(f"/newsletters/leave/{token}").submit(status=200)
    assert only().state == SubscriberState.LEFT
    assert "The letters have stopped" in PageClient(app).get(f"/newsletters/leave/{token}").words


def test_leaving_can_be_undone_for_28_days_then_only_a_hash_is_left(make_site: MakeSite) -> None:
    app = make_site()
    client = PageClient(app)
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        add_readers(1)
        address = only().address
        token = tokens.make(outbox.settings().secret_key, Purpose.MINE, str(only().id))
        left = client.get(f"/newsletters/leave/{token}").submit(status=200)
        assert "The letters have stopped" in left.words
        hand.shift(timedelta(days=27))
        with transaction():
            subscribing.forget()
        assert "You are back" in left.submit(status=200).words
        assert only().state == SubscriberState.CONFIRMED
        client.get(f"/newsletters/leave/{token}").submit(status=200)
        hand.shift(timedelta(days=28, minutes=1))
        with transaction():
            assert subscribing.forget()["left"] == 1
        gone = only()
        assert (gone.state, gone.address, gone.topics, gone.consent_words) == (SubscriberState.ERASED, None, [], "")
        with transaction():
            report = subscribing.bring_in([str(address)], Choices(topics=("sleep",)), "an old list")
        assert report["left earlier"] == [address]
        assert only().state == SubscriberState.ERASED


def test_an_address_nobody_confirmed_is_forgotten_after_seven_days(visitor: PageClient) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        ask(visitor)
        hand.shift(timedelta(days=7, minutes=1))
        with transaction():
            subscribing.forget()
        assert db.session.query(Subscriber).count() == 0


def test_who_does_not_press_the_button_is_reminded_once(visitor: PageClient) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        ask(visitor)
        assert len(letters()) == 1
        for hours in (47, 2, 24, 48):
            hand.shift(timedelta(hours=hours))
            assert runner.run(jobs.REMIND)
        first, reminder = letters()
        assert path_in(first[1]) == path_in(reminder[1])
        assert "This is the only reminder, and we forget your address on 29 November 2026." in reminder[1]
        visitor.get(path_in(reminder[1])).submit(status=200)
        assert only().state == SubscriberState.CONFIRMED


def test_who_pressed_the_button_is_not_reminded(visitor: PageClient) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        ask(visitor)
        visitor.get(path_in(letters()[0][1])).submit(status=200)
        hand.shift(timedelta(hours=50))
        assert runner.run(jobs.REMIND)
        assert len(letters()) == 1


LIST = """email,agreed_on,agreed_how,topics
reader0000@example.net,2025-03-31,ticked the box on the paper form,
new@example.net,2025-03-31,ticked the box on the paper form,sleep
NEW@example.net,2025-03-31,ticked the box on the paper form,sleep
{more}"""


def test_a_list_is_taken_over_with_proof_and_nobody_who_left(make_site: MakeSite, tmp_path: Path) -> None:
    app = make_site()
    add_readers(1)
    with transaction():
        subscribing.leave(only(), how="link")
    file, run = tmp_path / "list.csv", app.test_cli_runner().invoke
    file.write_text(LIST.format(more="x@example.net,2025-03-31,,\n"), encoding="utf-8")
    stopped = run(args=["newsletters", "import", str(file)])
    assert stopped.exit_code == 1
    assert "line 5: agreed_how must say where and how this person said yes" in stopped.output
    dry = run(args=["newsletters", "import", str(file), "--dry-run"])
    assert "added: 1\nknown: 1\nleft earlier: 1" in dry.output
    assert "left earlier, not added: r•••@example.net" in dry.output
    assert only().state == SubscriberState.LEFT  # neither of them changed anything
    file.write_text(LIST.format(more=""), encoding="utf-8")
    done = run(args=["newsletters", "import", str(file), "--topics", "waiting"])
    assert "added: 1" in done.output, done.output
    db.session.expire_all()
    assert queries.subscribers_by_state() == {"confirmed": 1, "left": 1}
    added = db.session.query(Subscriber).filter_by(state="confirmed").one()
    assert (added.address, added.topics) == ("new@example.net", ["sleep"])
    assert added.consent_words == "ticked the box on the paper form (2025-03-31)"


def test_a_reader_changes_topics_takes_a_break_and_stops_by_choosing_nothing(make_site: MakeSite) -> None:
    app = make_site()
    add_readers(1)
    client = PageClient(app)
    token = tokens.make(outbox.settings().secret_key, Purpose.MINE, str(only().id))
    page = client.get(f"/newsletters/mine/{token}")
    page.submit(topics=["waiting", "sleep"], district="mansfield", edition="text", pause="30", status=200)
    reader = only()
    assert (reader.topics, reader.district, reader.edition) == (["waiting", "sleep"], "mansfield", "text")
    assert reader.paused_until == clock.today() + timedelta(days=30)
    page.submit(topics=[], status=200)
    assert only().state == SubscriberState.LEFT


@pytest.mark.parametrize("token", ["1.AAAAAAAAAAAAAAAA", "x", "é.é", "1.", "1"])
def test_links_that_were_not_made_by_us_open_nothing(visitor: PageClient, token: str) -> None:
    add_readers(1)
    for page in ("confirm", "mine", "leave"):
        visitor.get(f"/newsletters/{page}/{token}", status=404)


def test_a_link_for_one_thing_does_no_other(visitor: PageClient) -> None:
    add_readers(1)
    confirm = tokens.make(outbox.settings().secret_key, Purpose.CONFIRM, str(only().id))
    visitor.get(f"/newsletters/leave/{confirm}", status=404)


def test_bounces_come_in_only_with_the_secret(settings, own_database) -> None:  # type: ignore[no-untyped-def]  # fixtures
    from dataclasses import replace

    from config import MailBy, MailSettings
    from webapp.app import create_app

    mail = MailSettings(by=MailBy.MEMORY, bounce_secret="between-us")
    app = create_app(replace(settings, database_url=own_database, mail=mail))
    client = app.test_client()
    with app.app_context():
        add_readers(2)
        told = {"recipient": "reader0000@example.net", "kind": "complaint"}
        assert client.post("/newsletters/bounces", json=told).status_code == 403
        known = {"Authorization": "Bearer between-us"}
        assert client.post("/newsletters/bounces", json=told, headers=known).json == {"known": True}
        for _ in range(2):
            client.post(
                "/newsletters/bounces",
                json={**told, "recipient": "reader0001@example.net", "kind": "hard"},
                headers=known,
            )
        assert queries.subscribers_by_state() == {"left": 1, "stopped": 1}
        db.session.remove()
        db.engine.dispose()


def test_a_double_press_of_the_same_address_is_one_reader_and_the_same_page(make_site: MakeSite) -> None:
    site = make_site()
    start = Barrier(6)

    def press(_number: int) -> str | None:
        form = PageClient(site).get("/newsletters/subscribe")
        start.wait()
        return form.submit(email="parent@example.org", topics=["sleep"]).response.location

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(press, range(6))) == {"/newsletters/asked"}
    assert only().state == SubscriberState.UNCONFIRMED

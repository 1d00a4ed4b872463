"""Every reader is accounted for, whatever the server does."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine

from tests.integration.newsletters.conftest import MakeSite, accounted_for, add_readers, approved_issue, begin, started
from tests.mail_servers import OK, Behaviour, free_port, smtp_server
from webapp.engine import clock
from webapp.engine.errors import NotAllowedError, StaleError
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.newsletters import queries
from webapp.newsletters.models import Delivery, DeliveryState, IssueState, Subscriber, SubscriberState
from webapp.newsletters.operations import preparing, sending, subscribing, writing


def test_everybody_gets_it_once_and_the_issue_is_done(make_site: MakeSite) -> None:
    server = Behaviour()
    with smtp_server(server) as port, started(make_site(port), 45) as (issue, readers):
        sending.send_issue(issue)
        assert Counter(server.addresses) == Counter(readers)
        assert queries.tally(issue)["sent"] == 45
        assert queries.issue(issue).state == IssueState.DONE
        sending.send_issue(issue)  # again: nothing more happens
        assert len(server.kept) == 45


def test_a_letter_is_what_was_approved_with_headers_that_mail_programs_know(make_site: MakeSite) -> None:
    server = Behaviour()
    with smtp_server(server) as port, started(make_site(port), 1) as (issue, readers):
        sending.send_issue(issue)
    message = message_from_bytes(server.kept[0][1], policy=policy.default)
    assert message["To"] == readers[0]
    assert message["From"].addresses[0].addr_spec == "news@example.org"
    assert message["Subject"] == "Sleep: three things that help"
    leave = message["List-Unsubscribe"]
    assert leave.startswith("<https://offer.example.org/newsletters/leave/")
    assert message.get_all("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"]
    assert readers[0].split("@")[0] not in leave
    for name in ("Date", "Message-ID", "MIME-Version", "List-Id", "Content-Language"):
        assert len(message.get_all(name) or []) == 1, name
    text, html = (message.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]  # it has both
    for said in ("Nobody in the house is sleeping.", "Try this first.", "Who to ring"):
        assert said in text
        assert said in html
    assert "https://offer.example.org/waiting-well" in text
    token = leave.rsplit("/", 1)[1].rstrip(">")
    assert f"/newsletters/leave/{token}" in text
    assert f"/newsletters/leave/{token}" in html
    assert "@@place@@" not in server.kept[0][1].decode()
    assert "<img" not in html


def test_temporary_errors_are_tried_again_later_each_time_and_then_given_up(make_site: MakeSite) -> None:
    server = Behaviour(rcpt=lambda to, _: "451 come back later" if to.startswith("reader0000") else OK)
    with (
        smtp_server(server) as port,
        time_machine.travel("2026-11-22 10:00:00+00:00") as clock_hand,
        started(make_site(port), 3) as (issue, _),
    ):
        sending.send_issue(issue)
        assert queries.tally(issue)["ready"] == 1
        for minutes in (1, 5, 15, 60, 240):
            clock_hand.shift(timedelta(minutes=minutes, seconds=1))
            assert queries.issue(issue).state == IssueState.SENDING
            sending.send_issue(issue)
        tally = queries.tally(issue)
        assert (tally["sent"], tally["failed"], tally["ready"]) == (2, 1, 0)
        assert queries.issue(issue).state == IssueState.DONE
        assert "451 come back later" in queries.failures(issue)[0].last_words


def test_an_address_refused_for_good_is_failed_and_after_two_letters_stopped(make_site: MakeSite) -> None:
    server = Behaviour(rcpt=lambda to, _: "550 no such person" if to.startswith("reader0000") else OK)
    with smtp_server(server) as port:
        app = make_site(port)
        with started(app, 2) as (issue, _):
            sending.send_issue(issue)
            assert queries.tally(issue)["failed"] == 1
        second = approved_issue(app)
        begin(second)
        sending.send_issue(second)
        key = queries.failures(second)[0].address_key
        reader = queries.subscriber_by_key(key)
        assert reader is not None
        assert reader.state == SubscriberState.STOPPED


@pytest.mark.parametrize("answer", ["keep and drop", "drop"])
def test_a_line_lost_after_the_letter_leaves_it_unsure_and_never_sends_it_twice(
    make_site: MakeSite, answer: str
) -> None:
    server = Behaviour(data=lambda _to, seen: answer if seen == 4 else OK)
    with smtp_server(server) as port, started(make_site(port), 30) as (issue, _):
        sending.send_issue(issue)
        tally = queries.tally(issue)
        assert (tally["sent"], tally["unsure"]) == (29, 1)
        assert max(Counter(server.addresses).values()) == 1
        row, reader = queries.needing_a_person(issue)[0]
        assert "line lost after the letter was given" in row.last_words
        assert reader.address
        with transaction():
            preparing.settle(row, arrived=True, by=7)
        assert queries.tally(issue)["unsure"] == 0
        assert accounted_for(issue)


def test_an_unsure_letter_goes_again_only_when_a_person_says_so(make_site: MakeSite) -> None:
    server = Behaviour(data=lambda _to, seen: "drop" if seen == 0 else OK)
    with smtp_server(server) as port, started(make_site(port), 2) as (issue, readers):
        sending.send_issue(issue)
        sending.send_issue(issue)
        assert len(server.kept) == 1
        row, _ = queries.needing_a_person(issue)[0]
        with transaction():
            preparing.settle(row, arrived=False, by=7)
        sending.send_issue(issue)
        assert Counter(server.addresses) == Counter(readers)
        with pytest.raises(StaleError):
            preparing.settle(row, arrived=True, by=7)


def test_without_a_server_the_line_rests_longer_each_time_and_nobody_is_lost(make_site: MakeSite) -> None:
    port = free_port()
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand, started(make_site(port), 5) as (issue, readers):
        sending.send_issue(issue)
        rest = queries.rest(issue)
        assert rest is not None
        assert rest.until is not None
        assert "ConnectionRefused" in rest.last_words
        assert queries.tally(issue)["ready"] == 5
        server = Behaviour()
        with smtp_server(server, port):
            sending.send_issue(issue)  # still resting
            assert not server.kept
            hand.shift(timedelta(minutes=30))
            sending.send_issue(issue)
            assert Counter(server.addresses) == Counter(readers)


def test_who_leaves_before_their_turn_gets_nothing_and_is_counted(make_site: MakeSite) -> None:
    server = Behaviour()
    with smtp_server(server) as port, started(make_site(port), 4) as (issue, _):
        with transaction():
            readers = db.session.query(Subscriber).order_by(Subscriber.id).all()
            subscribing.leave(readers[0], how="link")
            readers[1].paused_until = clock.today() + timedelta(days=30)
        sending.send_issue(issue)
        tally = queries.tally(issue)
        assert (tally["sent"], tally["left"]) == (2, 2)
        assert readers[0].address not in server.addresses
        assert accounted_for(issue)


def test_too_many_refusals_stop_the_sending_until_a_person_looks(make_site: MakeSite) -> None:
    server = Behaviour(data=lambda _to, _seen: "554 we do not want this")
    with smtp_server(server) as port, started(make_site(port), 60) as (issue, _):
        sending.send_issue(issue)
        stopped = queries.issue(issue)
        assert stopped.state == IssueState.PAUSED
        assert "were refused" in stopped.why_stopped
        assert queries.tally(issue)["ready"] >= 30
        assert accounted_for(issue)


def test_pause_and_resume_lose_nobody(make_site: MakeSite) -> None:
    server = Behaviour()
    with smtp_server(server) as port, started(make_site(port), 25) as (issue, readers):
        with transaction():
            preparing.pause(queries.issue(issue), why="lunch")
        sending.send_issue(issue)
        assert not server.kept
        with transaction():
            preparing.resume(queries.issue(issue))
        sending.send_issue(issue)
        assert Counter(server.addresses) == Counter(readers)


def test_the_providers_limit_holds_across_restarts(make_site: MakeSite) -> None:
    server = Behaviour()
    with (
        smtp_server(server) as port,
        time_machine.travel("2026-11-22 10:00:00+00:00", tick=False) as hand,
        started(make_site(port, per_minute=7), 20) as (issue, readers),
    ):
        sending.send_issue(issue)
        assert len(server.kept) == 7
        make_site(port, per_minute=7)  # another process, the same minute
        sending.send_issue(issue)
        assert len(server.kept) == 7
        for expected in (14, 20):
            hand.shift(timedelta(minutes=1))
            sending.send_issue(issue)
            assert len(server.kept) == expected
        assert Counter(server.addresses) == Counter(readers)


def test_a_time_missed_by_hours_is_held_for_a_person(make_site: MakeSite) -> None:
    app = make_site()
    add_readers(2)
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        issue = approved_issue(app)
        hand.shift(timedelta(hours=3))
        begin(issue)
        assert queries.issue(issue).state == IssueState.HELD
        with transaction():
            preparing.send_anyway(queries.issue(issue))
        assert queries.issue(issue).state == IssueState.SENDING


def test_a_copied_database_does_not_send(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_site()
    add_readers(1)
    begin(approved_issue(app))
    monkeypatch.setattr(preparing, "machine", lambda: "another")
    second = approved_issue(app)
    begin(second)
    assert queries.issue(second).state == IssueState.HELD
    assert "copy of the site" in queries.issue(second).why_stopped


def test_nobody_approves_their_own_words(make_site: MakeSite) -> None:
    app = make_site()
    with app.test_request_context(), transaction():
        issue = writing.create_issue(title="Mine", by=1)
        writing.write_all(issue, by=1, version=issue.version, head={"topics": ["sleep"], "intro": "Hello."}, parts={})
        writing.ask_for_approval(issue, by=3, blocking=0)
        for writer in (1, 3):
            with pytest.raises(NotAllowedError):
                writing.approve(issue, by=writer, version=issue.version, frozen={}, send_at=clock.now())
        writing.write_all(issue, by=1, version=issue.version, head={"intro": "Changed after it was ready."}, parts={})
        with pytest.raises(StaleError):
            writing.approve(issue, by=2, version=issue.version, frozen={}, send_at=clock.now())


def test_the_database_refuses_a_second_row_for_an_address(make_site: MakeSite) -> None:
    from sqlalchemy.exc import IntegrityError

    with started(make_site(), 1) as (issue, _):
        row = db.session.query(Delivery).one()
        twin = Delivery(
            id="another",
            issue_id=issue,
            subscriber_id=row.subscriber_id,
            address_key=row.address_key,
            edition=row.edition,
            state=DeliveryState.READY,
            next_at=clock.now(),
        )
        with pytest.raises(IntegrityError), transaction():
            db.session.add(twin)

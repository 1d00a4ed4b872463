"""Slow servers, servers that die, servers that ask to wait: everybody is accounted for, nobody gets it twice."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from tests.integration.newsletters.conftest import MakeSite, accounted_for, started
from tests.mail_servers import OK, Behaviour, free_port, sink, smtp_server
from webapp.extensions import db
from webapp.newsletters import queries
from webapp.newsletters.models import Delivery, IssueState
from webapp.newsletters.operations import sending


@pytest.mark.parametrize("pipelining", [True, False])
def test_several_lines_send_at_once_and_one_refusal_stops_none_of_them(make_site: MakeSite, pipelining: bool) -> None:
    refused = frozenset({"reader0007@example.net"})
    with (
        sink(pipelining=pipelining, refused=refused) as server,
        started(make_site(server.port), 60) as (issue, readers),
    ):
        sending.send_issue(issue)
        assert Counter(server.addresses) == Counter(set(readers) - refused)
        assert 1 < server.most_lines <= 3
        tally = queries.tally(issue)
        assert (tally["sent"], tally["failed"]) == (59, 1)
        assert "550 no such person" in queries.failures(issue)[0].last_words


def test_a_slow_server_gets_few_letters_at_a_time_and_all_of_them(make_site: MakeSite) -> None:
    server = Behaviour(slow=0.02)
    with smtp_server(server) as port, started(make_site(port), 20) as (issue, readers):
        sending.send_issue(issue)
        assert Counter(server.addresses) == Counter(readers)
        assert queries.issue(issue).state == IssueState.DONE


@pytest.mark.parametrize(
    ("room", "sent", "seconds", "expected"),
    [
        (20, 20, 0.01, 40),  # quick: more at once, at most twice as many
        (200, 150, 0.05, 200),  # never more than the most
        (200, 10, 1.0, 6),  # slow: as few as the lines need
        (40, 0, 0.2, 6),  # nothing sent: as few as can be
        (40, 20, 0.5, 20),  # half a second's worth
    ],
)
def test_letters_in_doubt_are_half_a_seconds_worth(room: int, sent: int, seconds: float, expected: int) -> None:
    assert sending.next_room(room, sent, seconds, least=6) == expected


def test_a_server_that_falls_silent_after_the_letter_leaves_it_unsure_and_sending_rests(make_site: MakeSite) -> None:
    server = Behaviour(slow=1.0)  # longer than we wait
    with smtp_server(server) as port, started(make_site(port, timeout=0.2, lines=1), 10) as (issue, _):
        sending.send_issue(issue)
        tally = queries.tally(issue)
        assert (tally["unsure"], tally["ready"]) == (2, 8)  # the second in a row stops the line
        row, _reader = queries.needing_a_person(issue)[0]
        assert "line lost after the letter was given" in row.last_words
        rest = queries.rest(issue)
        assert rest is not None
        assert rest.until is not None


def test_a_server_that_dies_and_comes_back_is_found_again(make_site: MakeSite) -> None:
    port, first, second = free_port(), Behaviour(), Behaviour()
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand, started(make_site(port), 40) as (issue, readers):
        first.data = lambda _to, seen: OK if seen < 5 else "drop"
        with smtp_server(first, port):
            sending.send_issue(issue)
        sending.send_issue(issue)  # rests
        hand.shift(timedelta(minutes=2))
        sending.send_issue(issue)  # nobody is there: rests longer
        rest = queries.rest(issue)
        assert rest is not None
        assert rest.line_failures == 2
        hand.shift(timedelta(minutes=6))
        with smtp_server(second, port):
            sending.send_issue(issue)
        got = Counter(first.addresses + second.addresses)
        unsure = {reader.address for _, reader in queries.needing_a_person(issue)}
        assert max(got.values()) == 1
        assert set(readers) - set(got) == unsure
        assert queries.tally(issue)["ready"] == 0
        assert accounted_for(issue)


def test_a_server_that_asks_everybody_to_wait_is_left_alone_before_letters_are_given_up(make_site: MakeSite) -> None:
    server = Behaviour(rcpt=lambda _to, _seen: "451 too many, come back later")
    with (
        smtp_server(server) as port,
        time_machine.travel("2026-11-22 10:00:00+00:00"),
        started(make_site(port), 80) as (issue, readers),
    ):
        sending.send_issue(issue)
        rest = queries.rest(issue)
        assert rest is not None
        assert rest.until is not None
        assert "come back later" in rest.last_words
        tally = queries.tally(issue)
        assert (tally["ready"], tally["failed"]) == (len(readers), 0)
        tried = [row.attempts for row in db.session.query(Delivery).filter(Delivery.attempts > 0)]
        assert 20 <= len(tried) < 40  # most letters have lost no try
        assert set(tried) == {1}


def test_our_own_fault_stops_the_issue_for_a_person(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    with sink() as server, started(make_site(server.port), 5) as (issue, _):
        broken = sending.BulkLetter.for_one

        def fail(*args: object, **more: object) -> bytes:
            if server.addresses:
                raise ZeroDivisionError
            return broken(*args, **more)  # type: ignore[arg-type]  # passed on as they came

        monkeypatch.setattr(sending.BulkLetter, "for_one", fail)
        with pytest.raises(RuntimeError):
            sending.send_issue(issue)
        stopped = queries.issue(issue)
        assert stopped.state == IssueState.PAUSED
        assert "look at it" in stopped.why_stopped
        assert accounted_for(issue)

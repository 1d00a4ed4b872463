"""Sends the rows of one issue.

Rows are claimed a few at a time: READY → TRYING is committed before the first word to the server, the outcome after
the last. What is on a line or waits for one when a process dies stays TRYING; the next sender calls it UNSURE and a
person decides. So a letter may go missing by our own fault only where somebody sees it, and never goes twice by
itself. One thread (the desk) claims and records, in one commit for both; the lines hand over meanwhile.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update

from ...engine import clock
from ...engine.jobs import holder, runner
from ...engine.mail import outbox
from ...engine.mail.bulk import BulkLetter
from ...engine.mail.lines import LineFaultError, Lines
from ...engine.mail.outcome import PAUSES, Ended, Outcome, pause_after
from ...engine.transaction import transaction
from ...extensions import db
from .. import queries, tokens
from ..models import Delivery, DeliveryState, Issue, IssueState, SendingRest, Subscriber, SubscriberState
from ..tokens import Purpose
from .preparing import give_back_to_rate, pause, take_from_rate
from .subscribing import bounced

FIRST, MOST = 20, 200  # letters in doubt if this process dies: at first, and at most
DOUBT_SECONDS = 0.5  # … and no more than leave in this time
PATIENCE = 0.2  # seconds until the desk looks up even if few letters ended
BREAK_AFTER = 20  # letters before a share of failures says anything
BREAK_SHARE = 0.2
OUR_FAULT = "Sending failed for a reason in the site itself. Ask somebody to look at it."
_ROWS = cast("Table", Delivery.__table__)
_OF_THESE = update(_ROWS).where(_ROWS.c.id.in_(bindparam("ids", expanding=True)))
_STOPPED = "the sender stopped while this letter was being handed over"


@dataclass(frozen=True, slots=True)
class Turn:
    """One letter whose turn it is."""

    id: str
    subscriber_id: int
    address: str
    edition: str
    attempts: int


Ends = list[tuple[Turn, Outcome]]


def send_issue(issue_id: int) -> None:
    """Send what is ready, until nothing is, somebody stops it, or the line rests.

    Safe to call at any time, twice.
    """
    with transaction():
        if not _take(issue_id):
            return
        issue = queries.issue(issue_id)
        letters = bulk_letters(issue.frozen or {})
    try:
        _send_all(issue_id, letters)
    except LineFaultError:
        with transaction():
            pause(queries.issue(issue_id), why=OUR_FAULT)
        raise
    finally:
        with transaction():
            _let_go(issue_id)


def _take(issue_id: int) -> bool:
    """Become the one sender of this issue.

    Settle what a dead sender left. False when another one lives or it rests.
    """
    rest = db.session.get(SendingRest, issue_id, with_for_update=True)
    issue = db.session.get(Issue, issue_id)
    if rest is None or issue is None or issue.state != IssueState.SENDING:
        return False
    if rest.until is not None and clock.utc(rest.until) > clock.now():
        return False
    if rest.held_by and holder.is_alive(rest.held_by):
        return False
    db.session.execute(
        update(Delivery)
        .where(Delivery.issue_id == issue_id, Delivery.state == DeliveryState.TRYING)
        .values(state=DeliveryState.UNSURE, done_at=clock.now(), last_words=_STOPPED)
        .execution_options(synchronize_session=False)
    )
    rest.held_by, rest.until = holder.me(), None
    return True


def _let_go(issue_id: int) -> None:
    """Give the issue back; say it is done when no row is waiting any more."""
    rest = db.session.get(SendingRest, issue_id)
    if rest is not None and rest.held_by == holder.me():
        rest.held_by = ""
    issue = db.session.get(Issue, issue_id)
    if issue is None or issue.state != IssueState.SENDING:
        return
    tally = queries.tally(issue_id)
    if not tally["ready"] and not tally["trying"]:
        issue.state, issue.done_at = IssueState.DONE, clock.now()


def bulk_letters(frozen: dict[str, Any]) -> dict[str, BulkLetter]:
    """The approved words of each edition, put together once, ready to be finished for each reader."""
    mail = outbox.settings().mail
    return {
        name: BulkLetter(
            sender=mail.sender,
            sender_name=mail.sender_name,
            reply_to=mail.reply_to,
            subject=words["subject"],
            text=words["text"],
            html=words["html"],
            language=words["language"],
            headers=tuple((header, value) for header, value in words["headers"]),
        )
        for name, words in frozen.items()
    }


def _send_all(issue_id: int, letters: dict[str, BulkLetter]) -> None:
    lines, room, ended = _lines(letters), FIRST, Ends()
    try:
        while True:
            with transaction():
                stop = not _record(issue_id, ended, stopped=lines.stopped) or runner.stopping.is_set()
                turns = [] if stop else _claim(issue_id, room - lines.in_hand)
            lines.give(turns)
            if not lines.in_hand:
                return
            if stop:
                lines.take_back()
            began = time.monotonic()
            ended = lines.collect(max(1, lines.in_hand * 3 // 4), PATIENCE)
            sent = sum(outcome.ended is Ended.SENT for _, outcome in ended)
            room = next_room(room, sent, time.monotonic() - began, least=2 * outbox.settings().mail.lines)
    finally:
        lines.close()


def next_room(room: int, sent: int, seconds: float, *, least: int) -> int:
    """How many letters may be in doubt next, from how many were sent in how long: about half a second's worth."""
    wanted = int(sent / max(seconds, 0.001) * DOUBT_SECONDS)
    return max(least, min(wanted, room * 2, MOST))


def _lines(letters: dict[str, BulkLetter]) -> Lines[Turn]:
    settings = outbox.settings()
    key, host = settings.secret_key, settings.mail.sender.rpartition("@")[2]

    def write(turn: Turn) -> bytes:
        return letters[turn.edition].for_one(
            to=turn.address,
            message_id=f"<{turn.id}@{host}>",
            token=tokens.make(key, Purpose.LETTER, turn.id),
            sent_at=clock.now(),
        )

    return Lines(outbox.transport(), settings.mail.sender, settings.mail.lines, write)


def _claim(issue_id: int, wanted: int) -> list[Turn]:
    """The next readers whose turn it is.

    Whoever stopped since the rows were made is left out here, in this commit.
    """
    state = db.session.scalar(select(Issue.state).where(Issue.id == issue_id))
    if state != IssueState.SENDING or wanted < 1:
        return []
    now = clock.now()
    allowed = take_from_rate(wanted, outbox.settings().mail.per_minute)
    rows = _due(issue_id, now, allowed) if allowed else []
    turns = [
        Turn(row.id, row.subscriber_id, row.address, str(row.edition), row.attempts + 1)
        for row in rows
        if row.address and _still_wants(row.state, row.paused_until)
    ]
    going = {turn.id for turn in turns}
    _set_state([row.id for row in rows if row.id not in going], DeliveryState.LEFT, done_at=now)
    _set_state(list(going), DeliveryState.TRYING, claimed_by=holder.me(), attempts=_ROWS.c.attempts + 1)
    give_back_to_rate(allowed - len(turns), outbox.settings().mail.per_minute)
    return turns if turns or not rows else _claim(issue_id, wanted)


def _due(issue_id: int, now: datetime, most: int) -> list[Any]:
    found = db.session.execute(
        select(
            Delivery.id,
            Delivery.edition,
            Delivery.attempts,
            Delivery.subscriber_id,
            Subscriber.address,
            Subscriber.state,
            Subscriber.paused_until,
        )
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.issue_id == issue_id, Delivery.state == DeliveryState.READY, Delivery.next_at <= now)
        .order_by(Delivery.next_at, Delivery.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=Delivery)
    )
    return list(found)


def _still_wants(state: SubscriberState, paused_until: Any) -> bool:
    awake = paused_until is None or paused_until <= clock.today()
    return state == SubscriberState.CONFIRMED and awake


def _set_state(ids: list[str], state: DeliveryState, **values: Any) -> None:
    if ids:
        db.session.connection().execute(_OF_THESE.values(state=state, **values), {"ids": ids})


def _record(issue_id: int, ended: Ends, *, stopped: bool) -> bool:
    """Write down how letters ended; returns whether to go on now."""
    now = clock.now()
    by_end: dict[Ended, Ends] = {}
    for turn, outcome in ended:
        by_end.setdefault(outcome.ended, []).append((turn, outcome))
    sent = [turn.id for turn, _ in by_end.pop(Ended.SENT, [])]
    _set_state(sent, DeliveryState.SENT, claimed_by="", last_words="", done_at=now)
    untried = [turn.id for turn, _ in by_end.pop(Ended.NOT_TRIED, [])]
    _set_state(untried, DeliveryState.READY, claimed_by="", attempts=_ROWS.c.attempts - 1)
    give_back_to_rate(len(untried), outbox.settings().mail.per_minute)
    for turn, outcome in (one for ends in by_end.values() for one in ends):
        _set_state([turn.id], **_ending(turn, outcome, now))
        if outcome.ended is Ended.PERMANENT:
            reader = db.session.get(Subscriber, turn.subscriber_id)
            if reader is not None:
                bounced(reader, "hard")
    _rest(issue_id, ended, now, stopped=stopped)
    return not (stopped or _breaks(issue_id, by_end))


def _ending(turn: Turn, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The new values of one row that was not sent. Only a temporary error makes it ready again, later each time."""
    pause = pause_after(turn.attempts) if outcome.ended is Ended.TEMPORARY else None
    over = DeliveryState.UNSURE if outcome.ended is Ended.UNSURE else DeliveryState.FAILED
    return {
        "state": DeliveryState.READY if pause else over,
        "claimed_by": "",
        "last_words": outcome.transcript[:2000],
        "next_at": now + (pause or timedelta()),
        "done_at": None if pause else now,
    }


def _rest(issue_id: int, ended: Ends, now: datetime, *, stopped: bool) -> None:
    """After trouble with the server rest a while, longer each time, and go on by ourselves."""
    trouble = [o.transcript for _, o in ended if o.transcript and (o.line_lost or o.ended is Ended.TEMPORARY)]
    worked = any(outcome.ended is Ended.SENT for _, outcome in ended)
    if not (trouble or worked or stopped):
        return
    rest = db.session.get_one(SendingRest, issue_id)
    if worked:
        rest.line_failures = 0
    if trouble:
        rest.last_words = trouble[-1][-500:]
    if stopped and rest.until is None:
        rest.until = now + PAUSES[min(rest.line_failures, len(PAUSES) - 1)]
        rest.line_failures += 1


def _breaks(issue_id: int, by_end: dict[Ended, Ends]) -> bool:
    """Stop and ask a person when too large a share of letters is refused for good or in doubt."""
    if not (by_end.get(Ended.PERMANENT) or by_end.get(Ended.UNSURE)):
        return False
    tally = queries.tally(issue_id)
    bad = tally["failed"] + tally["unsure"]
    tried = tally["sent"] + bad
    issue = db.session.get_one(Issue, issue_id)
    if tried < BREAK_AFTER or bad / tried <= BREAK_SHARE or issue.state != IssueState.SENDING:
        return issue.state != IssueState.SENDING
    issue.state = IssueState.PAUSED
    issue.why_stopped = (
        f"{tally['failed']} of {tried} letters were refused and {tally['unsure']} are unsure. Look before going on."
    )
    return True

"""Sends the rows of one issue.

Rows are claimed in small batches: READY → TRYING is committed before the first word to the server, the
outcomes after the last. A process that dies in between leaves TRYING rows; the next one calls them UNSURE and
a person decides. So a letter may go missing by our own fault only where somebody sees it, and never goes
twice by itself.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import bindparam, select, update

from ...engine import clock
from ...engine.jobs import holder, runner
from ...engine.mail import outbox
from ...engine.mail.bulk import BulkLetter
from ...engine.mail.outcome import PAUSES, Ended, Outcome, pause_after
from ...engine.mail.transports import Line, NoLineError
from ...engine.transaction import transaction
from ...extensions import db
from .. import queries, tokens
from ..models import Delivery, DeliveryState, Issue, IssueState, SendingRest, Subscriber, SubscriberState
from ..tokens import Purpose
from .preparing import take_from_rate
from .subscribing import bounced

BATCH = 20  # the first batch; later ones grow or shrink so that little time is ever in doubt
LARGEST, QUICK, SLOW = 200, 0.2, 1.0  # letters; seconds a batch takes
BREAK_AFTER = 20  # letters before a share of failures says anything
BREAK_SHARE = 0.2
_STOPPED = "the sender stopped while this letter was being handed over"


@dataclass(frozen=True)
class Turn:
    """One letter whose turn it is."""

    id: str
    subscriber_id: int
    address: str
    edition: str
    attempts: int


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
    """The approved words of each edition, ready to be finished for each reader."""
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
    way, size = _Way(letters), BATCH
    try:
        while not runner.stopping.is_set():
            with transaction():
                turns = _claim(issue_id, size)
            if not turns:
                return
            began = time.monotonic()
            ended = way.hand_over(turns)
            size = next_size(size, time.monotonic() - began)
            with transaction():
                go_on = _record(issue_id, turns, ended)
            if not go_on:
                return
    finally:
        way.close()


def next_size(size: int, seconds: float) -> int:
    """How many letters to claim next: a process that dies leaves at most about a second's worth in doubt."""
    if seconds < QUICK:
        return min(size * 2, LARGEST)
    return max(size // 2, 1) if seconds > SLOW else size


class _Way:
    """The line in use, opened when needed. Hands over a batch until the line is lost."""

    def __init__(self, letters: dict[str, BulkLetter]) -> None:
        self._letters, self._line = letters, cast("Line | None", None)
        self._key, self._sender = outbox.settings().secret_key, outbox.settings().mail.sender

    def hand_over(self, turns: list[Turn]) -> list[tuple[Turn, Outcome]]:
        """How each letter ended; those after a lost line are missing: nothing was tried."""
        ended: list[tuple[Turn, Outcome]] = []
        for turn in turns:
            outcome = self._one(turn)
            ended.append((turn, outcome))
            if outcome.line_lost:
                self.close()
                break
        return ended

    def _one(self, turn: Turn) -> Outcome:
        if self._line is None:
            try:
                self._line = outbox.transport().open()
            except NoLineError as error:
                return Outcome(Ended.TEMPORARY, str(error), line_lost=True)
        message = self._letters[turn.edition].for_one(
            to=turn.address,
            message_id=outbox.message_id(turn.id),
            token=tokens.make(self._key, Purpose.LETTER, turn.id),
            sent_at=clock.now(),
        )
        return self._line.hand_over(self._sender, turn.address, message)

    def close(self) -> None:
        """End the line."""
        if self._line is not None:
            self._line.close()
            self._line = None


def _claim(issue_id: int, size: int) -> list[Turn]:
    """The next readers whose turn it is.

    Whoever stopped since the rows were made is left out here, in this commit.
    """
    state = db.session.scalar(select(Issue.state).where(Issue.id == issue_id))
    if state != IssueState.SENDING:
        return []
    now = clock.now()
    allowed = take_from_rate(size, outbox.settings().mail.per_minute)
    rows = (
        db.session.execute(
            select(Delivery.id, Delivery.edition, Delivery.attempts, Subscriber)
            .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
            .where(Delivery.issue_id == issue_id, Delivery.state == DeliveryState.READY, Delivery.next_at <= now)
            .order_by(Delivery.next_at, Delivery.id)
            .limit(allowed)
            .with_for_update(skip_locked=True, of=Delivery)
        ).all()
        if allowed
        else []
    )
    turns = [
        Turn(row_id, reader.id, reader.address, str(edition), attempts + 1)
        for row_id, edition, attempts, reader in rows
        if reader.address and _still_wants(reader)
    ]
    going = {turn.id for turn in turns}
    _set_state([row[0] for row in rows if row[0] not in going], DeliveryState.LEFT, done_at=now)
    _set_state(list(going), DeliveryState.TRYING, claimed_by=holder.me(), attempts=Delivery.attempts + 1)
    return turns if turns or not rows else _claim(issue_id, size)


def _still_wants(reader: Subscriber) -> bool:
    awake = reader.paused_until is None or reader.paused_until <= clock.today()
    return reader.state == SubscriberState.CONFIRMED and awake


def _set_state(ids: list[str], state: DeliveryState, **values: Any) -> None:
    if ids:
        db.session.execute(
            update(Delivery)
            .where(Delivery.id.in_(ids))
            .values(state=state, **values)
            .execution_options(synchronize_session=False)
        )


def _record(issue_id: int, turns: list[Turn], ended: list[tuple[Turn, Outcome]]) -> bool:
    """Write down how each letter of a batch ended; returns whether to go on now."""
    now = clock.now()
    reached = {turn.id for turn, _ in ended}
    _set_state(
        [t.id for t in turns if t.id not in reached],
        DeliveryState.READY,
        claimed_by="",
        attempts=Delivery.attempts - 1,
    )
    rows = [_ending(turn, outcome, now) for turn, outcome in ended]
    if rows:
        db.session.connection().execute(
            update(Delivery.__table__).where(Delivery.__table__.c.id == bindparam("row")),  # type: ignore[arg-type]  # a mapped class's table
            rows,
        )
    for turn, outcome in ended:
        if outcome.ended is Ended.PERMANENT:
            reader = db.session.get(Subscriber, turn.subscriber_id)
            if reader is not None:
                bounced(reader, "hard")
    return not (_line_rests(issue_id, ended, now) or _breaks(issue_id, ended))


def _ending(turn: Turn, outcome: Outcome, now: datetime) -> dict[str, Any]:
    """The new values of one row. Only a temporary error makes it ready again, later each time."""
    pause = pause_after(turn.attempts) if outcome.ended is Ended.TEMPORARY else None
    state = {
        Ended.SENT: DeliveryState.SENT,
        Ended.UNSURE: DeliveryState.UNSURE,
        Ended.PERMANENT: DeliveryState.FAILED,
        Ended.TEMPORARY: DeliveryState.FAILED,
    }[outcome.ended]
    words = "" if outcome.ended is Ended.SENT else outcome.transcript[:2000]
    return {
        "row": turn.id,
        "state": DeliveryState.READY if pause else state,
        "claimed_by": "",
        "last_words": words,
        "next_at": now + (pause or timedelta()),
        "done_at": None if pause else now,
    }


def _line_rests(issue_id: int, ended: list[tuple[Turn, Outcome]], now: datetime) -> bool:
    """After a broken line or an answer “too many”, rest a while: longer each time, and go on by ourselves."""
    rest = db.session.get_one(SendingRest, issue_id)
    lost = [outcome for _, outcome in ended if outcome.line_lost]
    worked = any(outcome.ended is Ended.SENT for _, outcome in ended)
    if worked:
        rest.line_failures = 0
    if not lost:
        return False
    rest.line_failures += 1
    rest.last_words = lost[-1].transcript[-500:]
    if worked or rest.line_failures == 1:
        return False  # once is bad luck: a new line is tried at once
    rest.until = now + PAUSES[min(rest.line_failures - 2, len(PAUSES) - 1)]
    return True


def _breaks(issue_id: int, ended: list[tuple[Turn, Outcome]]) -> bool:
    """Stop and ask a person when too large a share of letters is refused for good."""
    if not any(outcome.ended is Ended.PERMANENT for _, outcome in ended):
        return False
    tally = queries.tally(issue_id)
    tried = tally["sent"] + tally["failed"] + tally["unsure"]
    if tried < BREAK_AFTER or tally["failed"] / tried <= BREAK_SHARE:
        return False
    issue = db.session.get_one(Issue, issue_id)
    issue.state = IssueState.PAUSED
    issue.why_stopped = f"{tally['failed']} of {tried} letters were refused. Look before going on."
    return True

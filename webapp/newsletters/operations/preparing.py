"""From an approved issue to one delivery row for each reader; pausing, holding, resuming, settling."""

import hashlib
import secrets
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ...engine import clock
from ...engine.errors import InvalidError, StaleError
from ...engine.mail import outbox
from ...engine.mail.returned import Kind, Returned
from ...extensions import db
from .. import queries
from ..models import Delivery, DeliveryState, Edition, Issue, IssueState, SendingRate, SendingRest
from ..tokens import address_key
from .subscribing import bounced, secret

TOO_LATE = timedelta(hours=2)
ID_BYTES = 16


def begin(issue: Issue) -> None:
    """Make the rows and let the sending start. Late or on an unknown machine, a person is asked instead."""
    if issue.state != IssueState.APPROVED or issue.send_at is None or not issue.frozen:
        return
    now = clock.now()
    if now - clock.utc(issue.send_at) > TOO_LATE:
        _hold(issue, "Its time passed more than two hours ago while the site was not running.")
        return
    if not _at_home():
        _hold(issue, "This looks like a copy of the site on another machine.")
        return
    _start(issue)


def _hold(issue: Issue, why: str) -> None:
    issue.state, issue.why_stopped = IssueState.HELD, why


def _start(issue: Issue) -> None:
    """One row for each reader this issue is for: read and written a thousand at a time, kept together or not at all."""
    now = clock.now()
    number = 0
    for readers in queries.audience_in_parts(issue, clock.today()):
        db.session.execute(insert(Delivery.__table__), [_row(issue, reader, now) for reader in readers])  # type: ignore[arg-type]  # a mapped class's table
        number += len(readers)
    db.session.add(SendingRest(issue_id=issue.id, held_by="", line_failures=0, last_words=""))
    issue.audience, issue.started_at, issue.why_stopped = number, now, ""
    issue.state = IssueState.SENDING if number else IssueState.DONE
    issue.done_at = None if number else now


def _row(issue: Issue, reader: queries.Reader, now: Any) -> dict[str, Any]:
    frozen = issue.frozen or {}
    return {
        "id": secrets.token_urlsafe(ID_BYTES),
        "issue_id": issue.id,
        "subscriber_id": reader.id,
        "address_key": reader.address_key,
        "edition": reader.edition if str(reader.edition) in frozen else Edition.STANDARD,
        "state": DeliveryState.READY,
        "next_at": now,
        "attempts": 0,
        "claimed_by": "",
        "last_words": "",
    }


def send_anyway(issue: Issue) -> None:
    """A person has looked at a held issue: it goes now, from this machine."""
    if issue.state != IssueState.HELD:
        raise StaleError("This newsletter is not held any more.")
    _rate().home = machine()
    issue.state, issue.send_at = IssueState.APPROVED, clock.now()
    begin(issue)


def pause(issue: Issue, *, why: str) -> None:
    """Stop between two letters. Nothing is lost."""
    if issue.state != IssueState.SENDING:
        raise StaleError("This newsletter is not being sent at the moment.")
    issue.state, issue.why_stopped = IssueState.PAUSED, why


def resume(issue: Issue) -> None:
    """Go on with those still waiting."""
    if issue.state != IssueState.PAUSED:
        raise StaleError("This newsletter is not paused any more.")
    issue.state, issue.why_stopped = IssueState.SENDING, ""
    rest = queries.rest(issue.id)
    if rest is not None:
        rest.line_failures, rest.until = 0, None


def settle(delivery: Delivery, *, arrived: bool, by: int) -> None:
    """A person decides about an unsure letter: it counts as sent, or it may be tried once more."""
    if delivery.state != DeliveryState.UNSURE:
        raise StaleError("Somebody has settled this one already.")
    delivery.settled_by = by
    if arrived:
        delivery.state = DeliveryState.SENT
        return
    delivery.state, delivery.next_at, delivery.done_at = DeliveryState.READY, clock.now(), None
    issue = queries.issue(delivery.issue_id)
    if issue.state == IssueState.DONE:
        issue.state, issue.done_at = IssueState.SENDING, None


def came_back(*, recipient: str, kind: str) -> bool:
    """A provider says that letters to an address come back.

    Returns whether we know the address. Raises InvalidError for another kind.
    """
    if kind not in set(Kind):
        raise InvalidError("The kind of bounce must be hard, soft or complaint.")
    found = queries.subscriber_by_key(address_key(secret(), recipient.strip().lower()))
    if found is None:
        return False
    bounced(found, kind)
    return True


def reported(returned: Returned) -> bool:
    """A letter came back to our mailbox; returns whether it was one of ours. The same report counts once."""
    row = queries.delivery(returned.message_id.strip("<>").rpartition("@")[0])
    if row is None or outbox.message_id(row.id) != returned.message_id:
        return False
    if not row.came_back or (returned.kind is Kind.COMPLAINT and row.came_back != Kind.COMPLAINT):
        row.came_back, row.last_words = returned.kind, returned.words
        reader = queries.subscriber(row.subscriber_id)
        if reader is not None:
            bounced(reader, returned.kind)
    return True


def machine() -> str:
    """A mark of this machine and its folder: a copied database does not carry it along."""
    try:
        name = Path("/etc/machine-id").read_text()
    except OSError:
        name = socket.gethostname()
    return hashlib.sha256(f"{name}{outbox.settings().var_dir}".encode()).hexdigest()


def _at_home() -> bool:
    rate = _rate()
    if not rate.home:
        rate.home = machine()
    return rate.home == machine()


def _rate() -> SendingRate:
    rate = db.session.get(SendingRate, 1)
    if rate is None:
        rate = SendingRate(id=1, minute=0, used=0, home="")
        db.session.add(rate)
        db.session.flush()
    return rate


def take_from_rate(wanted: int, per_minute: int) -> int:
    """How many letters may leave now under the provider's limit (0: no limit); they count as gone."""
    if not per_minute:
        return wanted
    rate, minute = _rate(), _minute()
    if rate.minute != minute:
        rate.minute, rate.used = minute, 0
    taken = max(0, min(wanted, per_minute - rate.used))
    rate.used += taken
    return taken


def give_back_to_rate(number: int, per_minute: int) -> None:
    """Letters that did not leave after all do not count."""
    if per_minute and number:
        rate = _rate()
        if rate.minute == _minute():
            rate.used = max(0, rate.used - number)


def _minute() -> int:
    return int(clock.now().timestamp() // 60)

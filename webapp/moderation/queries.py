"""Reads of the queue."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engine import clock, sealing
from ..engine.errors import NotFoundError
from ..engine.rows import to_change
from ..engine.subjects import SubjectRef
from ..extensions import db
from . import hard_words
from .models import Concern, ConcernReminder, Decision, Lane, Preference, QueueEntry, aware
from .rules import CLAIM_LASTS, DAILY_CAP, Reason, State, Told, holder

PURPOSE = "moderation"
OPEN = (State.WAITING, State.SECOND)


@dataclass(frozen=True)
class Outcome:
    """How an entry stands, for the room whose words it holds. `words` only when published."""

    ref: SubjectRef
    state: State
    words: str | None
    taken_out: int
    reason: Reason | None


@dataclass(frozen=True)
class Row:
    """One line of the queue, without the words."""

    id: int
    about: str
    said_by: str
    topics: tuple[str, ...]
    second: bool
    urgent: bool
    held_by: int | None
    working_days: int


def reader_mark(account_id: int, secret: str) -> str:
    """How an entry knows its writer without naming anybody: a keyed digest of the account's number."""
    return hmac.new(secret.encode(), f"writer:{account_id}".encode(), hashlib.sha256).hexdigest()


def entry(entry_id: int, *, lock: bool = False) -> QueueEntry:
    """One entry; NotFoundError when there is none. `lock` holds it for the open transaction."""
    chosen = select(QueueEntry).where(QueueEntry.id == entry_id)
    found = db.session.scalar(to_change(chosen) if lock else chosen)
    if found is None:
        raise NotFoundError("There is nothing with this number in the queue.")
    return found


def entry_of(kind: str, key: str) -> QueueEntry | None:
    """The entry that holds a subject's words."""
    return db.session.scalar(select(QueueEntry).where(QueueEntry.kind == kind, QueueEntry.key == key))


def words(found: QueueEntry) -> str:
    """The words as they were written; what was made public when the original is destroyed."""
    if found.sealed is not None:
        return sealing.unseal(PURPOSE, found.sealed)
    return found.public_words or ""


def outcome(entry_id: int) -> Outcome:
    """How an entry stands."""
    found = entry(entry_id)
    last = db.session.scalar(
        select(Decision).where(Decision.entry_id == entry_id).order_by(Decision.id.desc()).limit(1)
    )
    reason = Reason(last.reason) if last and last.reason else None
    return Outcome(
        SubjectRef(found.kind, found.key), State(found.state), found.public_words, len(found.spans), reason
    )


def waiting(reader: int, lane: Lane = Lane.VOLUNTEERS, mark: str = "") -> list[Row]:
    """What a reader may take up: words that ask for care first, then what waits longest.

    Left out: the reader's own words, what they handed over, topics they would rather not read, what they read first.
    """
    chosen = select(QueueEntry).where(QueueEntry.lane == lane, QueueEntry.state.in_(OPEN))
    avoid = set(preference(reader).avoid)
    now = clock.now()
    rows = [
        (found, _row(found, now))
        for found in db.session.scalars(chosen.order_by(QueueEntry.put_at, QueueEntry.id))
        if reader not in found.not_for
        and not avoid & set(found.topics)
        and (not mark or found.writer_mark != mark)
        and not (found.state == State.SECOND and found.first == reader)
    ]
    return [row for _found, row in sorted(rows, key=lambda pair: not pair[1].urgent)]


def _row(found: QueueEntry, now: datetime) -> Row:
    topics = tuple(found.topics)
    return Row(
        found.id,
        found.about,
        found.said_by,
        topics,
        found.state == State.SECOND,
        hard_words.reads_first(topics),
        holder(found.facts(""), now),
        working_days(aware(found.put_at), now),
    )


def working_days(since: datetime, now: datetime) -> int:
    """Whole working days between two moments, Monday to Friday (bank holidays are counted: the promise is ours)."""
    day, days = clock.local(since).date(), 0
    while day < clock.local(now).date():
        day += timedelta(days=1)
        days += day.weekday() < 5
    return days


def count_waiting(lane: Lane = Lane.VOLUNTEERS) -> int:
    """How many entries nobody has finished reading."""
    chosen = select(func.count()).select_from(QueueEntry)
    return db.session.scalar(chosen.where(QueueEntry.lane == lane, QueueEntry.state.in_(OPEN))) or 0


def oldest_waiting(lane: Lane = Lane.VOLUNTEERS) -> int | None:
    """Working days the longest wait has lasted; none when nothing waits."""
    chosen = select(func.min(QueueEntry.put_at)).where(QueueEntry.lane == lane, QueueEntry.state.in_(OPEN))
    oldest = db.session.scalar(chosen)
    return working_days(aware(oldest), clock.now()) if oldest else None


def decided_lately(limit: int = 30) -> Sequence[QueueEntry]:
    """Entries decided last, to look at again or to undo."""
    chosen = select(QueueEntry).where(QueueEntry.state.in_((State.PUBLISHED, State.PRIVATE)))
    return db.session.scalars(chosen.order_by(QueueEntry.decided_at.desc(), QueueEntry.id).limit(limit)).all()


def trail(entry_id: int) -> Sequence[Decision]:
    """Every act on an entry, in order."""
    return db.session.scalars(
        select(Decision).where(Decision.entry_id == entry_id).order_by(Decision.id)
    ).all()


def read_today(reader: int) -> int:
    """How many acts this reader has done today, by the calendar in England."""
    midnight = datetime.combine(clock.today(), time(), clock.LONDON)
    chosen = select(func.count()).select_from(Decision).where(Decision.by == reader, Decision.at >= midnight)
    return db.session.scalar(chosen) or 0


def preference(account_id: int) -> Preference:
    """What a volunteer would rather not read, and how much a day; the usual for those who never said."""
    found = db.session.get(Preference, account_id)
    return found or Preference(account_id=account_id, avoid=[], daily_cap=DAILY_CAP)


def preference_of(account_id: int) -> dict[str, object]:
    """The same, for the person it is about."""
    found = preference(account_id)
    return {"rather_not": found.avoid, "at_most_a_day": found.daily_cap}


def concerns() -> Sequence[Concern]:
    """Urgent entries that are not closed, the longest without an answer first."""
    chosen = select(Concern).where(Concern.closed_at.is_(None)).options(joinedload(Concern.entry))
    return db.session.scalars(chosen.order_by(Concern.acknowledged_at.is_not(None), Concern.raised_at)).all()


def waited(found: Concern) -> timedelta:
    """How long an urgent entry has waited for somebody to acknowledge it, or waited until they did."""
    until = aware(found.acknowledged_at) if found.acknowledged_at else clock.now()
    return until - aware(found.raised_at)


def hours_waiting(found: Concern) -> int:
    """The same in whole hours."""
    return waited(found) // timedelta(hours=1)


def concern(concern_id: int, *, lock: bool = False) -> Concern:
    """One urgent concern; NotFoundError when there is none."""
    chosen = select(Concern).where(Concern.id == concern_id).options(joinedload(Concern.entry))
    found = db.session.scalar(to_change(chosen, of=Concern) if lock else chosen)
    if found is None:
        raise NotFoundError("There is no concern with this number.")
    return found


def unanswered_concerns() -> Sequence[int]:
    """Numbers of urgent entries that nobody has acknowledged."""
    chosen = select(Concern.id).where(Concern.acknowledged_at.is_(None), Concern.closed_at.is_(None))
    return db.session.scalars(chosen.order_by(Concern.id)).all()


def last_turn(concern_id: int, told: Told) -> int:
    """The newest letter that went to them about it, none (0) before the first."""
    chosen = select(func.max(ConcernReminder.turn))
    theirs = (ConcernReminder.concern_id == concern_id) & (ConcernReminder.told == told)
    return db.session.scalar(chosen.where(theirs)) or 0


def reminders(concern_id: int) -> Sequence[ConcernReminder]:
    """Every letter that went out because nobody had it."""
    chosen = select(ConcernReminder).where(ConcernReminder.concern_id == concern_id)
    return db.session.scalars(chosen.order_by(ConcernReminder.told_at, ConcernReminder.id)).all()


def open_concern_of(entry_id: int) -> Concern | None:
    """The open concern about an entry."""
    return db.session.scalar(select(Concern).where(Concern.entry_id == entry_id, Concern.closed_at.is_(None)))


def lapsed_claims() -> Sequence[QueueEntry]:
    """Entries whose claim has run out."""
    chosen = select(QueueEntry).where(QueueEntry.claimed_at < clock.now() - CLAIM_LASTS)
    return db.session.scalars(chosen.order_by(QueueEntry.id)).all()


def originals_to_destroy(before: datetime) -> Sequence[QueueEntry]:
    """Decided entries whose original has been kept long enough and about which no concern is open."""
    urgent = select(Concern.entry_id).where(Concern.closed_at.is_(None))
    chosen = select(QueueEntry).where(
        QueueEntry.sealed.is_not(None),
        QueueEntry.state.in_((State.PUBLISHED, State.PRIVATE)),
        QueueEntry.decided_at < before,
        QueueEntry.id.not_in(urgent),
    )
    return db.session.scalars(chosen.order_by(QueueEntry.id)).all()

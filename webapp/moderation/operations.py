"""Every write to the queue."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import timedelta

from ..engine import audit, clock, events, sealing
from ..engine.errors import InvalidError, NotAllowedError, StaleError
from ..engine.subjects import SubjectRef
from ..extensions import db
from . import detector, hard_words, queries, rules, spans
from .events import ConcernRaised, DecisionMade
from .models import Concern, ConcernReminder, Decision, Lane, Preference, QueueEntry, aware
from .rules import Act, Reason, State, Told
from .spans import Span

ORIGINALS_KEPT = timedelta(days=180)  # after the decision; stated on the privacy page

DECIDED = audit.verb("moderation.decided", "act", "before", "after")
ORIGINAL_SEEN = audit.verb("moderation.original-seen", "why")
CONCERN_RAISED = audit.verb("moderation.concern-raised")
CONCERN_SEEN = audit.verb("moderation.concern-opened")
CONCERN_REMINDED = audit.verb("moderation.concern-reminded", "told", "turn")
CONCERN_ACKNOWLEDGED = audit.verb("moderation.concern-acknowledged")
CONCERN_CLOSED = audit.verb("moderation.concern-closed", "after")
DESTROYED = audit.verb("moderation.original-destroyed")

WORDS_FOR = {
    "state": "This has been decided already.",
    "own": "These are your own words, so somebody else reads them.",
    "second": "You read this first. Somebody else has to agree.",
    "claimed": "Somebody else is reading this now. It is free again after 20 minutes.",
    "lead": "Only the safeguarding lead may do this.",
}


@dataclass(frozen=True)
class Reader:
    """Who decides. `mark` tells their own words; see queries.reader_mark."""

    id: int
    mark: str = ""
    is_lead: bool = False


def put_in_queue(
    ref: SubjectRef,
    words: str,
    *,
    about: str = "",
    said_by: str = "",
    young: bool = False,
    lane: Lane = Lane.VOLUNTEERS,
    writer_mark: str = "",
    public_names: Iterable[str] = (),
) -> int:
    """Words that somebody has to read before anybody else does. The entry's number."""
    found = detector.find(words, public_names)
    entry = QueueEntry(
        kind=ref.kind,
        key=ref.key,
        lane=lane,
        sealed=sealing.seal(queries.PURPOSE, words),
        about=about,
        said_by=said_by,
        young=young,
        topics=list(hard_words.topics(words)),
        facets=detector.facets(found),
        finds=[[each.start, each.end, each.kind] for each in found],
        writer_mark=writer_mark,
    )
    db.session.add(entry)
    db.session.flush()
    return entry.id


def claim(entry_id: int, *, reader: Reader) -> QueueEntry:
    """Hold an entry for twenty minutes; NotAllowedError while somebody else does."""
    entry = queries.entry(entry_id, lock=True)
    now = clock.now()
    if rules.holder(entry.facts(reader.mark), now) not in {None, reader.id}:
        raise NotAllowedError(WORDS_FOR["claimed"])
    if entry.facts(reader.mark).writer_is_reader:
        raise NotAllowedError(WORDS_FOR["own"])
    entry.claimed_by, entry.claimed_at = reader.id, now
    return entry


def hand_over(entry_id: int, *, reader: Reader) -> None:
    """Let somebody else read it; this reader does not see it again. No reason asked."""
    entry = queries.entry(entry_id, lock=True)
    entry.not_for = sorted({*entry.not_for, reader.id})
    _let_go(entry)


def decide(
    entry_id: int,
    act: Act,
    *,
    reader: Reader,
    version: int,
    reason: Reason | None = None,
    taken_out: Iterable[Span] = (),
    note: str = "",
) -> State:
    """Do one act on an entry as the reader saw it. StaleError when somebody changed it since; the state it comes to."""
    entry = queries.entry(entry_id, lock=True)
    if entry.version != version:
        raise StaleError("Somebody else changed this while you were reading.")
    facts = entry.facts(reader.mark)
    refused = rules.why_not(act, facts, reader.id, is_lead=reader.is_lead, now=clock.now())
    if refused:
        raise NotAllowedError(WORDS_FOR[refused])
    if act is Act.KEEP and reason not in rules.CHOOSABLE:
        raise InvalidError("Choose why these words stay private.")
    state = rules.after(act, facts)
    if state is None:
        raise NotAllowedError(WORDS_FOR["state"])
    words = queries.words(entry)
    if not words and act is Act.REOPEN:
        raise NotAllowedError("The words were destroyed when their time was over.")
    if act in rules.FIRST and act is not Act.URGENT:
        cut = spans.tidy(taken_out, len(words)) if act is Act.CHANGE else ()
        if act is Act.CHANGE and not cut:
            raise InvalidError("Choose the words to take out first.")
        entry.first, entry.proposed, entry.proposed_reason = reader.id, act, reason
        entry.spans = [asdict(span) for span in cut]
    _move(entry, state, act, reader, words, note)
    return state


def _move(entry: QueueEntry, state: State, act: Act, reader: Reader, words: str, note: str) -> None:
    before = State(entry.state)
    why = entry.proposed_reason if act in {Act.KEEP, Act.AGREE} else None
    if act is Act.CLOSE:
        why = Reason.SAFEGUARDING_ROUTE
    if entry.sealed is None:
        entry.sealed, entry.destroyed_at = sealing.seal(queries.PURPOSE, words), None
        entry.spans, entry.finds = [], []  # they counted letters of words that are gone
    entry.state, entry.version = state, entry.version + 1
    entry.public_words = spans.redact(words, entry.redactions) if state is State.PUBLISHED else None
    entry.decided_at = clock.now() if state in {State.PUBLISHED, State.PRIVATE} else None
    _let_go(entry)
    db.session.add(
        Decision(
            entry_id=entry.id,
            version=entry.version,
            act=act,
            before=before,
            after=state,
            reason=why,
            taken_out=len(entry.spans),
            note=note,
            by=reader.id,
        )
    )
    audit.record(DECIDED, _ref(entry.id), by=reader.id, detail={"act": act, "before": before, "after": state})
    if state is State.URGENT:
        _raise_concern(entry, reader)
    db.session.flush()
    events.announce(DecisionMade(entry.id))


def _let_go(entry: QueueEntry) -> None:
    entry.claimed_by = entry.claimed_at = None


def _ref(entry_id: int) -> str:
    return f"queue-entry:{entry_id}"


def _raise_concern(entry: QueueEntry, reader: Reader) -> None:
    found = Concern(entry_id=entry.id, raised_by=reader.id)
    db.session.add(found)
    db.session.flush()
    audit.record(CONCERN_RAISED, f"concern:{found.id}", by=reader.id)
    events.announce(ConcernRaised(found.id))


def open_concern(concern_id: int, *, by: int) -> Concern:
    """Look at an urgent entry's words; who looked, and when, is written down."""
    found = queries.concern(concern_id)
    audit.record(CONCERN_SEEN, f"concern:{concern_id}", by=by)
    return found


def acknowledge(concern_id: int, *, by: int) -> None:
    """The lead has it: the clock stops."""
    found = queries.concern(concern_id, lock=True)
    if found.acknowledged_at is None:
        found.acknowledged_at, found.acknowledged_by = clock.now(), by
        audit.record(CONCERN_ACKNOWLEDGED, f"concern:{concern_id}", by=by)


def note_reminder(concern_id: int, told: Told, *, every: timedelta) -> bool:
    """Whether a letter to them is due now, and then that it goes out. Never once somebody has it.

    The row's lock lets an acknowledgement and a second worker wait for each other; the table keeps each turn to one.
    """
    found = queries.concern(concern_id, lock=True)
    turn = rules.turn(clock.now() - aware(found.raised_at), every)
    if found.acknowledged_at is not None or turn <= queries.last_turn(concern_id, told):
        return False
    db.session.add(ConcernReminder(concern_id=concern_id, told=told, turn=turn))
    db.session.flush()
    audit.record(CONCERN_REMINDED, f"concern:{concern_id}", by=None, detail={"told": told, "turn": turn})
    return True


def close_concern(concern_id: int, *, reader: Reader, back_to_queue: bool) -> None:
    """Done by the lead: the words go back to the queue, or stay private."""
    found = queries.concern(concern_id, lock=True)
    if found.closed_at is not None:
        raise StaleError("This has been closed already.")
    act = Act.RELEASE if back_to_queue else Act.CLOSE
    found.closed_at, found.closed_by = clock.now(), reader.id
    found.acknowledged_at = found.acknowledged_at or found.closed_at
    found.acknowledged_by = found.acknowledged_by or reader.id
    state = decide(found.entry_id, act, reader=reader, version=found.entry.version)
    audit.record(CONCERN_CLOSED, f"concern:{concern_id}", by=reader.id, detail={"after": state})


def see_original(entry_id: int, *, by: int, why: str) -> str:
    """The words of a decided entry as they were written, for a stated reason that goes into the log."""
    if not why.strip():
        raise InvalidError("Say why you need to see them.")
    entry = queries.entry(entry_id)
    audit.record(ORIGINAL_SEEN, _ref(entry_id), by=by, detail={"why": why.strip()[:200]})
    return queries.words(entry)


def prefer(account_id: int, *, avoid: Iterable[str], daily_cap: int) -> None:
    """What a volunteer would rather not read, and how much a day."""
    found = db.session.get(Preference, account_id)
    if found is None:
        found = Preference(account_id=account_id, daily_cap=daily_cap)
        db.session.add(found)
    found.avoid = sorted(set(avoid) & set(hard_words.TOPICS))
    found.daily_cap = max(1, min(daily_cap, 100))


def forget_preference(account_id: int) -> None:
    """Nothing is kept of what a volunteer who left would rather not have read."""
    found = db.session.get(Preference, account_id)
    if found is not None:
        db.session.delete(found)


def destroy_originals() -> int:
    """Destroy what was kept long enough, and never anything about which a concern is open. How many."""
    due = queries.originals_to_destroy(clock.now() - ORIGINALS_KEPT)
    for entry in due:
        entry.sealed, entry.destroyed_at = None, clock.now()
        audit.record(DESTROYED, _ref(entry.id), by=None)
    return len(due)

"""Looking again: rhythms, readings by families, “it is still right”, who is told, what search is told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ...engine import audit, clock
from ...engine.content_revision import move
from ...engine.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from ...engine.search import listener
from ...extensions import db
from .. import content_types, queries, standing
from ..content_types import ReviewedFields
from ..models import FamilyReview, ProviderContact, Reminder, ReviewRhythm, State
from ..queries import Due
from ..standing import RHYTHMS, Standing
from . import edit_document
from .drafting import document_of, reference

CHECKED = audit.verb("publishing.still-right", "who")
RHYTHM = audit.verb("publishing.rhythm", "months")
FAMILIES = audit.verb("publishing.read-by-families", "on")
NO_FAMILIES = audit.verb("publishing.read-by-families-undone", "on")

EDITORS = "editors"
AT_ONCE = 100  # letters to providers in one run; the next run sends the rest
KEEP_REMINDERS = timedelta(days=400)


def set_rhythm(kind: str, months: int, *, by: int) -> None:
    """How often documents of a kind are looked at again: every 1, 3, 6 or 12 months."""
    if months not in RHYTHMS:
        raise InvalidError("A rhythm is 1, 3, 6 or 12 months.")
    row = queries.rhythm_row(kind)
    if row is None:
        row = ReviewRhythm(kind=kind)
        db.session.add(row)
    row.months, row.set_by, row.set_at = months, by, clock.now()
    db.session.flush()
    audit.record(RHYTHM, reference(kind, "*"), by=by, detail={"months": months})


def still_right(kind: str, key: str, *, by: int | None, contact: ProviderContact | None = None) -> None:
    """An editor, or the provider themselves, read it with care and it is right: dates move, words stay."""
    document = document_of(kind, key)
    fields = content_types.get(kind).revive(document.live.fields)
    if not isinstance(fields, ReviewedFields):
        raise NotAllowedError("This kind has no date to check it by.")
    if document.state != State.LIVE:
        raise NotAllowedError("This is not on the site at the moment.")
    if queries.draft(kind, key) is not None and contact is None:
        raise StaleError("Somebody is changing these words. Look at the draft first.")
    today = clock.today()
    due = standing.months_later(today, queries.rhythms()[kind])
    checked = fields.model_copy(update={"reviewed_on": today, "review_due": due})
    who = "provider" if contact else "editor"
    made_by = f"provider:{contact.id}" if contact else f"account:{by}"
    before = document.live_id
    edit_document(kind, checked, by=made_by, note="Still right" if by else "Still right, says the provider")
    draft = queries.draft(kind, key, lock=True)
    if draft is not None and draft.base_id == before:  # the words are the same: nothing for the writer to compare
        draft.base_id = document_of(kind, key).live_id
    audit.record(CHECKED, reference(kind, key), by=by, detail={"who": who})


def record_families(kind: str, key: str, *, on: date, by_whom: str, by: int) -> None:
    """Note that a group of families read these words. The page says so, with the date."""
    document, group = document_of(kind, key), " ".join(by_whom.split())
    if on > clock.today():
        raise InvalidError("That day has not come yet.")
    if len(group) < 3 or "@" in group:
        raise InvalidError("Name the group, such as the parent carer forum. Never a person.")
    if any(read.on == on for read, _words in queries.family_reviews(kind).values() if read.key == key):
        raise InvalidError("There is a reading on that day already.")
    db.session.add(FamilyReview(
        kind=kind, key=key, on=on, by_whom=group, revision_id=document.live_id, recorded_by=by
    ))
    db.session.flush()
    audit.record(FAMILIES, reference(kind, key), by=by, detail={"on": on.isoformat()})


def forget_families(kind: str, key: str, *, by: int) -> None:
    """Take the newest reading back: it was noted by mistake."""
    read = queries.family_review(kind, key)
    if read is None:
        raise NotFoundError("No reading by families is noted here.")
    audit.record(NO_FAMILIES, reference(kind, key), by=by, detail={"on": read.on.isoformat()})
    db.session.delete(read)
    db.session.flush()


@dataclass
class Told:
    """Who has to hear what: each provider of the listings of theirs, editors of everything new."""

    editors: list[Due] = field(default_factory=list)
    providers: list[tuple[ProviderContact, Due]] = field(default_factory=list)


def note_reminders(today: date) -> Told:
    """Write down whom to tell that a check is advised, or required, and return them: once each, for ever.

    The rows are written in the transaction that posts the letters, so that neither is there without the other.
    """
    told = Told()
    for due in queries.overdue(today):
        known = queries.reminded(due.kind, due.key)
        if (due.review_due, due.standing, EDITORS) not in known:
            told.editors.append(due)
            _note(due, EDITORS)
        for contact in queries.contacts(due.kind, due.key):
            new = (due.review_due, due.standing, f"provider:{contact.id}") not in known
            if new and len(told.providers) < AT_ONCE:
                told.providers.append((contact, due))
                _note(due, f"provider:{contact.id}")
    db.session.flush()
    return told


def _note(due: Due, to: str) -> None:
    db.session.add(Reminder(kind=due.kind, key=due.key, due_on=due.review_due, standing=due.standing, to=to))


def follow_standings(today: date) -> Sequence[str]:
    """Tell search of every document that fell behind, or caught up, since the last look; their names."""
    behind = {(due.kind, due.key): due.standing for due in queries.overdue(today)}
    changed = []
    for document in queries.standings():
        now = behind.get((document.kind, document.key), Standing.FRESH)
        if document.standing != now:
            document.standing = now
            listener.note(document.kind, document.key)
            changed.append(reference(document.kind, document.key))
    if changed:
        move()  # the index is asked anew when the content moves
    db.session.flush()
    return changed


def forget_reminders() -> None:
    """Remove notes of who was told a year ago and more."""
    for reminder in queries.old_reminders(clock.now() - KEEP_REMINDERS):
        db.session.delete(reminder)

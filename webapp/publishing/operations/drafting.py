"""Drafts: what a person is changing, the second person, the moment it goes public, changed files."""

from datetime import datetime

from ...engine import audit, clock
from ...engine.errors import NotAllowedError, NotFoundError, StaleError
from ...extensions import db
from .. import content_types, queries
from ..content_types import Fields, ReviewedFields
from ..models import Document, Draft, Stage
from . import FileWords, edit_document, publish, withdraw

DRAFTED = audit.verb("publishing.drafted", "version")
SENT = audit.verb("publishing.sent-for-review")
SENT_BACK = audit.verb("publishing.sent-back")
PUBLISHED = audit.verb("publishing.published")
TAKEN_OFF = audit.verb("publishing.taken-off")
DROPPED = audit.verb("publishing.draft-dropped")
CHOSEN = audit.verb("publishing.incoming-decided", "choice")


def reference(kind: str, key: str) -> str:
    """How the audit log names a document."""
    return f"{kind}:{key}"


def keep_draft(
    kind: str, fields: Fields, *, version: int, note: str, by: int, answers: int | None = None
) -> Draft:
    """Keep what somebody typed, as a draft only editors see. `version` is the one they began from (0: none).

    Changed words must be looked at again, so a draft under review becomes a draft once more. `answers` is the file's
    change that these words settle once they are public.
    """
    document, draft = queries.document(kind, fields.key), queries.draft(kind, fields.key, lock=True)
    if (draft.version if draft else 0) != version:
        raise StaleError("Somebody else changed this draft while you were writing.")
    if draft is None:
        draft = Draft(kind=kind, key=fields.key, version=0, writers=[])
        db.session.add(draft)
    draft.base_id = document.live_id if document else None
    draft.fields, draft.note, draft.changed_by, draft.changed_at = fields.as_json(), note, by, clock.now()
    draft.stage, draft.sent_by, draft.approved_by, draft.publish_at = Stage.DRAFT, None, None, None
    draft.writers, draft.answers_id = sorted({*draft.writers, by}), answers or draft.answers_id
    draft.version += 1
    db.session.flush()
    audit.record(DRAFTED, reference(kind, fields.key), by=by, detail={"version": draft.version})
    return draft


def _draft(kind: str, key: str, version: int) -> Draft:
    draft = queries.draft(kind, key, lock=True)
    if draft is None:
        raise NotFoundError("There is no draft of this.")
    if draft.version != version:
        raise StaleError("Somebody else changed this draft while you were reading.")
    return draft


def send_for_review(kind: str, key: str, *, version: int, by: int) -> None:
    """Ask a second person."""
    draft = _draft(kind, key, version)
    draft.stage, draft.sent_by = Stage.REVIEW, by
    audit.record(SENT, reference(kind, key), by=by)


def send_back(kind: str, key: str, *, version: int, note: str, by: int) -> None:
    """The second person wants something changed."""
    draft = _draft(kind, key, version)
    draft.stage, draft.note, draft.approved_by, draft.publish_at = Stage.DRAFT, note or draft.note, None, None
    audit.record(SENT_BACK, reference(kind, key), by=by)


def approve(kind: str, key: str, *, version: int, by: int, at: datetime | None = None) -> Stage | None:
    """A second person publishes, now or at a moment to come. None when it is public now.

    Never somebody who wrote in it or asked for the review; never over live words that changed meanwhile.
    """
    draft = _draft(kind, key, version)
    if draft.stage != Stage.REVIEW:
        raise NotAllowedError("This has to be sent for review first.")
    if by in {*draft.writers, draft.changed_by, draft.sent_by}:
        raise NotAllowedError("A second person has to publish your words.")
    if _has_moved(draft):
        raise StaleError("The public words changed after this draft was begun. Compare them first.")
    draft.approved_by = by
    if at is not None and at > clock.now():
        draft.stage, draft.publish_at = Stage.SCHEDULED, at
        return Stage.SCHEDULED
    publish_draft(draft)
    return None


def _has_moved(draft: Draft) -> bool:
    document = queries.document(draft.kind, draft.key)
    return (document.live_id if document else None) != draft.base_id


def publish_due(draft: Draft) -> None:
    """Publish an approved draft whose time has come; back to a person if the public words changed meanwhile."""
    if _has_moved(draft):
        draft.stage, draft.approved_by, draft.publish_at = Stage.REVIEW, None, None
        draft.note = "Not published: the public words changed after this was approved. Please look again."
        audit.record(SENT_BACK, reference(draft.kind, draft.key), by=None)
        return
    publish_draft(draft)


def publish_draft(draft: Draft) -> None:
    """Make an approved draft public; it is a draft no longer."""
    fields = content_types.get(draft.kind).revive(draft.fields)
    by, second = f"account:{draft.changed_by}", draft.approved_by
    edit_document(draft.kind, fields, by=by, note=draft.note, approved_by=second)
    document = document_of(draft.kind, draft.key)
    if draft.answers_id is not None and document.incoming_id == draft.answers_id:
        document.incoming = None
    audit.record(PUBLISHED, reference(draft.kind, draft.key), by=second)
    db.session.delete(draft)
    db.session.flush()


def drop_draft(kind: str, key: str, *, version: int, by: int) -> None:
    """Throw a draft away; the public words stay."""
    db.session.delete(_draft(kind, key, version))
    audit.record(DROPPED, reference(kind, key), by=by)


def take_off(kind: str, key: str, *, by: int) -> None:
    """Take a page off the public site at once. One person may: something wrong must not wait for a second."""
    document = document_of(kind, key)
    fields = content_types.get(kind).revive(document.live.fields)
    if not isinstance(fields, ReviewedFields):
        raise NotAllowedError("This kind cannot be taken off by itself.")
    edit_document(kind, fields.model_copy(update={"hold": True}), by=f"account:{by}", note="Taken off")
    audit.record(TAKEN_OFF, reference(kind, key), by=by)


def keep_ours(kind: str, key: str, *, by: int) -> None:
    """The words on the site stay; the change in the file is set aside."""
    document = document_of(kind, key)
    document.incoming = None
    if document.incoming_removal:
        document.incoming_removal, document.file_digest = False, None
    audit.record(CHOSEN, reference(kind, key), by=by, detail={"choice": "ours"})


def take_theirs(kind: str, key: str, *, by: int) -> None:
    """The file's words go live, or the page goes with the file."""
    document = document_of(kind, key)
    content_type = content_types.get(kind)
    if document.incoming_removal:
        document.incoming_removal = False
        withdraw(content_type, document)
    elif document.incoming is not None:
        theirs = content_type.revive(document.incoming.fields)
        words = FileWords(content_type, theirs, document.file_path, document.position)
        publish(document, words, document.incoming)
        document.incoming = None
    db.session.flush()
    audit.record(CHOSEN, reference(kind, key), by=by, detail={"choice": "theirs"})


def document_of(kind: str, key: str) -> Document:
    """One document; NotFoundError when there is none."""
    document = queries.document(kind, key)
    if document is None:
        raise NotFoundError("There is nothing with this name.")
    return document

"""Every change to what is published, whoever wrote it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import inspect

from ..engine import audit, clock, events
from ..engine.content_revision import move
from ..engine.errors import NotAllowedError, NotFoundError, StaleError
from ..extensions import db
from . import content_types, queries
from .content_types import ContentType, Fields, ReviewedFields
from .events import DocumentWithdrawn, RevisionPublished
from .models import Document, Draft, Origin, Revision, Stage, State


class Change(StrEnum):
    """What an import does with one document (the merge rule of architecture §8.1)."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    INCOMING = "incoming"
    CONVERGED = "converged"
    WITHDRAWN = "withdrawn"
    INCOMING_REMOVAL = "incoming removal"


@dataclass(frozen=True)
class FileWords:
    """One document as a file has it."""

    content_type: ContentType
    fields: Fields
    path: str
    position: int = 0


FEED = "feed:"  # a path that begins so is no file: the words came from somebody else's feed of this name


def feed_of(document: Document) -> str:
    """The feed a document's words come from; empty for files and for what was written on the site."""
    return document.file_path.removeprefix(FEED) if document.file_path.startswith(FEED) else ""


def decide(document: Document | None, file_digest: str) -> Change:
    """What importing these words means. dpkg's rule for configuration files: a person's edit is never overwritten."""
    if document is None:
        return Change.ADDED
    if document.file_digest == file_digest and document.state != State.WITHDRAWN:
        return Change.UNCHANGED
    if not document.edited_by_person:
        return Change.UPDATED
    if document.live.digest == file_digest:
        return Change.CONVERGED
    return Change.UNCHANGED if document.file_digest == file_digest else Change.INCOMING


def import_document(words: FileWords, document: Document | None, *, in_bulk: bool = False) -> Change:
    """Take in one document from a file; `document` is what is known of it. Same words twice change nothing.

    `in_bulk` is for a caller that announces ContentTakenIn when it is through.
    """
    kind, fields = words.content_type.kind, words.fields
    digest = fields.digest()
    change = decide(document, digest)
    if document is None:
        document = Document(kind=kind, key=fields.key, incoming_removal=False)
        _publish(document, words, _revision(words, Origin.FILE, digest), in_bulk=in_bulk)
        db.session.add(document)
    elif change is Change.UPDATED:
        _publish(document, words, _revision(words, Origin.FILE, digest), in_bulk=in_bulk)
    elif change is Change.INCOMING:
        document.incoming = _revision(words, Origin.FILE, digest)
    elif change is Change.CONVERGED:
        document.incoming = None
    elif (document.file_path, document.position) != (words.path, words.position):
        _move(document, words)
    elif not document.incoming_removal:
        return change
    document.file_path, document.position, document.file_digest = words.path, words.position, digest
    document.incoming_removal = False
    db.session.flush()
    return change


def withdraw_missing(
    content_type: ContentType, keys_in_files: set[str], *, feed: str = ""
) -> list[tuple[str, Change]]:
    """Take down documents whose files are gone, or that left a feed; one a person edited waits for a person instead."""
    changes = []
    for document in queries.documents(content_type.kind):
        if document.key in keys_in_files or document.file_digest is None or feed_of(document) != feed:
            continue
        if document.edited_by_person:
            document.incoming_removal, change = True, Change.INCOMING_REMOVAL
        elif document.state == State.WITHDRAWN:
            continue
        else:
            change = _withdraw(content_type, document)
        changes.append((document.key, change))
    db.session.flush()
    return changes


def edit_document(kind: str, fields: Fields, *, by: str, note: str = "") -> None:
    """Publish words that a person wrote on the site."""
    content_type = content_types.get(kind)
    document = queries.document(kind, fields.key)
    path = document.file_path if document else ""
    words = FileWords(content_type, fields, path, document.position if document else 0)
    revision = _revision(words, Origin.PERSON, fields.digest(), by=by, note=note)
    if document is None:
        document = Document(kind=kind, key=fields.key, file_path=path, incoming_removal=False)
        db.session.add(document)
    _publish(document, words, revision)
    move()  # a kind without a table of its own has no row that would move the revision
    db.session.flush()


def _revision(words: FileWords, origin: Origin, digest: str, *, by: str = "", note: str = "") -> Revision:
    kind, fields = words.content_type.kind, words.fields
    revision = Revision(
        kind=kind, key=fields.key, number=queries.next_number(kind, fields.key), origin=origin,
        fields=fields.as_json(), digest=digest, made_by=by or words.path, note=note,
    )
    db.session.add(revision)
    return revision


def _publish(document: Document, words: FileWords, revision: Revision, *, in_bulk: bool = False) -> None:
    held = isinstance(words.fields, ReviewedFields) and words.fields.hold
    document.live, document.state = revision, State.HELD if held else State.LIVE
    document.file_path, document.position = words.path, words.position
    _write_row(words, is_live=not held)
    events.announce(RevisionPublished(document.kind, words.fields.key, in_bulk))


def _write_row(words: FileWords, *, is_live: bool) -> None:
    """Copy the words into the room's typed columns: those that carry a field's name."""
    model, fields = words.content_type.row, words.fields
    if model is None:
        return
    row = queries.row(model, fields.key)
    if row is None:
        row = model()
        row.key = fields.key
        db.session.add(row)
    as_json, dates = fields.model_dump(mode="json"), fields.model_dump(mode="python")
    for column in inspect(model).column_attrs:
        if column.key in as_json:
            plain = isinstance(as_json[column.key], list | dict)
            setattr(row, column.key, as_json[column.key] if plain else dates[column.key])
    row.is_live, row.position = is_live, as_json.get("position", words.position)


def _move(document: Document, words: FileWords) -> None:
    """The words are the same, their place in the order of the files is not."""
    model = words.content_type.row
    row = queries.row(model, document.key) if model else None
    if row is not None and "position" not in words.content_type.fields.model_fields:
        row.position = words.position


def _withdraw(content_type: ContentType, document: Document) -> Change:
    document.state = State.WITHDRAWN
    row = queries.row(content_type.row, document.key) if content_type.row else None
    if row is not None:
        row.is_live = False
    events.announce(DocumentWithdrawn(document.kind, document.key))
    return Change.WITHDRAWN


DRAFTED = audit.verb("publishing.drafted", "version")
SENT = audit.verb("publishing.sent-for-review")
SENT_BACK = audit.verb("publishing.sent-back")
PUBLISHED = audit.verb("publishing.published")
TAKEN_OFF = audit.verb("publishing.taken-off")
DROPPED = audit.verb("publishing.draft-dropped")
CHECKED = audit.verb("publishing.still-right")
CHOSEN = audit.verb("publishing.incoming-decided", "choice")


def reference(kind: str, key: str) -> str:
    """How the audit log names a document."""
    return f"{kind}:{key}"


def keep_draft(kind: str, fields: Fields, *, version: int, note: str, by: int) -> Draft:
    """Keep what somebody typed, as a draft only editors see. `version` is the one they began from (0: none).

    Changed words must be looked at again, so a draft under review becomes a draft once more.
    """
    document, draft = queries.document(kind, fields.key), queries.draft(kind, fields.key, lock=True)
    if (draft.version if draft else 0) != version:
        raise StaleError("Somebody else changed this draft while you were writing.")
    if draft is None:
        draft = Draft(kind=kind, key=fields.key, version=0)
        db.session.add(draft)
    draft.base_id = document.live_id if document else None
    draft.fields, draft.note, draft.changed_by, draft.changed_at = fields.as_json(), note, by, clock.now()
    draft.stage, draft.sent_by, draft.approved_by, draft.publish_at = Stage.DRAFT, None, None, None
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

    Never the one who wrote the words last or asked for the review; never over live words that changed meanwhile.
    """
    draft = _draft(kind, key, version)
    if draft.stage != Stage.REVIEW:
        raise NotAllowedError("This has to be sent for review first.")
    if by in {draft.changed_by, draft.sent_by}:
        raise NotAllowedError("A second person has to publish your words.")
    document = queries.document(kind, key)
    if document is not None and document.live_id != draft.base_id:
        raise StaleError("The public words changed after this draft was begun. Compare them first.")
    draft.approved_by = by
    if at is not None and at > clock.now():
        draft.stage, draft.publish_at = Stage.SCHEDULED, at
        return Stage.SCHEDULED
    publish_draft(draft)
    return None


def publish_draft(draft: Draft) -> None:
    """Make an approved draft public; it is a draft no longer."""
    fields = content_types.get(draft.kind).revive(draft.fields)
    edit_document(draft.kind, fields, by=f"account:{draft.changed_by}", note=draft.note)
    audit.record(PUBLISHED, reference(draft.kind, draft.key), by=draft.approved_by)
    db.session.delete(draft)
    db.session.flush()


def drop_draft(kind: str, key: str, *, version: int, by: int) -> None:
    """Throw a draft away; the public words stay."""
    db.session.delete(_draft(kind, key, version))
    audit.record(DROPPED, reference(kind, key), by=by)


def take_off(kind: str, key: str, *, by: int) -> None:
    """Take a page off the public site at once. One person may: something wrong must not wait for a second."""
    document = _document(kind, key)
    fields = content_types.get(kind).revive(document.live.fields)
    if not isinstance(fields, ReviewedFields):
        raise NotAllowedError("This kind cannot be taken off by itself.")
    edit_document(kind, fields.model_copy(update={"hold": True}), by=f"account:{by}", note="Taken off")
    audit.record(TAKEN_OFF, reference(kind, key), by=by)


def still_right(kind: str, key: str, *, by: int, months: int = 6) -> None:
    """Somebody read it with care and it is right: dates move, words stay."""
    document = _document(kind, key)
    fields = content_types.get(kind).revive(document.live.fields)
    if not isinstance(fields, ReviewedFields):
        raise NotAllowedError("This kind has no date to check it by.")
    today = clock.today()
    due = today + timedelta(days=round(months * 30.4))
    checked = fields.model_copy(update={"reviewed_on": today, "review_due": due})
    edit_document(kind, checked, by=f"account:{by}", note="Still right")
    audit.record(CHECKED, reference(kind, key), by=by)


def keep_ours(kind: str, key: str, *, by: int) -> None:
    """The words on the site stay; the change in the file is set aside."""
    document = _document(kind, key)
    document.incoming = None
    if document.incoming_removal:
        document.incoming_removal, document.file_digest = False, None
    audit.record(CHOSEN, reference(kind, key), by=by, detail={"choice": "ours"})


def take_theirs(kind: str, key: str, *, by: int) -> None:
    """The file's words go live, or the page goes with the file."""
    document = _document(kind, key)
    content_type = content_types.get(kind)
    if document.incoming_removal:
        document.incoming_removal = False
        _withdraw(content_type, document)
    elif document.incoming is not None:
        theirs = content_type.revive(document.incoming.fields)
        words = FileWords(content_type, theirs, document.file_path, document.position)
        _publish(document, words, document.incoming)
        document.incoming = None
    db.session.flush()
    audit.record(CHOSEN, reference(kind, key), by=by, detail={"choice": "theirs"})


def _document(kind: str, key: str) -> Document:
    document = queries.document(kind, key)
    if document is None:
        raise NotFoundError("There is nothing with this name.")
    return document

"""Every change to what is published, whoever wrote it."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import inspect

from ...engine import events
from ...engine.content_revision import move
from ...extensions import db
from .. import content_types, queries
from ..content_types import ContentType, Fields, ReviewedFields
from ..events import DocumentWithdrawn, RevisionPublished
from ..models import Document, Origin, Revision, State


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
        publish(document, words, _revision(words, Origin.FILE, digest), in_bulk=in_bulk)
        db.session.add(document)
    elif change is Change.UPDATED:
        publish(document, words, _revision(words, Origin.FILE, digest), in_bulk=in_bulk)
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
            change = withdraw(content_type, document)
        changes.append((document.key, change))
    db.session.flush()
    return changes


def edit_document(kind: str, fields: Fields, *, by: str, note: str = "", approved_by: int | None = None) -> None:
    """Publish words that a person wrote on the site. `approved_by` is the second person, who is never the first."""
    content_type = content_types.get(kind)
    document = queries.document(kind, fields.key)
    path = document.file_path if document else ""
    words = FileWords(content_type, fields, path, document.position if document else 0)
    revision = _revision(words, Origin.PERSON, fields.digest(), by=by, note=note)
    revision.approved_by = approved_by
    if document is None:
        document = Document(kind=kind, key=fields.key, file_path=path, incoming_removal=False)
        db.session.add(document)
    publish(document, words, revision)
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


def publish(document: Document, words: FileWords, revision: Revision, *, in_bulk: bool = False) -> None:
    """Make a revision the document's live words and copy them into the room's row."""
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


def withdraw(content_type: ContentType, document: Document) -> Change:
    """Show a document no more; its words are kept."""
    document.state = State.WITHDRAWN
    row = queries.row(content_type.row, document.key) if content_type.row else None
    if row is not None:
        row.is_live = False
    events.announce(DocumentWithdrawn(document.kind, document.key))
    return Change.WITHDRAWN

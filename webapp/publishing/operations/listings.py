"""Providers: addresses kept apart from the words, links to one listing, suggestions taken field by field."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from ...engine import audit, clock
from ...engine.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from ...engine.mail import message
from ...extensions import db
from .. import boxes, content_types, queries
from ..content_types import ContentType, Fields, ReviewedFields
from ..models import ListingLink, ProviderContact, Suggestion, SuggestionState
from . import edit_document
from .drafting import document_of, keep_draft, reference

LINK_DAYS = 60
KEEP_LINKS = timedelta(days=30)
KEEP_SUGGESTIONS = timedelta(days=365)
KEEP_ADDRESSES = timedelta(days=183)
MOST_OPEN = 20

ADDED = audit.verb("publishing.provider-added", "contact")
ERASED = audit.verb("publishing.provider-erased", "contact", "asked_by")
LINKED = audit.verb("publishing.link-sent", "contact")
REVOKED = audit.verb("publishing.link-ended", "contact")
SUGGESTED = audit.verb("publishing.suggested", "suggestion")
DECIDED = audit.verb("publishing.suggestion-decided", "suggestion", "state")


def add_contact(kind: str, key: str, *, email: str, by: int) -> ProviderContact:
    """Keep an address for letters about one listing."""
    document_of(kind, key)
    if content_types.get(kind).offered is None:
        raise NotAllowedError("Nobody outside looks after this kind of words.")
    address = message.normal(email)
    if not message.is_address(address):
        raise InvalidError("This does not look like an email address.")
    if any(known.email == address for known in queries.contacts(kind, key)):
        raise InvalidError("This address is here already.")
    contact = ProviderContact(kind=kind, key=key, email=address, added_by=by)
    db.session.add(contact)
    db.session.flush()
    audit.record(ADDED, reference(kind, key), by=by, detail={"contact": contact.id})
    return contact


def erase_contact(contact_id: int, *, by: int | None, asked_by: str = "editor") -> None:
    """Forget an address, its links, and what its owner wrote to us beside the words. Public words stay."""
    contact = _contact(contact_id)
    for suggestion in queries.suggestions_of(contact.id):
        suggestion.note, suggestion.contact_id = "", None
    db.session.flush()
    for link in queries.listing_links([contact.id]):
        db.session.delete(link)
    detail = {"contact": contact.id, "asked_by": asked_by}
    audit.record(ERASED, reference(contact.kind, contact.key), by=by, detail=detail)
    db.session.flush()
    db.session.delete(contact)
    db.session.flush()


def make_link(contact_id: int, *, by: int | None) -> ListingLink:
    """A new link for one address and its one listing.

    When an editor makes it, links of before end. One that a reminder carries ends nothing: somebody may be writing in a
    form that an earlier one opened.
    """
    contact, now = _contact(contact_id), clock.now()
    for link in queries.listing_links([contact.id]):
        if link.revoked_at is None and by is not None:
            link.revoked_at = now
    ends = now + timedelta(days=LINK_DAYS)
    link = ListingLink(id=secrets.token_hex(16), contact=contact, made_at=now, expires_at=ends)
    db.session.add(link)
    db.session.flush()
    audit.record(LINKED, reference(contact.kind, contact.key), by=by, detail={"contact": contact.id})
    return link


def revoke_links(contact_id: int, *, by: int) -> None:
    """End every link of an address at once."""
    contact = _contact(contact_id)
    for link in queries.listing_links([contact.id]):
        link.revoked_at = link.revoked_at or clock.now()
    audit.record(REVOKED, reference(contact.kind, contact.key), by=by, detail={"contact": contact.id})


def suggest(contact: ProviderContact, kind: str, data: dict[str, Any], *, note: str) -> Suggestion:
    """Keep what a provider would like to say of their listing, or of something new of theirs."""
    content_type = content_types.get(kind)
    if content_type.offered is None or (kind != contact.kind and content_type.offered.under == ""):
        raise NotAllowedError("This cannot be suggested here.")
    new, earlier = kind != contact.kind, queries.open_suggestions(contact.id)
    if len(earlier) >= MOST_OPEN:
        raise InvalidError("Many suggestions of yours wait already. Please give us time to read them.")
    base = None if new else document_of(kind, contact.key)
    for other in earlier:
        if not new and other.kind == kind and other.key == contact.key:
            other.state = SuggestionState.REPLACED
    db.session.flush()
    suggestion = Suggestion(
        kind=kind, key=None if new else contact.key, about_key=contact.key, contact_id=contact.id,
        fields=data, base_id=base.live_id if base else None, note=note, taken=[],
    )
    db.session.add(suggestion)
    db.session.flush()
    audit.record(SUGGESTED, reference(contact.kind, contact.key), by=None, detail={"suggestion": suggestion.id})
    return suggestion


def take(suggestion_id: int, names: Collection[str], *, seen: int, by: int, publish: bool) -> str:
    """Take the ticked fields (by their boxes' names): public at once, or into a draft to reword. The document's key.

    The provider wrote them and the editor read them: two people. `seen` is the revision the editor compared with
    (0: there was none); words that changed meanwhile are compared anew. What is not ticked stays as it was.
    """
    suggestion = _open(suggestion_id)
    content_type = content_types.get(suggestion.kind)
    document = queries.document(suggestion.kind, suggestion.key) if suggestion.key else None
    if (document.live_id if document else 0) != seen:
        raise StaleError("The public words changed while you were reading. Compare them again.")
    chosen = [box for box in boxes.offered(content_type) if box.name in names]
    if not chosen:
        raise InvalidError("Tick at least one thing to take, or decline all of it.")
    fields = _with(content_type, suggestion, document.live.fields if document else None, chosen)
    who = f"provider:{suggestion.contact_id or 0}"
    if publish:
        if queries.draft(suggestion.kind, fields.key) is not None:
            raise StaleError("Somebody is changing these words. Publish or drop that draft first.")
        edit_document(suggestion.kind, fields, by=who, note=_note(suggestion), approved_by=by)
    else:
        keep_draft(suggestion.kind, fields, version=0, note=_note(suggestion), by=by)
    suggestion.key = fields.key
    suggestion.taken = [box.name for box in chosen]
    _decide(suggestion, SuggestionState.PUBLISHED if publish else SuggestionState.DRAFTED, by=by)
    return fields.key


def decline(suggestion_id: int, *, by: int) -> None:
    """Take nothing of it."""
    _decide(_open(suggestion_id), SuggestionState.DECLINED, by=by)


def _with(
    content_type: ContentType, suggestion: Suggestion, live: dict[str, Any] | None, chosen: list[boxes.Box]
) -> Fields:
    begun = live if live is not None else beginning(content_type, suggestion.fields, suggestion.about_key)
    try:
        fields = merged(content_type, begun, suggestion.fields, chosen)
    except ValidationError as error:
        where = {".".join(map(str, problem["loc"])) or problem["msg"] for problem in error.errors()}
        raise InvalidError(f"These do not hold together without the rest: {', '.join(sorted(where))}.") from error
    if live is None and isinstance(fields, ReviewedFields):
        fields = fields.model_copy(update={"reviewed_on": clock.today()})
    return fields


def merged(
    content_type: ContentType, begun: Mapping[str, Any], said: Mapping[str, Any], chosen: Sequence[boxes.Box]
) -> Fields:
    """These words with the chosen boxes as the provider has them. Raises pydantic.ValidationError."""
    data = json.loads(json.dumps(begun))
    for box in chosen:
        boxes.put(data, box.path, boxes.at(said, box.path))
    if content_type.offered:
        data = content_type.offered.complete(data, clock.today())
    return content_type.revive(data)


def beginning(content_type: ContentType, said: Mapping[str, Any], about_key: str) -> dict[str, Any]:
    """What something new begins with: a key of its own, and its service."""
    begun = {"key": free_key(content_type.kind, queries.name_in(said))}
    under = content_type.offered.under if content_type.offered else ""
    return begun | {under: about_key} if under else begun


def free_key(kind: str, name: str) -> str:
    """A key for something new that nothing has, not even a draft."""
    letters = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name.lower())
    base = "-".join(part for part in letters.split("-") if part)[:60].strip("-") or kind
    key, number = base, 2
    while queries.document(kind, key) or queries.draft(kind, key):
        key, number = f"{base}-{number}", number + 1
    return key


def _note(suggestion: Suggestion) -> str:
    return f"Suggested by the provider (suggestion {suggestion.id})"


def _decide(suggestion: Suggestion, state: SuggestionState, *, by: int) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, by, clock.now()
    db.session.flush()
    detail = {"suggestion": suggestion.id, "state": str(state)}
    audit.record(DECIDED, reference(suggestion.kind, suggestion.key or suggestion.about_key), by=by, detail=detail)


def _open(suggestion_id: int) -> Suggestion:
    suggestion = queries.suggestion(suggestion_id, lock=True)
    if suggestion is None:
        raise NotFoundError("There is no such suggestion.")
    if suggestion.state != SuggestionState.SENT:
        raise StaleError("Somebody decided this already.")
    return suggestion


def _contact(contact_id: int) -> ProviderContact:
    contact = queries.contact(contact_id)
    if contact is None:
        raise NotFoundError("There is no such address.")
    return contact


def forget_what_is_over() -> None:
    """Retention: ended links, decided suggestions after a year, addresses of listings gone for half a year."""
    now = clock.now()
    for contact in queries.contacts_of_gone_listings(now - KEEP_ADDRESSES):
        erase_contact(contact.id, by=None, asked_by="retention")
    for link in queries.ended_links(now - KEEP_LINKS):
        db.session.delete(link)
    for suggestion in queries.old_suggestions(now - KEEP_SUGGESTIONS):
        db.session.delete(suggestion)

"""The database itself keeps the rules of editing, whoever writes to it: on SQLite and on PostgreSQL."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import IntegrityError

from webapp.engine import clock
from webapp.extensions import db
from webapp.publishing.models import (
    Document,
    Draft,
    FamilyReview,
    ListingLink,
    ProviderContact,
    Reminder,
    ReviewRhythm,
    Revision,
    State,
    Suggestion,
)


def draft(**more) -> Draft:
    return Draft(**{"kind": "page", "key": "a", "fields": {}, "changed_by": 1, "writers": [1], **more})


def revision(number: int, **more) -> Revision:
    made = {"kind": "page", "key": "a", "number": number, "origin": "person", "fields": {}, "digest": "x"}
    return Revision(**made | more)


def contact(**more) -> ProviderContact:
    return ProviderContact(**{"kind": "page", "key": "a", "email": "a@b.org", "added_by": 1, **more})


def suggestion(**more) -> Suggestion:
    made = {"kind": "page", "key": "a", "about_key": "a", "contact_id": 1, "fields": {}, "state": "sent", "taken": []}
    return Suggestion(**made | more)


def refused(*rows: object) -> bool:
    """Whether the database refuses the last of these rows, and took the others."""
    with db.session.begin_nested():
        db.session.add_all(rows[:-1])
    try:
        with db.session.begin_nested():
            db.session.add(rows[-1])
    except IntegrityError:
        return True
    return False


def test_what_the_database_refuses(empty_site: Flask) -> None:
    now = clock.now()
    first = revision(1)
    db.session.add(first)
    db.session.flush()
    db.session.add(Document(kind="page", key="a", state=State.LIVE, file_path="", live_id=first.id))
    db.session.add(contact(id=1))
    db.session.flush()
    wrong = {
        "published by the writer": revision(2, made_by="account:7", approved_by=7),
        "a draft published by the writer": draft(stage="review", sent_by=2, approved_by=1),
        "a draft published by who sent it": draft(stage="review", sent_by=2, approved_by=2),
        "a review nobody asked for": draft(stage="review"),
        "a schedule without a second person": draft(stage="scheduled", sent_by=1, publish_at=now),
        "a schedule without a moment": draft(stage="scheduled", sent_by=1, approved_by=2),
        "another rhythm": ReviewRhythm(kind="page", months=5, set_by=1),
        "a standing unheard of": Document(
            kind="page", key="b", state=State.LIVE, file_path="", live_id=first.id, standing="late"
        ),
        "families of no group": FamilyReview(
            kind="page", key="a", on=now.date(), by_whom="x", revision_id=first.id, recorded_by=1
        ),
        "families of no page": FamilyReview(
            kind="page", key="z", on=now.date(), by_whom="The forum", revision_id=first.id, recorded_by=1
        ),
        "an address written otherwise": contact(email="A@b.org"),
        "no address at all": contact(email="nobody"),
        "the same address twice": contact(),
        "an address for no listing": contact(key="z", email="c@d.org"),
        "a link without an end": ListingLink(id="1", contact_id=1, made_at=now, expires_at=now),
        "a decision by nobody": suggestion(state="published"),
        "a decision at no time": suggestion(state="declined", decided_by=1),
        "decided and still open": suggestion(decided_by=1, decided_at=now),
    }
    assert [why for why, row in wrong.items() if not refused(row)] == []


def test_what_the_database_allows(empty_site: Flask) -> None:
    first, now = revision(1), clock.now()
    db.session.add(first)
    db.session.flush()
    db.session.add(Document(kind="page", key="a", state=State.LIVE, file_path="", live_id=first.id))
    db.session.add(contact(id=1))
    db.session.flush()
    right = [
        revision(2, made_by="account:7", approved_by=71), revision(3, made_by="provider:7", approved_by=7),
        draft(stage="scheduled", sent_by=1, approved_by=2, publish_at=now),
        suggestion(), suggestion(state="replaced"), suggestion(key=None), suggestion(key=None),
        suggestion(state="declined", decided_by=1, decided_at=now),
        ListingLink(id="1", contact_id=1, made_at=now, expires_at=now + timedelta(days=1)),
    ]
    assert [row for row in right if refused(row)] == []
    assert refused(suggestion()), "one open suggestion for a listing and address"
    told = {"kind": "page", "key": "a", "due_on": now.date(), "standing": "advised", "to": "editors"}
    assert refused(Reminder(**told), Reminder(**told)), "told once"

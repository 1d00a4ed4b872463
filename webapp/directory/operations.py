"""Changes to the directory that are not words: the standard's records, which follow the words; places of postcodes."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import inspect

from ..engine.content_revision import move
from ..engine.subjects import SubjectRef
from ..extensions import db
from ..moderation import operations as moderation
from ..publishing import content_types
from ..publishing import operations as publishing
from ..publishing import queries as published
from ..publishing.operations import Change, FileWords
from ..taxonomy import queries as taxonomy
from . import queries, records
from .content import ServiceFields
from .hsds import TAXONOMIES
from .models import Address, FeedRecord, Postcode, Record, TaxonomyTerm, Visit
from .places import Spot
from .records import Records

BATCH = 200  # services whose records are written together; a database takes only so many values in one question


def write_records(*keys: str) -> None:
    """Make these services' records what their words say. Records that stay the same are not touched."""
    services = queries.rows(keys)
    made = [records.of(service) for service in services]
    held = queries.records_of(keys)
    common = _once(made, lambda found: (*found.shared, *(part for part in found.parts if isinstance(part, Address))))
    held |= queries.shared_records(common)
    _put(_once(made, lambda found: found.shared), held)
    for service in services:
        service.organization_id, service.records_shape = records.organization_id(service), records.SHAPE
    own, parts = _once(made, lambda found: found.own), _once(made, lambda found: found.parts)
    if not queries.has_terms(own):
        write_terms()
    _put(own, held)
    _put(parts, held)
    kept = {row.id for row in (*common, *own, *parts)}
    gone = [row for ident, row in held.items() if ident not in kept]
    _take_away(gone)
    if held:
        _take_away(queries.records_of_nobody())


def records_are_old(key: str) -> None:
    """Note that a service's words are newer than its records; `make_again` finds it."""
    for service in queries.rows([key]):
        service.records_shape = min(service.records_shape, records.SHAPE - 1)


def _once(made: Iterable[Records], part: Callable[[Records], Iterable[Record]]) -> list[Record]:
    """Records of several services, each once: places and organisations are shared."""
    return list({row.id: row for found in made for row in part(found)}.values())


def _put(made: Iterable[Record], held: Mapping[str, Record]) -> None:
    """Add what is new, change what differs; flushed, as the next step refers to it."""
    for row in made:
        columns = {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}
        known = held.get(columns["id"])
        if known is None:
            db.session.add(row)
            continue
        for name, value in columns.items():
            if getattr(known, name) != value:
                setattr(known, name, value)
    db.session.flush()


def _take_away(rows: Iterable[Record]) -> None:
    """Parts before what they belong to."""
    for row in sorted(rows, key=queries.depth, reverse=True):
        db.session.delete(row)
        db.session.flush()


def write_terms() -> None:
    """Make the terms what the lists say. One that left its list stays as long as a service carries it."""
    held = queries.terms()
    made = [
        TaxonomyTerm(
            id=records.ident("taxonomy_term", kind, term.key), taxonomy=kind, code=term.key, name=term.title,
            description=term.words or term.title,
        )
        for kind in TAXONOMIES for term in taxonomy.terms(kind).values()
    ]
    _put(made, held)
    gone = held.keys() - {row.id for row in made}
    _take_away(held[ident] for ident in gone if not queries.is_carried(ident))


def make_again() -> None:
    """Make the records of services anew whose words changed with the files, or that were made by older rules."""
    old = queries.of_older_shape(records.SHAPE)
    for start in range(0, len(old), BATCH):
        write_records(*old[start:start + BATCH])


@dataclass
class TakenIn:
    """What taking in a feed came to: how many of each change, what was left out and why, what left the feed."""

    changes: Counter[Change] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def take_in_feed(
    feed: str, services: Mapping[str, ServiceFields], *, publish: bool = False, withdraw: bool = False
) -> TakenIn:
    """Take in somebody else's listings. Never over a file of ours or what a person wrote: those wait as incoming.

    New ones are held until an editor has looked, unless `publish`. What left the feed is named, and taken down only
    with `withdraw`: half a feed must not empty the directory.
    """
    known, result, kind = queries.feed_records(feed), TakenIn(), content_types.get("service")
    for own, fields in services.items():
        record = known.get(own) or _new_feed_record(feed, own, fields.key, is_held=not publish)
        document = published.document(kind.kind, record.service_key)
        if document is not None and publishing.feed_of(document) != feed:
            result.left_out.append(f"{fields.name}: “{document.key}” is a listing of our own and stays as it is")
            continue
        record.is_held = fields.confidence == "low" or (record.is_held and not publish)
        words = fields.model_copy(update={"key": record.service_key, "hold": record.is_held})
        path = f"{publishing.FEED}{feed}"
        result.changes[publishing.import_document(FileWords(kind, words, path), document, in_bulk=True)] += 1
        db.session.add(record)
        known[own] = record
    result.gone = sorted(record.service_key for own, record in known.items() if own not in services)
    if withdraw:
        kept = {record.service_key for own, record in known.items() if own in services}
        for _key, change in publishing.withdraw_missing(kind, kept, feed=feed):
            result.changes[change] += 1
    db.session.flush()
    make_again()
    return result


def _new_feed_record(feed: str, own: str, key: str, *, is_held: bool) -> FeedRecord:
    """The address is made from the name at first sight; two of one feed with one name get a number."""
    taken, free, number = queries.feed_keys(), key, 2
    while free in taken:
        free, number = f"{key}-{number}", number + 1
    return FeedRecord(feed=feed, record_id=own, service_key=free, is_held=is_held)


VISIT = "visit"


def was_there(service_key: str, month: date, note: str, *, says: tuple[str, str, str]) -> None:
    """A family says a listing is right. Not shown by this: it goes to the volunteers first.

    `says`: about what, by whom, and the words to read when no note was written.
    """
    visit = Visit(service_key=service_key, month=month, has_note=bool(note))
    db.session.add(visit)
    db.session.flush()
    about, said_by, without_note = says
    moderation.put_in_queue(
        SubjectRef(VISIT, str(visit.id)), note or without_note, about=about, said_by=said_by,
        public_names=[listing.name for listing in queries.listings().values()],
    )


def decide_visit(visit_id: int, words: str | None) -> None:
    """What the volunteers decided: the note as they passed it, or nothing at all."""
    visit = queries.visit(visit_id)
    visit.state = "private" if words is None else "published"
    visit.words = words if visit.has_note else None
    move()


def replace_postcodes(areas: Iterable[str], found: Iterable[tuple[str, Spot]]) -> int:
    """Hold these postcodes instead of those held of the same areas (“NG”, “S”); how many there are now."""
    held = {row.code: row for area in areas for row in queries.postcodes_of(area)}
    number = 0
    for code, spot in found:
        number += 1
        row = held.pop(code, None)
        if row is None:
            row = Postcode(code=code)
            db.session.add(row)
        row.easting, row.northing, row.district = int(spot.easting), int(spot.northing), spot.district
    for row in held.values():
        db.session.delete(row)
    db.session.flush()
    return number

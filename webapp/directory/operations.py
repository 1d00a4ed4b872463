"""Changes to the directory that are not words: the standard's records, which follow the words; places of postcodes."""

from collections.abc import Callable, Iterable, Mapping

from sqlalchemy import inspect

from ..extensions import db
from ..taxonomy import queries as taxonomy
from . import queries, records
from .hsds import TAXONOMIES
from .models import Address, Postcode, Record, TaxonomyTerm
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

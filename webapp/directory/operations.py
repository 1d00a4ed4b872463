"""Changes to the directory that are not words: the places of postcodes."""

from collections.abc import Iterable

from ..extensions import db
from . import queries
from .models import Postcode
from .places import Spot


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

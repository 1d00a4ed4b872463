"""Changes to the directory that are not words: the places of postcodes."""

from collections.abc import Iterable

from sqlalchemy import delete

from ..engine import content_revision
from ..extensions import db
from .models import Postcode
from .places import Spot


def replace_postcodes(areas: frozenset[str], found: Iterable[tuple[str, Spot]]) -> int:
    """Hold these postcodes instead of those of the same areas (“NG”, “S”); how many are held now of them."""
    rows = [
        {"code": code, "easting": int(spot.easting), "northing": int(spot.northing), "district": spot.district}
        for code, spot in found
    ]
    for area in areas:
        for digit in range(10):
            db.session.execute(delete(Postcode).where(Postcode.code.startswith(f"{area}{digit}", autoescape=True)))
    if rows:
        db.session.execute(Postcode.__table__.insert(), rows)
    content_revision.move()
    return len(rows)

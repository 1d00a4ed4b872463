"""Reads of the directory."""

from sqlalchemy import select

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..extensions import db
from .models import Service
from .offer import Listing, listing


@remembered
def listings() -> dict[str, Listing]:
    """Every live service by slug, by name."""
    rows = db.session.scalars(select(Service).where(Service.is_live).order_by(Service.name))
    return {row.key: listing(row) for row in rows}


def service(slug: str) -> Listing:
    """One live service; NotFoundError when there is none."""
    found = listings().get(slug)
    if found is None:
        raise NotFoundError("There is no service with this name.")
    return found


def by_topic(topic: str) -> list[Listing]:
    """Live services whose main topic this is."""
    return [found for found in listings().values() if found.topics[0] == topic]

"""Reads of waiting-well resources."""

from sqlalchemy import select

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..extensions import db
from .library import Choice, Helpful, helpful
from .models import Resource


@remembered
def library() -> dict[str, Helpful]:
    """Every live resource by key, by title."""
    rows = db.session.scalars(select(Resource).where(Resource.is_live).order_by(Resource.title))
    return {row.key: helpful(row) for row in rows}


def resource(key: str) -> Helpful:
    """One live resource; NotFoundError when there is none."""
    found = library().get(key)
    if found is None:
        raise NotFoundError("There is no resource with this name.")
    return found


def fitting(choice: Choice) -> list[Helpful]:
    """Resources that answer a choice, by title."""
    return [found for found in library().values() if choice.fits(found)]

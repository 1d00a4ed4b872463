"""Reads of pages of words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..extensions import db
from ..publishing import queries as publishing
from .content import Statement
from .models import WordsPage


@dataclass(frozen=True)
class Words:
    """One page of words."""

    key: str
    title: str
    description: str
    words: str
    checking: str | None
    reviewed_on: date | None


@remembered
def pages() -> dict[str, Words]:
    """Every live page by key."""
    rows = db.session.scalars(select(WordsPage).where(WordsPage.is_live).order_by(WordsPage.key))
    return {r.key: Words(r.key, r.title, r.description, r.words, r.checking, r.reviewed_on) for r in rows}


def words(key: str) -> Words:
    """One live page; NotFoundError when there is none."""
    found = pages().get(key)
    if found is None:
        raise NotFoundError("There is no page with this name.")
    return found


def statement() -> Statement:
    """The accessibility statement's data; NotFoundError until content has been imported."""
    found = publishing.live_of("statement", Statement)
    if not found:
        raise NotFoundError("The accessibility statement has not been brought in yet.")
    return found[0]

"""Setting answers apart from everything that arrived with them: words are handed on in batches, rows written anew.

The ballot box mixes answers ten at a time. PostgreSQL still marks every row with the transaction that wrote it (`xmin`)
and stores rows in order of arrival, so each ten could be laid beside ten receipts. Every day, and as a wave closes, all
rows of each table are therefore written once more, in the order of their random keys: then ten become all. On SQLite
the tables hold no order and no mark (`models.UNORDERED`), so there is nothing to do.
"""

import secrets

from sqlalchemy import text

from ...engine import events
from ...engine.subjects import SubjectRef
from ...extensions import db
from ...moderation import operations as moderation
from ...moderation.events import CommentOffered
from ...moderation.models import Lane
from .. import queries
from ..models import Draft, Envelope, FamilyWords, Invitation, Receipt, SurveyResponse
from . import ballot_box

WORDS = "survey-words"
APART = (SurveyResponse, Receipt, FamilyWords, Invitation, Envelope, Draft)

_SAID_BY = {"parents": "A parent or carer, in the survey", "young-people": "A young person, in the survey"}


def hand_words_on() -> int:
    """Put new words into the staff's lane of moderation, in no order; how many.

    While a survey takes answers they stay sealed until there are five. Words that may become a comment on the Local
    Offer are offered without anything that says where they came from.
    """
    handed = 0
    for wave, facts in queries.waves().items():
        if facts.secret:
            ballot_box.open_words(facts.secret, wave)
            db.session.flush()
        new = list(queries.new_words(wave))
        secrets.SystemRandom().shuffle(new)
        for words in new:
            _hand_on(words)
        handed += len(new)
    db.session.flush()
    return handed


def _hand_on(words: FamilyWords) -> None:
    if words.as_comment:
        events.announce(CommentOffered(words.words))
    if words.may_quote:
        moderation.put_in_queue(
            SubjectRef(WORDS, words.id),
            words.words,
            about=words.question,
            said_by=_SAID_BY[words.audience],
            young=words.audience == "young-people",
            lane=Lane.STAFF,
        )
        words.handed_on = True
    else:
        db.session.delete(words)


def settle(words_id: str, *, state: str) -> None:
    """What became of words in moderation: kept for themes and quotes, passed to the safeguarding lead, or waiting."""
    found = queries.family_words(words_id)
    if found is not None:
        found.state = state
        db.session.flush()


def write_anew() -> None:
    """Every table in this transaction: what a closing wave leaves behind stands in no order."""
    db.session.flush()
    for model in APART:
        mark_anew(model.__tablename__)
        lay_in_key_order(model.__tablename__)


def mark_anew(table: str) -> None:
    """Write every row of a table again in one transaction, so that all carry the same mark."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"UPDATE {table} SET wave = wave"))  # noqa: S608 - the name of one of our own tables


def lay_in_key_order(table: str) -> None:
    """Store a table's rows in the order of their random keys; what was written over before is gone from the disk."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"CLUSTER {table} USING pk_{table}"))

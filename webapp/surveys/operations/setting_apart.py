"""Setting answers apart from everything that arrived with them: words are handed on in batches, rows written anew.

PostgreSQL marks every row with the transaction that wrote it (`xmin`) and stores rows in order of arrival, so an answer
could be joined to the receipt, the words and the invitation of the same moment. Every day, and after closing, all rows
of each table are therefore written once more, by one transaction a table and in the order of their random keys. On
SQLite the tables hold no order and no mark (`models.UNORDERED`), so there is nothing to do.
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
from ..closing import Stage
from ..models import Draft, FamilyWords, Invitation, Receipt, SurveyResponse
from . import stage_of

WORDS = "survey-words"
FEWEST_WORDS = 5  # fewer, and the day they were handed on could be matched with the day of an answer
APART = (SurveyResponse, Receipt, FamilyWords, Invitation, Draft)

_SAID_BY = {"parents": "A parent or carer, in the survey", "young-people": "A young person, in the survey"}


def hand_words_on() -> int:
    """Put new words into the staff's lane of moderation, in no order; how many.

    While a survey takes answers they wait until there are five. Words that may become a comment on the Local Offer are
    offered without anything that says where they came from.
    """
    handed = 0
    for wave, facts in queries.waves().items():
        new = list(queries.new_words(wave))
        if len(new) < FEWEST_WORDS and stage_of(facts) is not Stage.CLOSED:
            continue
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


def mark_anew(table: str) -> None:
    """Write every row of a table again in one transaction, so that all carry the same mark."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"UPDATE {table} SET wave = wave"))  # noqa: S608 - the name of one of our own tables


def lay_in_key_order(table: str) -> None:
    """Store a table's rows in the order of their random keys; what was written over before is gone from the disk."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"CLUSTER {table} USING pk_{table}"))

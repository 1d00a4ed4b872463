"""The ballot box: what was sent lies sealed until ten have come, is shaken, and only then laid with the others.

The row that says “sent” must be written in one transaction with the answers, or a crash could lose one of them. But
PostgreSQL marks rows with their transaction and keeps them in order, SQLite's log keeps the order of writing, and two
copies of any database show what came between. So what is written in that transaction is an envelope that nobody can
read from the database, and the answers in it come out later, at least ten together, in another order, under new keys.
A family's words lie in envelopes of their own and leave by another door: nothing in the answers says that they wrote.

The key needs the site's secret (not in the database) and the wave's (destroyed at close).
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import structlog

from ...engine import sealing as site_sealing
from ...engine.errors import InvalidError
from ...extensions import db
from .. import queries, sealing
from ..models import Envelope, FamilyWords, Mode, SurveyResponse
from ..path import Path
from ..questionnaire import SKIPPED, Kind, Questionnaire
from ..sealing import Handle

FEWEST = 10  # the same number as under which nothing is published (law.md SDC-01)
FEWEST_WORDS = 5  # fewer, and the day they were handed on could be matched with the day of an answer
WORDS = "words"
SIZE = 4096  # every envelope is as long as the next: from its length nobody guesses what is in it

logger = structlog.get_logger("site")


def post(secret: bytes, questionnaire: Questionnaire, walked: Path, *, mode: Mode, language: str, on: date) -> None:
    """Put one family's answers, and the words they let us use, into the box; open it when it is full enough."""
    wave, audience = questionnaire.wave, questionnaire.audience
    _seal(secret, wave, audience, _answers(questionnaire, walked, mode, language, on))
    for words in _words(questionnaire, walked):
        _seal(secret, wave, WORDS, words)
    db.session.flush()
    if queries.envelopes_in(wave, audience) >= FEWEST:
        _lay_answers(_take_out(secret, wave, audience, FEWEST))


def open_words(secret: bytes, wave: str, fewest: int = FEWEST_WORDS) -> list[FamilyWords]:
    """Words out of their envelopes, shaken, once enough have come."""
    found = [FamilyWords(**words) for words in _take_out(secret, wave, WORDS, fewest)]
    db.session.add_all(found)
    return found


def open_for_good(secret: bytes, wave: str, audiences: Iterable[str]) -> None:
    """At close everything comes out, however little. Refuses rather than lose an answer that it cannot read."""
    for audience in audiences:
        _lay_answers(_take_out(secret, wave, audience, 1))
    open_words(secret, wave, 1)
    db.session.flush()
    left = queries.envelopes_in(wave)
    if left:
        raise InvalidError(
            f"{left} sealed answers cannot be opened. Was SITE_SECRET changed while the survey was open? "
            "Put the old one back, close the survey, then change it."
        )


def store_response(questionnaire: Questionnaire, walked: Path, *, mode: Mode, language: str, on: date) -> None:
    """Lay answers down without the box: for made-up waves."""
    _lay_answers([_answers(questionnaire, walked, mode, language, on)])


def _lay_answers(contents: Iterable[dict[str, Any]]) -> None:
    db.session.add_all(
        SurveyResponse(**{**content, "answered_on": date.fromisoformat(content["answered_on"])})
        for content in contents
    )


def _answers(questionnaire: Questionnaire, walked: Path, mode: Mode, language: str, on: date) -> dict[str, Any]:
    """What is counted of one family. Own words and what they allowed leave no trace in it."""
    counted = {key: answer for key, answer in walked.kept.items() if key in questionnaire.counted}
    return {
        "wave": questionnaire.wave,
        "audience": questionnaire.audience,
        "answered_on": on.isoformat(),
        "language": language,
        "mode": str(mode),
        "answers": counted,
    }


def _words(questionnaire: Questionnaire, walked: Path) -> list[dict[str, Any]]:
    """The words somebody let us use, each for itself; those of “only count my answers” go nowhere at all."""
    may_quote = walked.kept.get(questionnaire.quote_permission) == "yes"
    offered = walked.kept.get(questionnaire.comment_permission) == "yes"
    found = []
    for question in questionnaire.questions:
        words = walked.kept.get(question.id, SKIPPED)
        as_comment = offered and question.id == questionnaire.comment_question
        if question.kind == Kind.TEXT and words != SKIPPED and (may_quote or as_comment):
            found.append(
                {
                    "wave": questionnaire.wave,
                    "audience": questionnaire.audience,
                    "question": question.id,
                    "words": words,
                    "may_quote": may_quote,
                    "as_comment": as_comment,
                    "state": "waiting",
                }
            )
    return found


def _seal(secret: bytes, wave: str, box: str, content: dict[str, Any]) -> None:
    handle = _handle(secret, secrets.token_hex(16))
    short = -len(sealing.plain({**content, "pad": ""})) % SIZE
    sealed = sealing.seal(handle, {**content, "pad": " " * short})
    db.session.add(Envelope(id=handle.name, wave=wave, box=box, sealed=sealed))


def _take_out(secret: bytes, wave: str, box: str, fewest: int) -> Sequence[dict[str, Any]]:
    """What the envelopes hold, shaken; nothing when too few can be read. Two hands never take the same envelope."""
    readable = []
    for envelope in queries.envelopes_to_open(wave, box):
        try:
            readable.append((envelope, sealing.unseal(_handle(secret, envelope.id), envelope.sealed)))
        except sealing.CannotOpenError:
            logger.warning("an envelope cannot be opened", wave=wave, box=box)
    if len(readable) < fewest:
        return []
    for envelope, content in readable:
        db.session.delete(envelope)
        del content["pad"]
    contents = [content for _envelope, content in readable]
    secrets.SystemRandom().shuffle(contents)
    return contents


def _handle(secret: bytes, name: str) -> Handle:
    return Handle(name, site_sealing.key_for("survey ballot box", mixed_with=secret))

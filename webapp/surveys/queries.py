"""Reads of waves, drafts and responses."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.rows import held, not_held, to_change
from ..extensions import db
from ..publishing import queries as publishing
from .content import KIND, WORDS, QuestionnaireFields, WordsFields
from .models import Draft, Envelope, FamilyWords, Invitation, PaperForm, Receipt, SurveyResponse, Wave, WaveState
from .questionnaire import OtherWords, Questionnaire


@remembered
def written() -> dict[str, dict[str, Questionnaire]]:
    """Questionnaires as the files have them: wave → audience → questionnaire, newest wave first."""
    others: dict[tuple[str, str], dict[str, OtherWords]] = {}
    for words in publishing.live_of(WORDS, WordsFields):
        others.setdefault((words.wave, words.audience), {})[words.language] = words.words()
    found: dict[str, dict[str, Questionnaire]] = {}
    for fields in sorted(publishing.live_of(KIND, QuestionnaireFields), key=lambda f: f.wave, reverse=True):
        other = others.get((fields.wave, fields.audience), {})
        found.setdefault(fields.wave, {})[fields.audience] = fields.model_copy(update={"other_words": other})
    return found


def measured() -> list[tuple[str, str, str]]:
    """What the measures count: measure, audience, question. Read as plain data, since measures stand above surveys."""
    found = [fields.as_json() for fields in publishing.live("measure")]
    return [
        (measure["key"], part.get("audience", "parents"), part["question"])
        for measure in found
        for part in measure.get("parts", [])
    ]


@dataclass(frozen=True)
class WaveFacts:
    """A wave that has been opened, to read."""

    key: str
    state: WaveState
    opened_on: date
    closes_on: date
    grace_days: int
    closed_on: date | None
    secret: bytes | None
    questionnaires: dict[str, Any]


@remembered
def waves() -> dict[str, WaveFacts]:
    """Waves that have been opened, newest first."""
    found = db.session.scalars(select(Wave).order_by(Wave.key.desc()))
    return {
        w.key: WaveFacts(
            w.key, w.state, w.opened_on, w.closes_on, w.grace_days, w.closed_on, w.secret, w.questionnaires
        )
        for w in found
    }


def wave_to_change(key: str) -> Wave:
    """A wave's row, locked for this transaction. Raises NotFoundError."""
    wave = db.session.scalar(to_change(select(Wave).where(Wave.key == key)))
    if wave is None:
        raise NotFoundError("This survey has not been opened.")
    return wave


def secret_held(key: str) -> bytes | None:
    """An open wave's secret. Its row is held, together with others who hold it, so that it closes before or after."""
    chosen = select(Wave.secret).where(Wave.key == key, Wave.state == WaveState.OPEN)
    return db.session.scalar(held(chosen))


def questionnaire(wave_key: str, audience: str) -> Questionnaire:
    """The questions of a wave: the frozen copy once it has opened, the file before. Raises NotFoundError."""
    found = asked(wave_key).get(audience)
    if found is None:
        raise NotFoundError("There is no such survey.")
    return found


def asked(wave_key: str) -> dict[str, Questionnaire]:
    """Every audience's questions of a wave."""
    return {**written().get(wave_key, {}), **_frozen().get(wave_key, {})}


@remembered
def _frozen() -> dict[str, dict[str, Questionnaire]]:
    """Frozen copies as questionnaires; built once, because every page of a survey asks for one."""
    return {
        key: {
            audience: Questionnaire.model_validate_json(json.dumps(data))
            for audience, data in facts.questionnaires.items()
        }
        for key, facts in waves().items()
    }


# Asked for by every page of a survey, so put together once.
_NAMED = Draft.name == bindparam("name")
_SEALED = select(Draft.sealed).where(_NAMED)
_TO_CHANGE = to_change(select(Draft).where(_NAMED))


def sealed_draft(name: str) -> bytes | None:
    """A draft's ciphertext, to read."""
    return db.session.scalar(_SEALED, {"name": name})


def draft_to_change(name: str) -> Draft | None:
    """A draft, locked for this transaction, so that two devices never write over each other."""
    return db.session.scalar(_TO_CHANGE, {"name": name})


def receipt_to_change(name: str) -> Receipt | None:
    """A receipt, locked for this transaction, so that two sends become one."""
    chosen = to_change(select(Receipt).where(Receipt.name == name))
    return db.session.scalar(chosen)


def receipt(name: str) -> Receipt | None:
    """A receipt to read."""
    return db.session.get(Receipt, name)


def invitation_to_change(name: str) -> Invitation | None:
    """An invitation, locked for this transaction, so that a code is used once."""
    return db.session.scalar(to_change(select(Invitation).where(Invitation.name == name)))


def invitation_counts(wave: str) -> list[tuple[str, int, int]]:
    """Batches of invitations: label, how many were made, how many were used."""
    used = func.sum(func.cast(Invitation.used, db.Integer))
    chosen = select(Invitation.batch, func.count(), used).where(Invitation.wave == wave)
    rows = db.session.execute(chosen.group_by(Invitation.batch).order_by(Invitation.batch))
    return [(batch, made, int(spent or 0)) for batch, made, spent in rows]


def envelopes_in(wave: str, box: str = "") -> int:
    """How many lie sealed, in one box or in all of a wave."""
    chosen = select(func.count()).select_from(Envelope).where(Envelope.wave == wave)
    return db.session.scalar(chosen.where(Envelope.box == box) if box else chosen) or 0


def envelopes_to_open(wave: str, box: str) -> Sequence[Envelope]:
    """Every sealed envelope of a box, locked; those that somebody else is taking out are left to them."""
    chosen = select(Envelope).where(Envelope.wave == wave, Envelope.box == box).order_by(Envelope.id)
    return db.session.scalars(not_held(chosen)).all()


def response_facts(wave: str, audience: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Mode, language and answers of every response, in no meaningful order."""
    chosen = (
        select(SurveyResponse.mode, SurveyResponse.language, SurveyResponse.answers)
        .where(SurveyResponse.wave == wave, SurveyResponse.audience == audience)
        .order_by(SurveyResponse.id)
    )
    for row in db.session.execute(chosen.execution_options(yield_per=2000)):
        yield row[0], row[1], row[2]


def new_words(wave: str) -> Sequence[FamilyWords]:
    """Words that came out when the wave closed and have not been handed on to be read, in no meaningful order."""
    chosen = select(FamilyWords).where(FamilyWords.wave == wave, FamilyWords.handed_on.is_(False))
    return db.session.scalars(chosen.order_by(FamilyWords.id)).all()


def words_kept(wave: str) -> Sequence[FamilyWords]:
    """Words that staff have read, in no meaningful order."""
    chosen = select(FamilyWords).where(FamilyWords.wave == wave, FamilyWords.state == "kept")
    return db.session.scalars(chosen.order_by(FamilyWords.id)).all()


def words_waiting(wave: str) -> int:
    """How many texts nobody has read yet."""
    chosen = select(func.count()).where(FamilyWords.wave == wave, FamilyWords.state == "waiting")
    return (db.session.scalar(chosen) or 0) + envelopes_in(wave, "words")


def family_words(words_id: str) -> FamilyWords | None:
    """One text."""
    return db.session.get(FamilyWords, words_id)


def paper_form(sheet: str, wave: str) -> PaperForm | None:
    """A paper form by the number written on it."""
    return db.session.get(PaperForm, (sheet, wave))


def paper_forms(wave: str) -> Sequence[PaperForm]:
    """Every paper form of a wave."""
    return db.session.scalars(select(PaperForm).where(PaperForm.wave == wave).order_by(PaperForm.sheet)).all()


def drafts_of(wave: str) -> Sequence[Draft]:
    """Every draft of a wave."""
    return db.session.scalars(select(Draft).where(Draft.wave == wave).order_by(Draft.name)).all()

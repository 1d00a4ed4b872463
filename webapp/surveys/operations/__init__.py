"""Every change a family's answers go through: begun, saved, moved to a code, sent."""

import secrets
from dataclasses import dataclass
from datetime import date

from ...engine import clock, events
from ...engine.errors import GoneError, InvalidError
from ...extensions import db
from .. import linter, path, queries, sealing, sheets
from ..closing import Stage, last_day, stage
from ..events import WaveClosed
from ..models import Draft, FamilyWords, Invitation, Mode, PaperForm, Receipt, SurveyResponse, Wave, WaveState
from ..path import Answer, Path
from ..queries import WaveFacts
from ..questionnaire import SKIPPED, Kind, Questionnaire
from ..script import Script
from ..sealing import Handle

WROTE = "wrote"


class ClosedError(GoneError):
    """The survey takes no more answers."""


class InvitationError(InvalidError):
    """The code on the invitation cannot be used."""


@dataclass(frozen=True)
class Clash:
    """The answer was changed on another page or device; `theirs` is what stands there now, at `version`."""

    theirs: Answer
    version: int


def stage_of(wave: WaveFacts | None) -> Stage:
    """Where a wave stands today."""
    return stage(
        wave.state if wave else None,
        wave.closes_on if wave else None,
        wave.grace_days if wave else 0,
        clock.today(),
    )


def begin(
    *, wave_key: str, audience: str, language: str, invitation_code: str = "", helped: str = ""
) -> tuple[Handle, Script]:
    """Start a survey: a sealed draft that only this browser can open, and a receipt that is not yet marked.

    `helped` says that somebody helps (“helped”) or fills it in on the phone (“phone”).
    """
    wave = queries.waves().get(wave_key)
    if wave is None or wave.secret is None or stage_of(wave) is not Stage.OPEN:
        raise ClosedError("This survey is not taking new answers.")
    invitation = _invitation(wave.secret, invitation_code)
    mode = helped if helped in {Mode.HELPED, Mode.PHONE} else Mode.ONLINE
    script = Script(wave_key, audience, language, sealing.new_token(), invitation, str(mode))
    handle = sealing.new_handle()
    db.session.add(Receipt(name=sealing.receipt_name(wave.secret, script.token), wave=wave_key, sent=False))
    db.session.add(Draft(name=handle.name, wave=wave_key, sealed=sealing.seal(handle, script.as_data())))
    db.session.flush()
    return handle, script


def _invitation(secret: bytes, typed: str) -> str:
    if not typed.strip():
        return ""
    name = sealing.invitation_name(secret, sealing.tidy_code(typed))
    found = queries.invitation_to_change(name)
    if found is None or found.used:
        raise InvitationError("We do not know this code, or it has been used. You can start without a code.")
    return name


def opened(handle: Handle) -> Script | None:
    """What a draft holds, to read; None when it is not there or this key does not open it."""
    return _unsealed(handle, queries.sealed_draft(handle.name))


def _unsealed(handle: Handle, sealed: bytes | None) -> Script | None:
    if sealed is None:
        return None
    try:
        return Script.of(sealing.unseal(handle, sealed))
    except sealing.CannotOpenError:
        return None


@dataclass(frozen=True)
class Desk:
    """A draft taken out and locked until the transaction ends: read once, changed, and put back."""

    handle: Handle
    draft: Draft
    script: Script


def take_out(handle: Handle) -> Desk | None:
    """A draft to change; None when it is not there or this key does not open it."""
    draft = queries.draft_to_change(handle.name)
    script = _unsealed(handle, draft.sealed if draft else None)
    return Desk(handle, draft, script) if draft and script else None


def _to_change(handle: Handle) -> tuple[Draft, Script]:
    desk = take_out(handle)
    if desk is None:
        raise GoneError("These answers are not here any more. They were sent or deleted, or the survey has closed.")
    _still_taken(desk.script.wave)
    return desk.draft, desk.script


def _still_taken(wave_key: str) -> None:
    if stage_of(queries.waves().get(wave_key)) not in {Stage.OPEN, Stage.GRACE}:
        raise ClosedError("This survey has closed.")


def save_answer(desk: Desk, *, question_id: str, answer: Answer, seen: int) -> Clash | None:
    """Keep one answer, unless somebody changed it meanwhile: then nothing is kept and theirs is returned."""
    script = desk.script
    _still_taken(script.wave)
    if script.clashes(question_id, answer, seen):
        return Clash(script.answers[question_id], script.versions[question_id])
    script.put(question_id, answer)
    desk.draft.sealed = sealing.seal(desk.handle, script.as_data())
    db.session.flush()
    return None


def move_to_code(*, handle: Handle) -> tuple[Handle, str]:
    """Put the draft under a new code, which is returned once and kept nowhere. An older code stops working."""
    draft, script = _to_change(handle)
    code = sealing.new_code()
    moved = sealing.handle_of(code, script.wave)
    db.session.add(Draft(name=moved.name, wave=script.wave, sealed=sealing.seal(moved, script.as_data())))
    db.session.delete(draft)
    db.session.flush()
    return moved, code


def forget(*, handle: Handle) -> None:
    """Delete a draft because its writer wants to, or because this survey is not for them."""
    draft = queries.draft_to_change(handle.name)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def submit(*, handle: Handle, token: str, wave_key: str) -> str:
    """Send the answers once: the same reference however often it is tried. Erases the draft and all off the path."""
    _still_taken(wave_key)
    secret = queries.waves()[wave_key].secret
    receipt = queries.receipt_to_change(sealing.receipt_name(secret, token)) if secret else None
    if receipt is None:
        raise GoneError("These answers are not here any more.")
    if receipt.sent:
        return sealing.reference(token)
    draft, script = _to_change(handle)
    questionnaire = queries.questionnaire(script.wave, script.audience)
    walked = path.walk(questionnaire, script.answers)
    if walked.ending or walked.first_open:
        raise InvalidError("Some questions are still open. Answer them or skip them, then send.")
    receipt.sent = True
    invited = _use_invitation(script.invitation)
    store_response(
        questionnaire,
        walked,
        mode=_mode(questionnaire, walked, script),
        language=script.language,
        invited=invited,
        on=clock.today(),
    )
    db.session.delete(draft)
    db.session.flush()
    return sealing.reference(token)


def _use_invitation(name: str) -> bool:
    found = queries.invitation_to_change(name) if name else None
    if found is None or found.used:
        return False
    found.used = True
    return True


def _mode(questionnaire: Questionnaire, walked: Path, script: Script) -> Mode:
    """What was said at the start, unless an answer says more."""
    answer = walked.kept.get(questionnaire.mode_question, "")
    said = Mode(questionnaire.mode_codes.get(str(answer), Mode.ONLINE))
    return Mode(script.mode) if said is Mode.ONLINE else said


def store_response(
    questionnaire: Questionnaire, walked: Path, *, mode: Mode, language: str, invited: bool, on: date
) -> None:
    """Write the response. Words go to their own table when the writer allowed it, and nowhere at all otherwise."""
    counted: dict[str, Answer] = {}
    for question_id, answer in walked.kept.items():
        question = questionnaire.question(question_id)
        if question is None or question.kind == Kind.NOTICE:
            continue
        counted[question_id] = answer
        if question.kind == Kind.TEXT and answer != SKIPPED:
            counted[question_id] = WROTE
            _keep_words(questionnaire, walked, question_id, str(answer))
    db.session.add(
        SurveyResponse(
            wave=questionnaire.wave,
            audience=questionnaire.audience,
            answered_on=on,
            language=language,
            mode=mode,
            invited=invited,
            answers=counted,
        )
    )


def _keep_words(questionnaire: Questionnaire, walked: Path, question_id: str, words: str) -> None:
    may_quote = walked.kept.get(questionnaire.quote_permission) == "yes"
    as_comment = (
        question_id == questionnaire.comment_question and walked.kept.get(questionnaire.comment_permission) == "yes"
    )
    if not may_quote and not as_comment:
        return
    kept = FamilyWords(
        wave=questionnaire.wave,
        audience=questionnaire.audience,
        question=question_id,
        words=words,
        may_quote=may_quote,
        as_comment=as_comment,
        state="waiting",
    )
    db.session.add(kept)


# ---------------------------------------------------------------- the lead's side


def open_wave(*, wave_key: str, closes_on: date, grace_days: int) -> None:
    """Open a wave: its questions are copied and frozen. A wave opens once."""
    written = queries.written().get(wave_key)
    if written is None:
        raise InvalidError("There are no questions for this survey.")
    if wave_key in queries.waves():
        raise InvalidError("This survey has already been opened. It cannot be opened twice.")
    if closes_on < clock.today() or not 0 <= grace_days <= 14:
        raise InvalidError("The last day must be today or later, with 0 to 14 days of grace.")
    _fit_to_open(written)
    frozen = {audience: found.model_dump(mode="json", exclude={"key"}) for audience, found in written.items()}
    db.session.add(
        Wave(
            key=wave_key,
            state=WaveState.OPEN,
            opened_on=clock.today(),
            closes_on=closes_on,
            grace_days=grace_days,
            secret=secrets.token_bytes(32),
            questionnaires=frozen,
        )
    )
    db.session.flush()


def _fit_to_open(audiences: dict[str, Questionnaire]) -> None:
    """Once open nothing can be mended: no sentence may lack its words, no measure its question."""
    faults = [fault for found in audiences.values() for fault in linter.check_words(found)]
    faults += linter.check_measures(audiences, queries.measured())
    if faults:
        raise InvalidError("Mend this before opening: " + "; ".join(map(str, faults[:5])))


def change_last_day(*, wave_key: str, closes_on: date) -> None:
    """Move the last day of an open wave; never into the past."""
    wave = queries.wave_to_change(wave_key)
    if wave.state != WaveState.OPEN or closes_on < clock.today():
        raise InvalidError("The last day of an open survey can be moved to today or later.")
    wave.closes_on = closes_on
    db.session.flush()


def close_wave(*, wave_key: str) -> int:
    """Freeze a wave for good once its grace is over. Drafts, the secret and unfinished paper forms are destroyed.

    Returns how many drafts were destroyed unread. What comes later belongs to the next wave (SDC-05).
    """
    wave = queries.wave_to_change(wave_key)
    if wave.state != WaveState.OPEN:
        raise InvalidError("This survey is already closed.")
    if clock.today() <= last_day(wave.closes_on, wave.grace_days):
        raise InvalidError("The days of grace are not over. Families who have begun may still send their answers.")
    drafts = queries.drafts_of(wave_key)
    for row in [*drafts, *queries.paper_forms(wave_key)]:
        db.session.delete(row)
    wave.state, wave.closed_on, wave.secret = WaveState.CLOSED, clock.today(), None
    db.session.flush()
    events.announce(WaveClosed(wave_key))
    return len(drafts)


def make_invitations(*, wave_key: str, batch: str, number: int) -> list[str]:
    """New one-use codes, returned once to be printed. The site keeps digests only."""
    wave = queries.wave_to_change(wave_key)
    if wave.state != WaveState.OPEN or wave.secret is None:
        raise InvalidError("Codes can be made while the survey is open.")
    if not 1 <= number <= 200 or not batch.strip():
        raise InvalidError("Say who the codes are for, and how many: 1 to 200.")
    codes = [sealing.new_code() for _ in range(number)]
    for code in codes:
        name = sealing.invitation_name(wave.secret, code)
        db.session.add(Invitation(name=name, wave=wave_key, batch=batch.strip()[:80], used=False))
    db.session.flush()
    return codes


@dataclass(frozen=True)
class Typed:
    """What became of a paper form: `first` typing kept, `mismatches` to look at again, or `done`."""

    state: str
    mismatches: tuple[str, ...] = ()


def type_in(
    *, wave_key: str, audience: str, sheet: str, mode: Mode, answers: dict[str, Answer], by: int, again: bool = False
) -> Typed:
    """Type a paper form in. A second person types it too; when both agree it is counted and the sheet's answers go.

    `again` puts the same person's corrected second typing in place of the first, after looking at the paper.
    """
    _still_taken(wave_key)
    questionnaire = queries.questionnaire(wave_key, audience)
    absent = sheets.missing(questionnaire, answers)
    if absent or not sheet.strip():
        raise InvalidError("The sheet needs its number and an answer to: " + ", ".join(absent))
    form = queries.paper_form(sheet, wave_key)
    if form is None:
        db.session.add(
            PaperForm(
                sheet=sheet, wave=wave_key, audience=audience, mode=mode, first=dict(answers), first_by=by, done=False
            )
        )
        db.session.flush()
        return Typed("first")
    if form.done:
        raise InvalidError("This sheet has already been counted.")
    if form.audience != audience:
        raise InvalidError("This sheet number belongs to the other survey.")
    return _second_typing(form, questionnaire, answers, by, again)


def _second_typing(
    form: PaperForm, questionnaire: Questionnaire, answers: dict[str, Answer], by: int, again: bool
) -> Typed:
    differ = sheets.mismatches(questionnaire, form.first or {}, answers)
    if differ and not again:
        return Typed("mismatch", tuple(differ))
    if by == form.first_by:
        raise InvalidError("You typed this sheet the first time. A second person has to type it too.")
    walked = path.walk(questionnaire, answers)
    if walked.ending:
        raise InvalidError("These answers say that the survey is not for this person, so it is not counted.")
    store_response(questionnaire, walked, mode=Mode(form.mode), language="en", invited=False, on=clock.today())
    form.first, form.done = None, True
    db.session.flush()
    return Typed("done")


def put_words_aside(*, words_id: str) -> None:
    """Words that were read and are of no use for themes or quotes. They go."""
    found = queries.family_words(words_id)
    if found is None or found.state != "kept":
        raise InvalidError("These words have not been read yet, or are gone.")
    db.session.delete(found)
    db.session.flush()

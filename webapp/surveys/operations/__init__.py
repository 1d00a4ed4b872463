"""Every change a family's answers go through: begun, saved, moved to a code, sent."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ...engine import clock, events
from ...engine.errors import GoneError, InvalidError, StaleError
from ...extensions import db
from .. import codes, linter, path, queries, sealing, sheets
from ..closing import Stage, last_day, stage
from ..events import WaveClosed
from ..models import Draft, Invitation, Mode, PaperForm, Receipt, Wave, WaveState
from ..path import Answer, Path
from ..queries import WaveFacts
from ..questionnaire import Questionnaire
from ..script import Script
from ..sealing import Handle
from . import ballot_box, setting_apart


class ClosedError(GoneError):
    """The survey takes no more answers."""


class ChangedError(StaleError):
    """These are not the answers that their writer saw before sending."""


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
    for code in codes.meant(typed):
        found = queries.invitation_to_change(sealing.invitation_name(secret, code))
        if found is not None and not found.used:
            return found.name
    raise InvitationError("We do not know this code, or it has been used. You can start without a code.")


def opened(handle: Handle) -> Script | None:
    """What a draft holds, to read; None when it is not there or this key does not open it."""
    return _unsealed(handle, queries.sealed_draft(handle.name))


def opened_with(typed: str, wave: str) -> tuple[Handle, Script] | None:
    """What a code opens, as it was typed: one letter misheard is put right."""
    for code in codes.meant(typed):
        handle = sealing.handle_of(code, wave)
        script = opened(handle)
        if script is not None:
            return handle, script
    return None


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


def move_to_code(*, handle: Handle, code: str, wave: str) -> tuple[Handle, Script]:
    """Put the draft under a code, which is kept nowhere; an older code stops working. Safe to try again: the same code
    finds what was moved, so a lost reply or a page loaded twice loses no answers.
    """
    moved = sealing.handle_of(code, wave)
    desk = take_out(handle)
    if desk is None:
        again = opened(moved)
        if again is None:
            raise GoneError("These answers are not here any more.")
        return moved, again
    _still_taken(wave)
    if moved.name != handle.name:
        db.session.add(Draft(name=moved.name, wave=wave, sealed=sealing.seal(moved, desk.script.as_data())))
        db.session.delete(desk.draft)
        db.session.flush()
    return moved, desk.script


def forget(*, handle: Handle) -> None:
    """Delete a draft because its writer wants to, or because this survey is not for them."""
    draft = queries.draft_to_change(handle.name)
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def submit(*, handle: Handle, token: str, wave_key: str, seen: int | None = None, language: str = "") -> str:
    """Send the answers once: the same reference however often it is tried. Erases the draft and all off the path.

    `seen` is how often anything had been answered when the writer last saw it all, `language` what they saw it in.
    """
    secret = _secret_while_taken(wave_key)
    receipt = queries.receipt_to_change(sealing.receipt_name(secret, token))
    if receipt is None:
        raise GoneError("These answers are not here any more.")
    if receipt.sent:
        return sealing.reference(token)
    draft, script = _to_change(handle)
    questionnaire = queries.questionnaire(script.wave, script.audience)
    walked = path.walk(questionnaire, script.answers)
    if walked.ending or walked.first_open:
        raise InvalidError("Some questions are still open. Answer them or skip them, then send.")
    if seen not in {None, script.edits}:
        raise ChangedError("Something was answered on another page since.")
    receipt.sent = True
    _use_invitation(script.invitation)
    mode = _mode(questionnaire, walked, script)
    said_in = language or script.language
    ballot_box.post(secret, questionnaire, walked, mode=mode, language=said_in, on=clock.today())
    db.session.delete(draft)
    db.session.flush()
    return sealing.reference(token)


def _secret_while_taken(wave_key: str) -> bytes:
    """The wave's secret, with its closing held off until this transaction ends: nothing arrives after closing."""
    _still_taken(wave_key)
    secret = queries.secret_held(wave_key)
    if secret is None:
        raise ClosedError("This survey has closed.")
    return secret


def _use_invitation(name: str) -> None:
    """Which answers came with it is written nowhere, not even that some did."""
    found = queries.invitation_to_change(name) if name else None
    if found is not None:
        found.used = True


def _mode(questionnaire: Questionnaire, walked: Path, script: Script) -> Mode:
    """What was said at the start, unless an answer says more."""
    answer = walked.kept.get(questionnaire.mode_question, "")
    said = Mode(questionnaire.mode_codes.get(str(answer), Mode.ONLINE))
    return Mode(script.mode) if said is Mode.ONLINE else said


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
    ballot_box.open_for_good(wave.secret or b"", wave_key, wave.questionnaires)
    wave.state, wave.closed_on, wave.secret = WaveState.CLOSED, clock.today(), None
    setting_apart.write_anew()
    events.announce(WaveClosed(wave_key))
    return len(drafts)


def make_invitations(*, wave_key: str, batch: str, number: int) -> list[str]:
    """New one-use codes, returned once to be printed. The site keeps digests only."""
    wave = queries.wave_to_change(wave_key)
    if wave.state != WaveState.OPEN or wave.secret is None:
        raise InvalidError("Codes can be made while the survey is open.")
    if not 1 <= number <= 200 or not batch.strip():
        raise InvalidError("Say who the codes are for, and how many: 1 to 200.")
    made = [codes.new_code() for _ in range(number)]
    for code in made:
        name = sealing.invitation_name(wave.secret, code)
        db.session.add(Invitation(name=name, wave=wave_key, batch=batch.strip()[:80], used=False))
    db.session.flush()
    return made


@dataclass(frozen=True)
class Typed:
    """What became of a paper form: `first` typing kept, `mismatches` to look at again, or `done`."""

    state: str
    mismatches: tuple[str, ...] = ()


def type_in(
    *,
    wave_key: str,
    audience: str,
    sheet: str,
    mode: Mode,
    language: str,
    answers: dict[str, Answer],
    by: int,
    looked_at: Collection[str] = (),
) -> Typed:
    """Type a paper form in. A second person types it too; when both agree it is counted and the sheet's answers go.

    `looked_at`: the questions that differed and that the second person has looked at on the paper once more. For those
    the second typing stands; a difference anywhere else is shown first.
    """
    secret = _secret_while_taken(wave_key)
    questionnaire = queries.questionnaire(wave_key, audience)
    _whole_sheet(questionnaire, sheet, answers)
    form = queries.paper_form(sheet, wave_key)
    if form is None:
        first = PaperForm(sheet=sheet, wave=wave_key, audience=audience, mode=mode, first=answers, first_by=by)
        db.session.add(first)
        db.session.flush()
        return Typed("first")
    if form.done or form.audience != audience:
        raise InvalidError("This sheet has been counted, or its number belongs to the other survey.")
    differ = sheets.mismatches(questionnaire, form.first or {}, answers)
    if not set(differ) <= set(looked_at):
        return Typed("mismatch", tuple(differ))
    if by == form.first_by:
        raise InvalidError("You typed this sheet the first time. A second person has to type it too.")
    walked = path.walk(questionnaire, answers)
    if walked.ending:
        raise InvalidError("These answers say that the survey is not for this person, so it is not counted.")
    form.first, form.done = None, True
    ballot_box.post(secret, questionnaire, walked, mode=Mode(form.mode), language=language, on=clock.today())
    return Typed("done")


def _whole_sheet(questionnaire: Questionnaire, sheet: str, answers: dict[str, Answer]) -> None:
    if not sheet:
        raise InvalidError("Write the number that stands on the sheet.")
    absent = sheets.missing(questionnaire, answers)
    if absent:
        raise InvalidError("Without these the sheet cannot be counted: " + ", ".join(absent))


def put_words_aside(*, words_id: str) -> None:
    """Words that were read and are of no use for themes or quotes. They go."""
    found = queries.family_words(words_id)
    if found is None or found.state != "kept":
        raise InvalidError("These words have not been read yet, or are gone.")
    db.session.delete(found)
    db.session.flush()

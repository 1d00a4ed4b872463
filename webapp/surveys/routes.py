"""The survey as families meet it: one thing a page, nothing lost, nobody named."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import public
from ..engine.errors import NotFoundError
from ..engine.transaction import transactional
from ..ui import languages
from ..ui.views import page
from . import operations, path, queries, screens, sealing
from .closing import Stage
from .operations import ClosedError, InvitationError
from .path import Path
from .questionnaire import Question, Questionnaire
from .reading import Reading
from .script import Script
from .sealing import Handle

bp = Blueprint("surveys", __name__, template_folder="templates")
AUDIENCE = '<any("parents", "young-people"):audience>'


@bp.get("/surveys")
@public()
def overview() -> ResponseReturnValue:
    """Every survey: open, coming, and past."""
    return page("surveys/overview.html", surveys=screens.every_survey())


@bp.get("/surveys/<wave>")
@public()
def start(wave: str) -> ResponseReturnValue:
    """The parents' and carers' survey: what it is, how long, what happens with it."""
    return page("surveys/start.html", survey=screens.survey(wave, "parents"))


@bp.get("/surveys/<wave>/young-people")
@public()
def start_young(wave: str) -> ResponseReturnValue:
    """The same for young people."""
    return page("surveys/start.html", survey=screens.survey(wave, "young-people"))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/questions")
@public()
def questions(wave: str, audience: str) -> ResponseReturnValue:
    """Every question, to read or print before starting; the paper form."""
    return page("surveys/questions.html", survey=screens.survey(wave, audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/begin")
@public(shared=False, params=("code",))
def begin(wave: str, audience: str) -> ResponseReturnValue:
    """Who sees the answers and what happens to them, said before anything is asked."""
    return page("surveys/begin.html", survey=screens.survey(wave, audience), going=_script(wave, audience) is not None)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/begin")
@public(shared=False)
@transactional
def begin_answering(wave: str, audience: str) -> ResponseReturnValue:
    """Make an empty draft and go to the first question."""
    language, code = languages.current(), request.form.get("code", "")
    try:
        handle, script = operations.begin(wave_key=wave, audience=audience, language=language, invitation_code=code)
    except InvitationError as error:
        survey = screens.survey(wave, audience)
        return page("surveys/begin.html", survey=survey, going=False, mistake=str(error), code=code), 422
    except ClosedError:
        return _closed(wave, audience, [])
    _remember(handle, script)
    return redirect(url_for(".question", wave=wave, audience=audience, number=_walk(script)[1].first_open))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False, params=("check",))
def question(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """One question with what was answered before."""
    script = _script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(_next_open(script, walked))
    return _ask(script, questionnaire, walked, found, screens.kept(script, found))


@bp.post(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False)
@transactional
def answer(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """Keep an answer and go on; or back, or to the code page, or the same page in another language."""
    handle, script = _handle(wave), _script(wave, audience)
    sent = request.form.getlist("answer")
    if handle is None or script is None:
        return _not_here(wave, audience, sent)
    questionnaire, walked = _walk(script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(_next_open(script, walked))
    go = request.form.get("go", "next")
    read = screens.pressed(questionnaire, found, sent, go)
    if go == "stay" or read.mistake:
        return _ask(script, questionnaire, walked, found, read), 200 if go == "stay" else 422
    if read.answer is not None:
        try:
            script, clash = operations.save_answer(handle=handle, question_id=number, answer=read.answer, seen=_seen())
        except ClosedError:
            return _closed(wave, audience, sent)
        if clash:
            return _clash(script, questionnaire, found, read, clash), 409
    return redirect(_onward(script, number, go))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/note/<key>")
@public(shared=False, params=("after",))
def note(wave: str, audience: str, key: str) -> ResponseReturnValue:
    """A page between two questions: help now, or how to do what was asked for."""
    script = _script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    found = questionnaire.note(key)
    if found is None:
        raise NotFoundError
    after = walked.after(request.args.get("after", ""))
    onward = _question_url(script, after) if after else _next_open(script, walked)
    return page("surveys/note.html", survey=screens.survey(wave, audience), note=screens.note(found), onward=onward)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/leave")
@public(shared=False)
@transactional
def leave(wave: str, audience: str) -> ResponseReturnValue:
    """Delete everything typed so far."""
    handle = _handle(wave)
    if handle is not None:
        operations.forget(handle=handle)
    session.pop("survey", None)
    return redirect(url_for(".left", wave=wave, audience=audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/left")
@public()
def left(wave: str, audience: str) -> ResponseReturnValue:
    """Said after deleting."""
    return page("surveys/left.html", survey=screens.survey(wave, audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/ending/<key>")
@public()
def ending(wave: str, audience: str, key: str) -> ResponseReturnValue:
    """The end of the road for somebody this survey is not for, and where to go instead."""
    survey = screens.survey(wave, audience)
    found = next((note for note in survey.questionnaire.endings if note.key == key), None)
    if found is None:
        raise NotFoundError
    return page("surveys/ending.html", survey=survey, note=screens.note(found))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/check")
@public(shared=False)
def check(wave: str, audience: str) -> ResponseReturnValue:
    """All the answers on one page, before sending."""
    script = _script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    if walked.ending or walked.first_open:
        return redirect(_next_open(script, walked))
    summary = screens.summary(questionnaire, script, walked)
    return page("surveys/check.html", survey=screens.survey(wave, audience), summary=summary)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/check")
@public(shared=False)
@transactional
def send(wave: str, audience: str) -> ResponseReturnValue:
    """Send once; the same reference however often the button is pressed."""
    handle, known = _handle(wave), session.get("sent") or {}
    token = (session.get("survey") or {}).get("token") or known.get("token", "")
    if handle is None and known.get("wave") != wave:
        return _not_here(wave, audience)
    try:
        operations.submit(handle=handle or sealing.new_handle(), token=token, wave_key=wave)
    except ClosedError:
        return _closed(wave, audience, [])
    session.pop("survey", None)
    session["sent"] = {"wave": wave, "audience": audience, "token": token}
    return redirect(url_for(".sent", wave=wave, audience=audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/sent")
@public(shared=False)
def sent(wave: str, audience: str) -> ResponseReturnValue:
    """The receipt: one reference, what happens next."""
    known = session.get("sent") or {}
    if (known.get("wave"), known.get("audience")) != (wave, audience):
        return redirect(url_for(".begin", wave=wave, audience=audience))
    return page(
        "surveys/sent.html",
        survey=screens.survey(wave, audience),
        reference=sealing.reference(known["token"]),
    )


@bp.get("/surveys/<wave>/save")
@public(shared=False)
def save(wave: str) -> ResponseReturnValue:
    """Offer a code to come back with."""
    script = _script(wave)
    if script is None:
        return _not_here(wave, "parents")
    survey = screens.survey(wave, script.audience)
    return page("surveys/save.html", survey=survey, onward=_next_open(script, _walk(script)[1]), code="")


@bp.post("/surveys/<wave>/save")
@public(shared=False)
@transactional
def save_with_code(wave: str) -> ResponseReturnValue:
    """Move the draft under a new code and show the code once."""
    handle, script = _handle(wave), _script(wave)
    if handle is None or script is None:
        return _not_here(wave, "parents")
    moved, code = operations.move_to_code(handle=handle)
    _remember(moved, script)
    survey = screens.survey(wave, script.audience)
    return page("surveys/save.html", survey=survey, onward=_next_open(script, _walk(script)[1]), code=code)


@bp.get("/surveys/<wave>/come-back")
@public(shared=False)
def come_back(wave: str) -> ResponseReturnValue:
    """Ask for the code."""
    return page("surveys/come_back.html", survey=screens.survey(wave, "parents"), code="", mistake=False)


@bp.post("/surveys/<wave>/come-back")
@public(shared=False)
def open_with_code(wave: str) -> ResponseReturnValue:
    """Open the draft on this device."""
    typed = request.form.get("code", "")
    code = sealing.tidy_code(typed)
    handle = sealing.handle_of(code, wave) if code else None
    script = operations.opened(handle) if handle else None
    if handle is None or script is None:
        survey = screens.survey(wave, "parents")
        return page("surveys/come_back.html", survey=survey, code=typed, mistake=True), 422
    _remember(handle, script)
    return redirect(_next_open(script, _walk(script)[1]))


# ---------------------------------------------------------------- this browser's draft


def _remember(handle: Handle, script: Script) -> None:
    """The key goes into the browser's session cookie and is kept nowhere else."""
    session["survey"] = {
        "wave": script.wave,
        "audience": script.audience,
        "token": script.token,
        "name": handle.name,
        "key": urlsafe_b64encode(handle.key).decode(),
    }


def _handle(wave: str) -> Handle | None:
    known = session.get("survey") or {}
    return Handle(known["name"], urlsafe_b64decode(known["key"])) if known.get("wave") == wave else None


def _script(wave: str, audience: str = "") -> Script | None:
    handle = _handle(wave)
    script = operations.opened(handle) if handle else None
    return script if script and audience in ("", script.audience) else None


def _walk(script: Script) -> tuple[Questionnaire, Path]:
    questionnaire = queries.questionnaire(script.wave, script.audience)
    return questionnaire, path.walk(questionnaire, script.answers)


def _seen() -> int:
    typed = request.form.get("seen", "0")
    return int(typed) if typed.isdigit() and len(typed) < 9 else 0


# ---------------------------------------------------------------- where to go, what to draw


def _question_url(script: Script, number: str) -> str:
    return url_for(".question", wave=script.wave, audience=script.audience, number=number)


def _next_open(script: Script, walked: Path) -> str:
    """The first open question; the answers when there is none; the ending when the answers lead out."""
    if walked.ending:
        return url_for(".ending", wave=script.wave, audience=script.audience, key=walked.ending)
    if walked.first_open:
        return _question_url(script, walked.first_open)
    return url_for(".check", wave=script.wave, audience=script.audience)


def _onward(script: Script, number: str, go: str) -> str:
    questionnaire, walked = _walk(script)
    if go == "save":
        return url_for(".save", wave=script.wave)
    if go == "back":
        before = walked.before(number)
        return (
            _question_url(script, before) if before else url_for(".begin", wave=script.wave, audience=script.audience)
        )
    if walked.ending:
        return _leave_by(script, walked.ending)
    key = path.note_of(questionnaire, number, script.answers.get(number, ""))
    if key:
        return url_for(".note", wave=script.wave, audience=script.audience, key=key, after=number)
    after = walked.after(number)
    if "check" in request.form or not after:
        return _next_open(script, walked)
    return _question_url(script, after)


def _leave_by(script: Script, key: str) -> str:
    """Somebody this survey is not for: what they typed is deleted on the way out."""
    handle = _handle(script.wave)
    if handle is not None:
        operations.forget(handle=handle)
    session.pop("survey", None)
    return url_for(".ending", wave=script.wave, audience=script.audience, key=key)


def _ask(script: Script, questionnaire: Questionnaire, walked: Path, found: Question, read: Reading) -> str:
    card = screens.question(questionnaire, walked, found, read, script.versions.get(found.id, 0), languages.current())
    return page(
        "surveys/question.html",
        survey=screens.survey(script.wave, script.audience),
        q=card,
        checking="check" in request.values,
        choices=languages.choices(),
    )


def _clash(
    script: Script, questionnaire: Questionnaire, found: Question, read: Reading, clash: operations.Clash
) -> str:
    language = languages.current()
    return page(
        "surveys/clash.html",
        survey=screens.survey(script.wave, script.audience),
        number=found.id,
        typed=read.typed,
        title=screens.title(questionnaire, found, language),
        version=clash.version,
        mine=screens.said(questionnaire, found, read.answer or "", language),
        theirs=screens.said(questionnaire, found, clash.theirs, language),
        onward=_next_open(script, path.walk(questionnaire, script.answers)),
    )


def _not_here(wave: str, audience: str, typed: list[str] | None = None) -> ResponseReturnValue:
    """No draft in this browser: already sent, or another browser, or never begun."""
    known = session.get("sent") or {}
    if known.get("wave") == wave:
        return redirect(url_for(".sent", wave=wave, audience=known["audience"]))
    survey = screens.survey(wave, audience)
    if survey.stage is Stage.CLOSED:
        return _closed(wave, audience, typed or [])
    return page("surveys/not_here.html", survey=survey, typed=typed or []), 410


def _closed(wave: str, audience: str, typed: list[str]) -> ResponseReturnValue:
    return page("surveys/closed.html", survey=screens.survey(wave, audience), typed=typed), GONE


GONE = 410

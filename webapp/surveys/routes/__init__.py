"""The survey as families meet it: one thing a page, nothing lost, nobody named."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ...accounts.access import public
from ...engine import throttle
from ...engine.errors import NotFoundError
from ...engine.transaction import transactional
from ...ui import languages
from ...ui.views import page
from .. import operations, path, queries, screens, sealing
from ..closing import Stage
from ..operations import ClosedError, InvitationError
from ..path import Path
from ..questionnaire import Question, Questionnaire
from ..reading import Reading
from ..script import Script
from . import asking, cookie

bp = Blueprint("surveys", __name__, template_folder="templates")
# A school or a family hub may begin many surveys from one address; nobody types a code so often.
BEGINNING = throttle.Meter(throttle.Limit("survey-begin", burst=300, every=2))
CODES = throttle.Meter(throttle.Limit("survey-code", burst=10, every=20))
AUDIENCE = '<any("parents", "young-people"):audience>'


@bp.get("/surveys")
@public()
def overview() -> ResponseReturnValue:
    """Every survey: open, coming, and past."""
    return page("surveys/overview.html", surveys=screens.every_survey(languages.current()))


@bp.get("/surveys/<wave>")
@public()
def start(wave: str) -> ResponseReturnValue:
    """The parents' and carers' survey: what it is, how long, what happens with it."""
    return page("surveys/start.html", survey=asking.survey(wave, "parents"))


@bp.get("/surveys/<wave>/young-people")
@public()
def start_young(wave: str) -> ResponseReturnValue:
    """The same for young people."""
    return page("surveys/start.html", survey=asking.survey(wave, "young-people"))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/questions")
@public()
def questions(wave: str, audience: str) -> ResponseReturnValue:
    """Every question, to read or print before starting; the paper form."""
    return page("surveys/questions.html", survey=asking.survey(wave, audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/begin")
@public(shared=False, params=("code",))
def begin(wave: str, audience: str) -> ResponseReturnValue:
    """Who sees the answers and what happens to them, said before anything is asked."""
    going = cookie.script(wave, audience) is not None
    return page("surveys/begin.html", survey=asking.survey(wave, audience), going=going)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/begin")
@public(shared=False)
@transactional
def begin_answering(wave: str, audience: str) -> ResponseReturnValue:
    """Make an empty draft and go to the first question."""
    language, code = languages.current(), request.form.get("code", "")
    seconds = (CODES if code.strip() else BEGINNING).wait(request.remote_addr or "")
    if seconds:
        return _too_often(wave, audience, seconds)
    try:
        helped = request.form.get("helped", "")
        handle, script = operations.begin(
            wave_key=wave, audience=audience, language=language, invitation_code=code, helped=helped
        )
    except InvitationError as error:
        survey = asking.survey(wave, audience)
        return page("surveys/begin.html", survey=survey, going=False, mistake=str(error), code=code), 422
    except ClosedError:
        return _closed(wave, audience, [])
    cookie.remember(handle, script)
    return redirect(url_for(".question", wave=wave, audience=audience, number=_walk(script)[1].first_open))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False, params=("check",))
def question(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """One question with what was answered before."""
    script = cookie.script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(_next_open(script, walked))
    return asking.ask(script, walked, found, screens.kept(script, found))


@bp.post(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False)
@transactional
def answer(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """Keep an answer and go on; or back, or to the code page, or the same page in another language."""
    sent, desk = request.form.getlist("answer"), cookie.desk(wave, audience)
    if desk is None:
        return _not_here(wave, audience, sent)
    questionnaire, walked = _walk(desk.script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(_next_open(desk.script, walked))
    go = request.form.get("go", "next")
    read = screens.pressed(questionnaire, found, sent, go)
    if go == "stay" or read.mistake:
        return asking.ask(desk.script, walked, found, read), 200 if go == "stay" else 422
    if read.answer is not None:
        try:
            clash = operations.save_answer(desk, question_id=number, answer=read.answer, seen=_seen())
        except ClosedError:
            return _closed(wave, audience, sent)
        if clash:
            return _clash(desk.script, questionnaire, found, read, clash), 409
    return redirect(_onward(desk.script, number, go))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/note/<key>")
@public(shared=False, params=("after",))
def note(wave: str, audience: str, key: str) -> ResponseReturnValue:
    """A page between two questions: help now, or how to do what was asked for."""
    script = cookie.script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    found = questionnaire.note(key)
    if found is None:
        raise NotFoundError
    after = walked.after(request.args.get("after", ""))
    onward = _question_url(script, after) if after else _next_open(script, walked)
    return page("surveys/note.html", survey=asking.survey(wave, audience), note=screens.note(found), onward=onward)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/leave")
@public(shared=False)
@transactional
def leave(wave: str, audience: str) -> ResponseReturnValue:
    """Delete everything typed so far."""
    cookie.forget()
    return redirect(url_for(".left", wave=wave, audience=audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/left")
@public()
def left(wave: str, audience: str) -> ResponseReturnValue:
    """Said after deleting."""
    return page("surveys/left.html", survey=asking.survey(wave, audience))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/ending/<key>")
@public()
def ending(wave: str, audience: str, key: str) -> ResponseReturnValue:
    """The end of the road for somebody this survey is not for, and where to go instead."""
    survey = asking.survey(wave, audience)
    found = next((note for note in survey.questionnaire.endings if note.key == key), None)
    if found is None:
        raise NotFoundError
    return page("surveys/ending.html", survey=survey, note=screens.note(found))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/check")
@public(shared=False)
def check(wave: str, audience: str) -> ResponseReturnValue:
    """All the answers on one page, before sending."""
    script = cookie.script(wave, audience)
    if script is None:
        return _not_here(wave, audience)
    questionnaire, walked = _walk(script)
    if walked.ending or walked.first_open:
        return redirect(_next_open(script, walked))
    summary = screens.summary(questionnaire, script, walked)
    return page("surveys/check.html", survey=asking.survey(wave, audience), summary=summary)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/check")
@public(shared=False)
@transactional
def send(wave: str, audience: str) -> ResponseReturnValue:
    """Send once; the same reference however often the button is pressed."""
    handle, known = cookie.handle(wave), session.get("sent") or {}
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
        survey=asking.survey(wave, audience),
        reference=sealing.reference(known["token"]),
    )


@bp.get("/surveys/<wave>/save")
@public(shared=False)
def save(wave: str) -> ResponseReturnValue:
    """Offer a code to come back with."""
    script = cookie.script(wave)
    if script is None:
        return _not_here(wave, "parents")
    survey = asking.survey(wave, script.audience)
    return page("surveys/save.html", survey=survey, onward=_next_open(script, _walk(script)[1]), code="")


@bp.post("/surveys/<wave>/save")
@public(shared=False)
@transactional
def save_with_code(wave: str) -> ResponseReturnValue:
    """Move the draft under a new code and show the code once."""
    handle, script = cookie.handle(wave), cookie.script(wave)
    if handle is None or script is None:
        return _not_here(wave, "parents")
    moved, code = operations.move_to_code(handle=handle)
    cookie.remember(moved, script)
    survey = asking.survey(wave, script.audience)
    return page("surveys/save.html", survey=survey, onward=_next_open(script, _walk(script)[1]), code=code)


@bp.get("/surveys/<wave>/come-back")
@public(shared=False)
def come_back(wave: str) -> ResponseReturnValue:
    """Ask for the code."""
    return page("surveys/come_back.html", survey=asking.survey(wave, "parents"), code="", mistake=False)


@bp.post("/surveys/<wave>/come-back")
@public(shared=False)
def open_with_code(wave: str) -> ResponseReturnValue:
    """Open the draft on this device."""
    typed = request.form.get("code", "")
    seconds = CODES.wait(request.remote_addr or "")
    if seconds:
        return _too_often(wave, "parents", seconds)
    code = sealing.tidy_code(typed)
    handle = sealing.handle_of(code, wave) if code else None
    script = operations.opened(handle) if handle else None
    if handle is None or script is None:
        survey = asking.survey(wave, "parents")
        return page("surveys/come_back.html", survey=survey, code=typed, mistake=True), 422
    cookie.remember(handle, script)
    return redirect(_next_open(script, _walk(script)[1]))


# ---------------------------------------------------------------- this survey, this path


def _walk(script: Script) -> tuple[Questionnaire, Path]:
    questionnaire = queries.questionnaire(script.wave, script.audience).said_in(languages.current())
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
    cookie.forget()
    return url_for(".ending", wave=script.wave, audience=script.audience, key=key)


def _clash(
    script: Script, questionnaire: Questionnaire, found: Question, read: Reading, clash: operations.Clash
) -> str:
    return page(
        "surveys/clash.html",
        survey=asking.survey(script.wave, script.audience),
        number=found.id,
        typed=read.typed,
        title=found.text,
        version=clash.version,
        seen=_seen(),
        choices=languages.choices(),
        mine=screens.said(questionnaire, found, read.answer or ""),
        theirs=screens.said(questionnaire, found, clash.theirs),
        onward=_next_open(script, path.walk(questionnaire, script.answers)),
    )


def _not_here(wave: str, audience: str, typed: list[str] | None = None) -> ResponseReturnValue:
    """No draft in this browser: already sent, or another browser, or never begun."""
    known = session.get("sent") or {}
    if known.get("wave") == wave:
        return redirect(url_for(".sent", wave=wave, audience=known["audience"]))
    survey = asking.survey(wave, audience)
    if survey.stage is Stage.CLOSED:
        return _closed(wave, audience, typed or [])
    return page("surveys/not_here.html", survey=survey, typed=typed or []), 410


def _too_often(wave: str, audience: str, seconds: int) -> ResponseReturnValue:
    """Nothing about the visitor is written down for this: a meter counts in memory."""
    shown = page("surveys/too_often.html", survey=asking.survey(wave, audience), seconds=seconds)
    return shown, 429, {"Retry-After": str(seconds)}


def _closed(wave: str, audience: str, typed: list[str]) -> ResponseReturnValue:
    return page("surveys/closed.html", survey=asking.survey(wave, audience), typed=typed), GONE


GONE = 410

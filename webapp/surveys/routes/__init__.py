"""The survey as families meet it: one thing a page, nothing lost, nobody named."""

from flask import Blueprint, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ...accounts.access import public
from ...engine import throttle
from ...engine.errors import GoneError, NotFoundError
from ...engine.transaction import transactional
from ...ui import languages
from ...ui.views import page
from .. import operations, path, screens, sealing
from ..operations import ChangedError, ClosedError, InvitationError
from ..script import Script
from . import asking, cookie, shown

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
    return shown.before_beginning(wave, audience, code=request.args.get("code", ""))


@bp.post(f"/surveys/<wave>/{AUDIENCE}/begin")
@public(shared=False)
@transactional
def begin_answering(wave: str, audience: str) -> ResponseReturnValue:
    """Make an empty draft and go to the first question."""
    code, helped = request.form.get("code", ""), request.form.get("helped", "")
    if request.form.get("go") == "stay" or cookie.only_here(wave):
        return shown.before_beginning(wave, audience, code=code, helped=helped)
    meter, address = CODES if code.strip() else BEGINNING, request.remote_addr or ""
    if seconds := meter.wait(address):
        return shown.too_often(wave, audience, seconds)
    try:
        handle, script = operations.begin(
            wave_key=wave, audience=audience, language=languages.current(), invitation_code=code, helped=helped
        )
    except InvitationError:
        return shown.before_beginning(wave, audience, code=code, helped=helped, mistake=True), 422
    except ClosedError:
        return shown.closed(wave, audience, [])
    if code.strip():
        CODES.forgive(address)
    cookie.remember(handle, script)
    return redirect(url_for(".question", wave=wave, audience=audience, number=shown.walk(script)[1].first_open))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False, params=("check",))
def question(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """One question with what was answered before."""
    script = cookie.script(wave, audience)
    if script is None:
        return shown.not_here(wave, audience)
    questionnaire, walked = shown.walk(script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(shown.next_open(script, walked))
    return asking.ask(script, walked, found, screens.kept(script, found))


@bp.post(f"/surveys/<wave>/{AUDIENCE}/q/<number>")
@public(shared=False)
@transactional
def answer(wave: str, audience: str, number: str) -> ResponseReturnValue:
    """Keep an answer and go on; or back, or to the code page, or the same page in another language."""
    sent, desk = request.form.getlist("answer"), cookie.desk(wave, audience)
    if desk is None:
        return shown.not_here(wave, audience, shown.own_words(wave, audience, number, sent))
    questionnaire, walked = shown.walk(desk.script)
    found = questionnaire.question(number)
    if found is None or number not in walked.asked:
        return redirect(shown.next_open(desk.script, walked))
    go = request.form.get("go", "next")
    read = screens.pressed(questionnaire, found, sent, go)
    if go == "stay" or read.mistake:
        return asking.ask(desk.script, walked, found, read), 200 if go == "stay" else 422
    if read.answer is not None:
        try:
            clash = operations.save_answer(desk, question_id=number, answer=read.answer, seen=shown.seen() or 0)
        except ClosedError:
            return shown.closed(wave, audience, shown.own_words(wave, audience, number, sent))
        if clash:
            return shown.clash(desk.script, questionnaire, found, read, clash), 409
    return redirect(_onward(desk.script, number, go))


@bp.get(f"/surveys/<wave>/{AUDIENCE}/note/<key>")
@public(shared=False, params=("after",))
def note(wave: str, audience: str, key: str) -> ResponseReturnValue:
    """A page between two questions: help now, or how to do what was asked for."""
    script = cookie.script(wave, audience)
    if script is None:
        return shown.not_here(wave, audience)
    questionnaire, walked = shown.walk(script)
    found = questionnaire.note(key)
    if found is None:
        raise NotFoundError
    after = walked.after(request.args.get("after", ""))
    onward = shown.question_url(script, after) if after else shown.next_open(script, walked)
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
        return shown.not_here(wave, audience)
    _questionnaire, walked = shown.walk(script)
    if walked.ending or walked.first_open:
        return redirect(shown.next_open(script, walked))
    return shown.all_answers(script)


@bp.post(f"/surveys/<wave>/{AUDIENCE}/check")
@public(shared=False)
@transactional
def send(wave: str, audience: str) -> ResponseReturnValue:
    """Send once; the same reference however often the button is pressed."""
    handle, known = cookie.handle(wave), session.get("sent") or {}
    token = (session.get("survey") or {}).get("token") or known.get("token", "")
    if handle is None and known.get("wave") != wave:
        return shown.not_here(wave, audience)
    try:
        operations.submit(
            handle=handle or sealing.new_handle(),
            token=token,
            wave_key=wave,
            seen=shown.seen(None),
            language=languages.current(),
        )
    except ClosedError:
        return shown.closed(wave, audience, [])
    except ChangedError:
        script = cookie.script(wave, audience)
        return (shown.all_answers(script, changed=True), 409) if script else shown.not_here(wave, audience)
    for key in ("survey", "code"):
        session.pop(key, None)
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
        return shown.not_here(wave, "parents")
    cookie.draw_code()
    return shown.saved(script, "")


@bp.post("/surveys/<wave>/save")
@public(shared=False)
@transactional
def save_with_code(wave: str) -> ResponseReturnValue:
    """Move the draft under a new code and show it; loaded twice or tried again, it is the same code."""
    handle, code = cookie.handle(wave), cookie.code()
    try:
        if handle is None:
            return shown.not_here(wave, "parents")
        moved, script = operations.move_to_code(handle=handle, code=code, wave=wave)
    except GoneError:
        return shown.not_here(wave, "parents")
    cookie.remember(moved, script, coded=True)
    return shown.saved(script, code)


@bp.get("/surveys/<wave>/come-back")
@public(shared=False)
def come_back(wave: str) -> ResponseReturnValue:
    """Ask for the code."""
    return shown.ask_for_code(wave, "", mistake=False)


@bp.post("/surveys/<wave>/come-back")
@public(shared=False)
def open_with_code(wave: str) -> ResponseReturnValue:
    """Open the draft on this device."""
    typed, address = request.form.get("code", ""), request.remote_addr or ""
    if request.form.get("go") == "stay":
        return shown.ask_for_code(wave, typed, mistake=False)
    if seconds := CODES.wait(address):
        return shown.too_often(wave, "parents", seconds)
    found = operations.opened_with(typed, wave)
    if found is None:
        return shown.ask_for_code(wave, typed, mistake=True), 422
    CODES.forgive(address)
    handle, script = found
    cookie.remember(handle, script, coded=True)
    return redirect(shown.next_open(script, shown.walk(script)[1]))


# ---------------------------------------------------------------- where to go, what to draw


def _onward(script: Script, number: str, go: str) -> str:
    questionnaire, walked = shown.walk(script)
    if go == "save":
        return url_for(".save", wave=script.wave)
    if go == "back":
        before = walked.before(number)
        begin = url_for(".begin", wave=script.wave, audience=script.audience)
        return shown.question_url(script, before) if before else begin
    if walked.ending:
        return _leave_by(script, walked.ending)
    key = path.note_of(questionnaire, number, script.answers.get(number, ""))
    if key:
        return url_for(".note", wave=script.wave, audience=script.audience, key=key, after=number)
    after = walked.after(number)
    if "check" in request.form or not after:
        return shown.next_open(script, walked)
    return shown.question_url(script, after)


def _leave_by(script: Script, key: str) -> str:
    """Somebody this survey is not for: what they typed is deleted on the way out."""
    cookie.forget()
    return url_for(".ending", wave=script.wave, audience=script.audience, key=key)

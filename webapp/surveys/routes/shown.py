"""The pages of a survey as routes show them, and where each leads."""

from flask import redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from ...ui import languages
from ...ui.views import page
from .. import codes, operations, path, queries, screens
from ..closing import Stage
from ..path import Path
from ..questionnaire import Kind, Question, Questionnaire
from ..reading import Reading
from ..script import Script
from . import asking, cookie

GONE = 410


def seen(unsaid: int | None = 0) -> int | None:
    """The number of the version that the page was drawn from."""
    typed = request.form.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else unsaid


def walk(script: Script) -> tuple[Questionnaire, Path]:
    """The questions in the language of the page, and which of them the answers lead to."""
    questionnaire = queries.questionnaire(script.wave, script.audience).said_in(languages.current())
    return questionnaire, path.walk(questionnaire, script.answers)


def question_url(script: Script, number: str) -> str:
    """Where a question stands."""
    return url_for(".question", wave=script.wave, audience=script.audience, number=number)


def next_open(script: Script, walked: Path) -> str:
    """The first open question; the answers when there is none; the ending when the answers lead out."""
    if walked.ending:
        return url_for(".ending", wave=script.wave, audience=script.audience, key=walked.ending)
    if walked.first_open:
        return question_url(script, walked.first_open)
    return url_for(".check", wave=script.wave, audience=script.audience)


def before_beginning(wave: str, audience: str, *, code: str = "", helped: str = "", mistake: bool = False) -> str:
    """What is said before anything is asked, with what stands in its form."""
    return page(
        "surveys/begin.html",
        survey=asking.survey(wave, audience),
        going=cookie.script(wave),
        only_here=cookie.only_here(wave),
        code=code,
        helped=helped,
        mistake=mistake,
        choices=languages.choices(),
    )


def all_answers(script: Script, *, changed: bool = False) -> str:
    """All the answers before sending. `changed`: they are not those seen when “send” was pressed."""
    questionnaire, walked = walk(script)
    return page(
        "surveys/check.html",
        survey=asking.survey(script.wave, script.audience),
        summary=screens.summary(questionnaire, script, walked),
        edits=script.edits,
        changed=changed,
    )


def saved(script: Script, code: str) -> str:
    """The code, or the offer of one."""
    return page(
        "surveys/save.html",
        survey=asking.survey(script.wave, script.audience),
        onward=next_open(script, walk(script)[1]),
        code=code,
        choices=languages.choices(),
    )


def ask_for_code(wave: str, typed: str, *, mistake: bool) -> str:
    """The page for somebody who comes back. `odd` is the word that cannot be right; `fits`: it could be a code."""
    return page(
        "surveys/come_back.html",
        survey=asking.survey(wave, "parents"),
        code=typed,
        mistake=mistake,
        odd=codes.odd_word(typed),
        fits=bool(codes.tidy_code(typed)),
        choices=languages.choices(),
    )


def clash(
    script: Script, questionnaire: Questionnaire, found: Question, read: Reading, between: operations.Clash
) -> str:
    """Both answers, when one question was answered twice."""
    return page(
        "surveys/clash.html",
        survey=asking.survey(script.wave, script.audience),
        number=found.id,
        typed=read.typed,
        title=found.text,
        version=between.version,
        seen=seen(),
        checking="check" in request.values,
        choices=languages.choices(),
        mine=screens.said(questionnaire, found, read.answer or ""),
        theirs=screens.said(questionnaire, found, between.theirs),
        onward=next_open(script, path.walk(questionnaire, script.answers)),
    )


def not_here(wave: str, audience: str, typed: list[str] | None = None) -> ResponseReturnValue:
    """No draft in this browser: already sent, or another browser, or never begun."""
    known, words = session.get("sent") or {}, [word for word in typed or [] if word.strip()]
    if known.get("wave") == wave and not words:
        return redirect(url_for(".sent", wave=wave, audience=known["audience"]))
    now = asking.survey(wave, audience)
    if now.stage is Stage.CLOSED:
        return closed(wave, audience, words)
    return page("surveys/not_here.html", survey=now, typed=words, choices=languages.choices()), GONE


def own_words(wave: str, audience: str, number: str, sent: list[str]) -> list[str]:
    """What somebody typed, to show it back where it could not be kept; nothing for a choice."""
    found = queries.questionnaire(wave, audience).question(number)
    return sent if found and found.kind == Kind.TEXT else []


def too_often(wave: str, audience: str, seconds: int) -> ResponseReturnValue:
    """Nothing about the visitor is written down for this: a meter counts in memory."""
    typed = request.form.get("code", "")
    drawn = page("surveys/too_often.html", survey=asking.survey(wave, audience), seconds=seconds, code=typed)
    return drawn, 429, {"Retry-After": str(seconds)}


def closed(wave: str, audience: str, typed: list[str]) -> ResponseReturnValue:
    """That the survey has closed, with what was typed meanwhile."""
    now = asking.survey(wave, audience)
    return page("surveys/closed.html", survey=now, typed=typed, choices=languages.choices()), GONE

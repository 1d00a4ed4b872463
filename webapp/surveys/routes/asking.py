"""One question's page: drawn afresh where somebody's answer is in it, kept where it looks the same to everyone."""

from secrets import token_hex

from flask import g, request
from flask_wtf.csrf import generate_csrf

from ...engine.content_revision import remembered
from ...ui import languages
from ...ui.views import page
from .. import screens
from ..path import Path
from ..questionnaire import Question
from ..reading import Reading
from ..script import Script

# Where a visitor's own form token comes in a kept page. Never sent to anybody.
_TOKEN = token_hex(16)
_NOTHING = Reading(None, [])


def survey(wave: str, audience: str) -> screens.Survey:
    """This survey in the language of the page. Raises NotFoundError."""
    found = screens.survey(wave, audience, languages.current())
    g.content_is_translated = languages.current() in found.questionnaire.other_words
    return found


def ask(script: Script, walked: Path, found: Question, read: Reading) -> str:
    """The page of a question, with what was chosen or typed and what is wrong with it."""
    version, token = script.versions.get(found.id, 0), generate_csrf()
    if version or read.typed or read.mistake or request.query_string or request.method != "GET":
        return _draw(script.wave, script.audience, found.id, walked, read, version, token)
    kept = _unanswered(script.wave, script.audience, found.id, walked.asked, request.script_root)
    return kept.replace(_TOKEN, token)


@remembered
def _unanswered(wave: str, audience: str, number: str, asked: tuple[str, ...], _root: str) -> str:
    """A question nobody has answered yet, as everyone sees it who came by the same path."""
    return _draw(wave, audience, number, Path(asked, "", {}, ()), _NOTHING, 0, _TOKEN)


def _draw(wave: str, audience: str, number: str, walked: Path, read: Reading, version: int, token: str) -> str:
    now = survey(wave, audience)
    return page(
        "surveys/question.html",
        survey=now,
        q=screens.question(now.questionnaire, walked, number, read, version, languages.current()),
        token=token,
        checking="check" in request.values,
        choices=languages.choices(),
    )

"""One question's page: drawn afresh where somebody's answer is in it, kept where it looks the same to everyone."""

from functools import lru_cache
from secrets import token_hex

from flask import Flask, current_app, g, request
from flask_wtf.csrf import generate_csrf

from ...engine import content_revision
from ...ui import languages
from ...ui.views import page
from .. import screens
from ..path import Path, Place
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
    place, version = walked.place(found.id), script.versions.get(found.id, 0)
    if version or read.typed or read.mistake or request.query_string or request.method != "GET":
        return _draw(script.wave, script.audience, found.id, place, read, version, generate_csrf())
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to get the app itself
    stand = app, content_revision.current(), request.script_root
    return _unanswered(stand, script.wave, script.audience, found.id, place).replace(_TOKEN, generate_csrf())


@lru_cache(maxsize=1024)  # of 15 kB each; a survey has some 250 in three languages, and a few ways to each
def _unanswered(_stand: tuple[Flask, int, str], wave: str, audience: str, number: str, place: Place) -> str:
    """A question nobody has answered yet, as everyone sees it who has come as far."""
    return _draw(wave, audience, number, place, _NOTHING, 0, _TOKEN)


def _draw(wave: str, audience: str, number: str, place: Place, read: Reading, version: int, token: str) -> str:
    now = survey(wave, audience)
    return page(
        "surveys/question.html",
        survey=now,
        q=screens.question(now.questionnaire, number, place, read, version, languages.current()),
        token=token,
        checking="check" in request.values,
        choices=languages.choices(),
    )

"""Interface words in this request's language.

The same as Flask-Babel's functions, but the catalogue is found once per language: a page asks a hundred times, and
Flask-Babel finds the request's context anew for every word.
"""

from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from flask import Flask
from flask_babel import get_translations  # type: ignore[attr-defined]  # there, but not in its stub
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext

from ..engine.text import drawn
from . import languages


class Catalogue:
    """One language's words. `html` and `counted_html` are what templates put in a page, with nothing or only the
    number left to fill in: those are the same every time."""

    def __init__(self, translations: NullTranslations) -> None:
        self.gettext, self.ngettext = translations.gettext, translations.ngettext
        self.pgettext, self.npgettext = translations.pgettext, translations.npgettext
        self.html = lru_cache(maxsize=8192)(lambda words: drawn(self.gettext(words)) % {})
        self.counted_html = lru_cache(maxsize=8192)(
            lambda one, many, num: drawn(self.ngettext(one, many, num)) % {"num": num}
        )


_catalogues: dict[str, Catalogue] = {}


def _catalogue() -> Catalogue:
    code = languages.current()
    kept = _catalogues.get(code)
    if kept is None:
        kept = _catalogues[code] = Catalogue(get_translations())
    return kept


def gettext(words: str, /, **values: Any) -> str:
    """The words in this request's language, with `%(name)s` filled in."""
    said = _catalogue().gettext(words)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """The form of the words that goes with a number; `%(num)s` is the number."""
    return _catalogue().ngettext(one, many, num) % {"num": num, **values}


@pass_eval_context
def _said(drawing: EvalContext, words: str, /, **values: Any) -> str:
    """`gettext` of a template: always filled in, so a percent sign is written twice."""
    if not drawing.autoescape:
        return _catalogue().gettext(words) % values
    if not values:
        return _catalogue().html(words)
    return drawn(_catalogue().gettext(words)) % values


@pass_eval_context
def _counted(drawing: EvalContext, one: str, many: str, num: int, /, **values: Any) -> str:
    """`ngettext` of a template."""
    if not drawing.autoescape:
        return _catalogue().ngettext(one, many, num) % {"num": num, **values}
    if not values:
        return _catalogue().counted_html(one, many, num)
    return drawn(_catalogue().ngettext(one, many, num)) % {"num": num, **values}


def init(app: Flask) -> None:
    """Templates use the same catalogue."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by Jinja's i18n extension
        lambda words: _catalogue().gettext(words),
        lambda one, many, num: _catalogue().ngettext(one, many, num),
        newstyle=True,
        pgettext=lambda context, words: _catalogue().pgettext(context, words),
        npgettext=lambda context, one, many, num: _catalogue().npgettext(context, one, many, num),
    )
    app.jinja_env.globals.update(_=_said, gettext=_said, ngettext=_counted)

"""Interface words in this request's language.

The same as Flask-Babel's functions, but the catalogue is found once per language: a page asks a hundred times, and
Flask-Babel finds the request's context anew for every word.
"""

from gettext import NullTranslations
from typing import Any

from flask import Flask
from flask_babel import get_translations  # type: ignore[attr-defined]  # there, but not in its stub

from . import languages

_catalogues: dict[str, NullTranslations] = {}


def _catalogue() -> NullTranslations:
    code = languages.current()
    kept = _catalogues.get(code)
    if kept is None:
        kept = _catalogues[code] = get_translations()
    return kept


def gettext(words: str, /, **values: Any) -> str:
    """The words in this request's language, with `%(name)s` filled in."""
    said = _catalogue().gettext(words)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """The form of the words that goes with a number; `%(num)s` is the number."""
    return _catalogue().ngettext(one, many, num) % {"num": num, **values}


def init(app: Flask) -> None:
    """Templates use the same catalogue."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by Jinja's i18n extension
        lambda words: _catalogue().gettext(words),
        lambda one, many, num: _catalogue().ngettext(one, many, num),
        newstyle=True,
        pgettext=lambda context, words: _catalogue().pgettext(context, words),
        npgettext=lambda context, one, many, num: _catalogue().npgettext(context, one, many, num),
    )

"""Languages by address: `/pl/journey` is `/journey` in Polish. No cookie, no guessing from the browser.

The prefix is taken off before routing and put into SCRIPT_NAME, so every address made by `url_for` keeps it.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale
from flask import Flask, current_app, request

DEFAULT = "en"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)
_root: ContextVar[str | None] = ContextVar("root", default=None)

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True)
class Choice:
    """One language in the switch, with this page's address in it."""

    code: str
    name: str
    dir: str
    url: str
    current: bool


class PrefixMiddleware:
    """Takes the language off the address."""

    def __init__(self, app: WSGI, codes: tuple[str, ...]) -> None:
        self._app = app
        self._prefixes = {f"/{code}": code for code in codes if code != DEFAULT}

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "")
        head, slash, rest = path[1:].partition("/")
        code = self._prefixes.get(f"/{head}", DEFAULT)
        if code != DEFAULT:
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{code}"
            environ["PATH_INFO"] = f"/{rest}" if slash else "/"
        language, root = _current.set(code), _root.set(environ.get("SCRIPT_NAME", "").rstrip("/"))
        try:
            return self._app(environ, start_response)
        finally:
            _root.reset(root)
            _current.reset(language)


def current() -> str:
    """The code of this request's language; the site's own in background work, where nobody asks."""
    return _current.get()


def root() -> str:
    """What stands before every address on this page: `/pl`, nothing in the site's own language."""
    known = _root.get()
    return request.script_root if known is None else known


def direction(code: str) -> str:
    """Which way a language runs: `ltr` or `rtl`."""
    return _named(code)[1]


def choices() -> list[Choice]:
    """Every language with this page's address in it. Query parameters are kept."""
    query = request.query_string.decode("ascii", "replace")
    tail = request.path + (f"?{query}" if query else "")
    now = current()
    return [_choice(code, tail, now) for code in current_app.config["SETTINGS"].languages]


def _choice(code: str, tail: str, now: str) -> Choice:
    name, direction = _named(code)
    prefix = "" if code == DEFAULT else f"/{code}"
    return Choice(code, name, direction, prefix + tail, code == now)


@cache
def _named(code: str) -> tuple[str, str]:
    """A language's own name and direction."""
    locale = Locale.parse(code)
    return (locale.get_display_name() or code).capitalize(), locale.text_direction


def init(app: Flask) -> None:
    """Put the middleware in front of the app."""
    app.wsgi_app = PrefixMiddleware(app.wsgi_app, app.config["SETTINGS"].languages)  # type: ignore[method-assign]  # Flask's own way to add middleware

"""Addresses of pages, worked out once: a page holds a hundred of them and they never change while the site runs."""

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, current_app, request


def url_for(endpoint: str, **values: Any) -> str:
    """The address of a view on this site, with this request's language in front. A list of values is not kept."""
    if endpoint.startswith(".") or any(name.startswith("_") or isinstance(v, list) for name, v in values.items()):
        return flask.url_for(endpoint, **values)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to get the app itself
    return _address(app, request.script_root, endpoint, tuple(values.items()))


@lru_cache(maxsize=32768)
def _address(_app: Flask, _root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return flask.url_for(endpoint, **dict(values))


def page_address() -> str:
    """This page's whole address without its questions, to stand on paper."""
    return f"{current_app.config['SETTINGS'].site_url}{request.path}"


def init(app: Flask) -> None:
    """Templates use it too."""
    app.jinja_env.globals.update(url_for=url_for, page_address=page_address)

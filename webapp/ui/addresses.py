"""Addresses of pages, worked out once: a page holds a hundred of them and they never change while the site runs."""

from functools import lru_cache
from typing import Any

import flask
from flask import Flask, current_app, request

from . import languages


def url_for(endpoint: str, **values: Any) -> str:
    """The address of a view on this site, with this request's language in front. A list of values is not kept."""
    for name, value in values.items():
        if name[0] == "_" or type(value) is list:
            return flask.url_for(endpoint, **values)
    if endpoint[0] == ".":
        return flask.url_for(endpoint, **values)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # Flask's own way to get the app itself
    return _address(app, languages.root(), endpoint, **values)


@lru_cache(maxsize=32768)
def _address(_app: Flask, _root: str, _endpoint: str, **values: Any) -> str:
    return flask.url_for(_endpoint, **values)


def page_address() -> str:
    """This page's whole address without its questions, to stand on paper."""
    return f"{current_app.config['SETTINGS'].site_url}{request.path}"


def init(app: Flask) -> None:
    """Templates use it too."""
    app.jinja_env.globals.update(url_for=url_for, page_address=page_address)

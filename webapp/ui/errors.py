"""Errors as calm pages: what happened, what to do, nothing about our insides."""

from flask import Flask, Response, current_app, make_response
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from ..engine import errors
from .views import page

CODES = {400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503}
DOMAIN_CODES = {
    errors.NotFoundError: 404, errors.GoneError: 410, errors.NotAllowedError: 403,
    errors.StaleError: 409, errors.InvalidError: 422,
}


def init(app: Flask) -> None:
    """One page for each kind of error."""
    app.register_error_handler(HTTPException, _on_http)
    app.register_error_handler(errors.DomainError, _on_domain)
    app.register_error_handler(OperationalError, _on_database)
    app.register_error_handler(CSRFError, _on_http)


def error_page(code: int, words: str = "") -> Response:
    """The page for a status code."""
    shown = code if code in CODES else (500 if code >= 500 else 400)
    response = make_response(page(f"ui/errors/{shown}.html", words=words), code)
    if code == 503:
        response.headers["Retry-After"] = "30"
    return response


def _on_http(error: HTTPException) -> Response:
    code = error.code or 500
    if isinstance(error, SecurityError):
        return Response("This site does not answer to that name.\n", 400, {"Content-Type": "text/plain"})
    if code < 400:
        return Response(error.get_body(), code, error.get_headers())
    response = error_page(code)
    if error.get_response().headers.get("Allow"):
        response.headers["Allow"] = error.get_response().headers["Allow"]
    return response


def _on_domain(error: errors.DomainError) -> Response:
    return error_page(DOMAIN_CODES.get(type(error), 500), str(error))


def _on_database(error: OperationalError) -> Response:
    """The database does not answer: say so, keep standing. The page draws itself without it."""
    current_app.logger.error("database does not answer: %s", type(error.orig).__name__)
    return bare_page()


def bare_page() -> Response:
    """A page that needs nothing: no database, no template facts."""
    return Response(_BARE, 503, {"Content-Type": "text/html; charset=utf-8", "Retry-After": "30"})


_BARE = """<!doctype html><html lang="en"><title>We will be back soon</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<main><h1>We will be back soon</h1><p>Part of this site is not answering. Please try again in a few minutes.</p>
<p>If someone is in danger now, call <a href="tel:999">999</a>.
For urgent health or mental health help, call <a href="tel:111">111</a>.</p></main></html>"""

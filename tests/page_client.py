"""The only way tests fetch pages. Every response is checked; every HTML page is checked whole.

    page = client.get("/journey")
    page = page.follow("Autism and ADHD assessment")
    page = page.submit(q="sleep")

Status, page checks (page_checks.py), security headers, no cookie on reading pages, links that lead somewhere,
and a database session left as it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from flask import Flask, g, has_app_context, request_tearing_down
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from tests.page_checks import Html, faults, name, words
from webapp.extensions import db

REQUIRED_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "",
    "Permissions-Policy": "",
    "Cache-Control": "",
}
READING = {"GET", "HEAD"}


class PageError(AssertionError):
    """A page is not as every page must be."""


@dataclass(frozen=True)
class Page:
    """A fetched page, or a response of another kind (then `html` must not be asked for)."""

    client: PageClient
    path: str
    response: TestResponse

    @property
    def text(self) -> str:
        """The body."""
        return self.response.get_data(as_text=True)

    @cached_property
    def html(self) -> Html:
        """The parsed body."""
        return Html(self.text)

    @property
    def h1(self) -> str:
        """The words of the heading."""
        return words(self.html.all("h1")[0])

    @property
    def words(self) -> str:
        """Everything the page says inside `main`, or in the whole body where there is no main."""
        return words((self.html.all("main") or self.html.all("body"))[0])

    @property
    def links(self) -> list[tuple[str, str]]:
        """(words, address) of every link, in order."""
        return [(name(self.html, link), link.get("href") or "") for link in self.html.all("a")]

    def follow(self, said: str, **expect: Any) -> Page:
        """Go where the first link with these words leads (exactly, or else containing them)."""
        exact = [href for text, href in self.links if text == said]
        containing = [href for text, href in self.links if said in text]
        if not (exact or containing):
            raise PageError(f"{self.path} has no link “{said}”; it has {[text for text, _ in self.links]}")
        return self.client.get(urljoin(self.path, (exact or containing)[0]), **expect)

    def submit(self, form: int = -1, **values: Any) -> Page:
        """Send a form (the last unless numbered) as a browser would, with these values instead of its own."""
        forms = self.html.all("form")
        found = [candidate for candidate in forms if candidate.get("id") != "site-search"] or forms
        sent = {**fields(found[form]), **values}
        action = urljoin(self.path, found[form].get("action") or "")
        status = sent.pop("status", None)
        if (found[form].get("method") or "get").lower() == "get":
            return self.client.get(action, query=sent, status=status or 200)
        return self.client.post(action, data=sent, status=status or 302)


def fields(form: Element) -> dict[str, Any]:
    """What a browser would send: values as they stand."""
    sent: dict[str, Any] = {}
    for field in form.iter("input"):
        kind, key = field.get("type", "text"), field.get("name")
        if (
            not key
            or kind in {"submit", "button"}
            or (kind in {"radio", "checkbox"} and field.get("checked") is None)
        ):
            continue
        sent[key] = field.get("value", "on" if kind == "checkbox" else "")
    for area in form.iter("textarea"):
        sent[area.get("name") or ""] = area.text or ""
    for choice in form.iter("select"):
        options = list(choice.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        sent[choice.get("name") or ""] = chosen[0].get("value", words(chosen[0])) if chosen else ""
    return sent


def forget_the_last_visitor() -> None:
    """A test's own application context outlives a request, and with it who was signed in and their token."""
    for name_kept in list(g) if has_app_context() else ():
        g.pop(name_kept)


class PageClient:
    """A visitor with a browser that is strict about pages."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self._client = app.test_client()
        self._addresses = app.url_map.bind("localhost")
        self._known: dict[str, str] = {}

    def get(self, path: str, *, status: int = 200, query: Any = None, headers: Any = None) -> Page:
        """Fetch and check. Redirects are not followed: expect 302 and look at `response.location`."""
        return self._fetch("GET", path, status, query_string=query, headers=headers)

    def post(self, path: str, *, data: Any = None, status: int = 302, headers: Any = None) -> Page:
        """Send and check. For a form that was fetched before, `page.submit()` adds its CSRF token."""
        return self._fetch("POST", path, status, data=data, headers=headers)

    def head(self, path: str, *, status: int = 200) -> Page:
        """Ask for the headers alone."""
        return self._fetch("HEAD", path, status)

    def _fetch(self, method: str, path: str, status: int, **how: Any) -> Page:
        forget_the_last_visitor()
        with session_left_clean(f"{method} {path}"):
            response = self._client.open(
                path, method=method, **{key: value for key, value in how.items() if value}
            )
        if response.status_code != status:
            raise PageError(
                f"{method} {path} answered {response.status_code} instead of {status}"
                f"{' → ' + response.location if response.location else ''}: {_gist(response)}"
            )
        page = Page(self, path, response)
        found = [*self._header_faults(method, page)]
        if response.mimetype == "text/html" and method != "HEAD" and response.data and not response.location:
            found += [*faults(page.html), *self._link_faults(page)]
        if found:
            raise PageError(f"{method} {path} has {len(found)} faults:\n- " + "\n- ".join(found))
        return page

    def _header_faults(self, method: str, page: Page) -> Iterator[str]:
        headers = page.response.headers
        for header, start in REQUIRED_HEADERS.items():
            if header not in headers:
                yield f"there is no header {header}"
            elif not headers[header].startswith(start):
                yield f"header {header} does not start with “{start}”"
        policy = headers.get("Content-Security-Policy", "")
        if "unsafe-inline" in policy or "unsafe-eval" in policy:
            yield "the Content-Security-Policy allows unsafe code"
        if "Set-Cookie" in headers and method in READING and not self._may_set_cookie(page):
            yield "a reading page sets a cookie"
        if "Set-Cookie" in headers and "public" in headers.get("Cache-Control", ""):
            yield "a response with a cookie may be kept by others"

    def _may_set_cookie(self, page: Page) -> bool:
        """Only a page with a form that posts needs one."""
        posting = (form for form in page.html.all("form") if (form.get("method") or "").lower() == "post")
        return page.response.mimetype == "text/html" and next(posting, None) is not None

    def _link_faults(self, page: Page) -> Iterator[str]:
        for tag, attribute in (
            ("a", "href"),
            ("form", "action"),
            ("link", "href"),
            ("script", "src"),
            ("img", "src"),
        ):
            for element in page.html.all(tag):
                address = element.get(attribute) or ""
                fault = self._fault_of(urljoin(page.path, address), page.path) if address else ""
                if fault:
                    yield f"<{tag} {attribute}=“{address}”> {fault}"

    def _fault_of(self, address: str, source: str) -> str:
        """Why an address on this site leads nowhere, or nothing."""
        parts = urlsplit(address)
        if parts.netloc or parts.scheme or not parts.path:
            return ""
        if parts.path not in self._known:
            self._known[parts.path] = self._route_fault(parts.path)
        return self._known[parts.path]

    def _route_fault(self, path: str) -> str:
        if path.startswith("/static/"):
            with self._client.open(path) as response:
                return "" if response.status_code == 200 else "is not among the built files"
        for code in self.app.config["SETTINGS"].languages:
            if path == f"/{code}" or path.startswith(f"/{code}/"):
                path = path.removeprefix(f"/{code}") or "/"
                break
        method = "GET"
        try:
            self._addresses.match(path, method=method)
        except RequestRedirect:
            return "leads to another address first"
        except HTTPException as error:
            return "" if error.code == 405 else "leads nowhere"
        return ""


@contextmanager
def session_left_clean(what: str) -> Iterator[None]:
    """Fail when a request ends with changes that nobody kept or dropped."""
    dirty: list[object] = []

    def look(_sender: Flask, **_: object) -> None:
        if db.session.registry.has():
            session = db.session()
            dirty.extend(
                (*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row)))
            )

    with request_tearing_down.connected_to(look):
        yield
    if dirty:
        raise PageError(f"{what} left unsaved changes in the database session: {dirty[:3]}")


def _gist(response: TestResponse) -> str:
    if response.mimetype != "text/html":
        return response.get_data(as_text=True)[:300]
    return words(Html(response.get_data(as_text=True)).root)[:300]

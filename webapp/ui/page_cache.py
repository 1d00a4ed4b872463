"""Reading pages are drawn once per content revision, language and day, and served compressed from memory.

Sits in front of Flask. Each request reads the content revision first (one indexed read): what was kept under an older
one is never served. Unknown query parameters are dropped, so they neither split the cache nor reach a page.
"""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.sansio.utils import host_is_trusted

from ..engine import clock, content_revision
from ..extensions import db
from . import assets, languages
from .headers import SHARED

Headers = list[tuple[str, str]]
Environ = dict[str, Any]
Key = tuple[str, str, str, str]


# What may be drawn for one reader only is packed in a third of the time, a tenth larger; what is asked for again, well.
IN_HASTE, WELL = 3, 6


@dataclass(frozen=True)
class Kept:
    """One drawn page. `headers` are without length, encoding and tag."""

    status: str
    headers: Headers
    plain: bytes
    packed: bytes
    etag: str
    in_haste: bool = True

    @property
    def size(self) -> int:
        """Bytes held."""
        return len(self.plain) + len(self.packed) + 512

    def packed_well(self) -> "Kept":
        """The same, smaller."""
        return replace(self, packed=gzip.compress(self.plain, WELL, mtime=0), in_haste=False)


class PageCache:
    """WSGI middleware. Holds at most `limit` bytes, least recently used out first."""

    def __init__(self, inner: languages.WSGI, app: Flask, limit: int) -> None:
        self._inner, self._app, self._limit = inner, app, limit
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._lock, self._bytes, self._stand = Lock(), 0, ""
        self._known: frozenset[str] | None = None
        self._engine: Engine | None = None
        self._build = assets.fingerprint()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._inner(environ, start_response)
        try:
            number = content_revision.read(self._database())
        except DBAPIError:
            return self._inner(environ, start_response)
        stand = f"{number}.{clock.today().isoformat()}"
        environ["QUERY_STRING"] = self._tidy(environ.get("QUERY_STRING", ""))
        key: Key = (stand, environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""), environ["QUERY_STRING"])
        kept = self._find(key) if self._trusts(environ) else None
        if kept is None:
            with content_revision.at(number):
                return self._draw(key, environ, start_response)
        if kept.in_haste:
            kept = kept.packed_well()
            self._keep(key, kept)
        return _serve(kept, environ, start_response)

    def _tidy(self, query: str) -> str:
        """Only parameters that some page knows, in one order."""
        if not query:
            return ""
        if self._known is None:
            views = self._app.view_functions.values()
            self._known = frozenset(p for v in views for p in getattr(getattr(v, "access", None), "params", ()))
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return query
        return urlencode(sorted(pair for pair in pairs if pair[0] in self._known))

    def _database(self) -> Engine:
        if self._engine is None:
            with self._app.app_context():
                self._engine = db.engine
        return self._engine

    def _trusts(self, environ: Environ) -> bool:
        return host_is_trusted(environ.get("HTTP_HOST", ""), self._app.config["TRUSTED_HOSTS"])

    def _find(self, key: Key) -> Kept | None:
        with self._lock:
            if key[0] != self._stand:
                self._pages.clear()
                self._bytes, self._stand = 0, key[0]
                return None
            kept = self._pages.get(key)
            if kept is not None:
                self._pages.move_to_end(key)
            return kept

    def _keep(self, key: Key, kept: Kept) -> None:
        with self._lock:
            if key[0] != self._stand or kept.size > self._limit // 8:
                return
            before = self._pages.pop(key, None)
            self._pages[key] = kept
            self._bytes += kept.size - (before.size if before else 0)
            while self._bytes > self._limit:
                self._bytes -= self._pages.popitem(last=False)[1].size

    def _draw(self, key: Key, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Let Flask draw; keep the page if it may be shared; send it on."""
        begun: list[tuple[str, Headers]] = []

        def note(status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], None]:
            begun[:] = [(status, headers)]
            return lambda _data: None

        head = environ["REQUEST_METHOD"] == "HEAD"
        if head:
            environ["REQUEST_METHOD"] = "GET"
        chunks = self._inner(environ, note)
        status, headers = begun[0]
        if head:
            environ["REQUEST_METHOD"] = "HEAD"
        if ("Cache-Control", SHARED) not in headers:
            start_response(status, headers)
            return _closing(chunks) if not head else _drop(chunks)
        kept = self._pack(status, headers, b"".join(_closing(chunks)), key)
        self._keep(key, kept)
        return _serve(kept, environ, start_response)

    def _pack(self, status: str, headers: Headers, body: bytes, key: Key) -> Kept:
        own = {"content-length", "etag", "content-encoding", "vary"}
        # The tag says which build drew which revision on which day; weak, as compression does not change it.
        tag = f'W/"{self._build}.{key[0]}"'
        rest = [(name, value) for name, value in headers if name.lower() not in own]
        return Kept(status, [*rest, ("Vary", "Accept-Encoding")], body, gzip.compress(body, IN_HASTE, mtime=0), tag)


def _serve(kept: Kept, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    if kept.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        headers = [header for header in kept.headers if header[0].lower() != "content-type"]
        start_response("304 NOT MODIFIED", [*headers, ("ETag", kept.etag)])
        return []
    packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
    body = kept.packed if packed else kept.plain
    encoding = [("Content-Encoding", "gzip")] if packed else []
    start_response(
        kept.status, [*kept.headers, *encoding, ("Content-Length", str(len(body))), ("ETag", kept.etag)]
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _closing(chunks: Iterable[bytes]) -> Iterable[bytes]:
    try:
        yield from chunks
    finally:
        if hasattr(chunks, "close"):
            cast("Any", chunks).close()


def _drop(chunks: Iterable[bytes]) -> Iterable[bytes]:
    for _ in _closing(chunks):
        pass
    return []


def init(app: Flask) -> None:
    """Put the cache behind the language prefix, in front of Flask."""
    limit = app.config["SETTINGS"].page_cache_bytes
    app.wsgi_app = PageCache(app.wsgi_app, app, limit)  # type: ignore[method-assign]  # Flask's own way to add middleware

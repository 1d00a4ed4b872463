"""Where a feed is read from: a file, or an address whose host has been allowed.

An address is asked with nothing about us in it, never follows a redirect (it could lead inside the house), and is left
alone once it has sent more than a directory can be.
"""

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

MOST_BYTES, MOST_PAGES, SECONDS = 30_000_000, 500, 20
HERE = {"127.0.0.1", "::1", "localhost"}


class FeedError(Exception):
    """A feed cannot be read; the message says why, for the person at the terminal."""


def load(source: str, hosts: tuple[str, ...]) -> tuple[list[dict[str, Any]], str]:
    """Records of a feed, or the text of a table (one of them is empty). Raises FeedError."""
    if source.startswith(("http://", "https://")):
        return list(_pages(source.rstrip("/"), hosts)), ""
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FeedError(f"{source} cannot be read: {error}") from error
    if source.endswith(".csv"):
        return [], text
    return _records(_parsed(text, source)), ""


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise FeedError(f"{source} is not JSON: {error}") from error


def _records(body: Any) -> list[dict[str, Any]]:
    """Services in any of the shapes they come in: a page of version 3 or 1, a whole directory, a list."""
    for name in ("contents", "content", "services"):
        if isinstance(body, dict) and isinstance(body.get(name), list):
            body = body[name]
    if not isinstance(body, list) or not all(isinstance(record, dict) for record in body):
        raise FeedError("this holds no list of services")
    return body


def _pages(stub: str, hosts: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Every service of an interface, page by page; whole, by asking for each where the list is brief."""
    for page in range(1, MOST_PAGES + 1):
        body = _get(f"{stub}/services?{urlencode({'page': page, 'per_page': 100, 'full': 'true'})}", hosts)
        for record in _records(body):
            brief = "attributes" not in record and "service_areas" not in record and record.get("id")
            yield _get(f"{stub}/services/{record['id']}", hosts) if brief else record
        if page >= int(body.get("total_pages", body.get("totalPages", 1)) or 1):
            return
    raise FeedError(f"the feed has more than {MOST_PAGES} pages")


def _get(address: str, hosts: tuple[str, ...]) -> Any:
    parts = urlsplit(address)
    _scheme, _place, path, query, _fragment = parts
    host = parts.hostname or ""
    if host not in hosts:
        raise FeedError(f"{host} is not among the allowed hosts (setting FEED_HOSTS)")
    if parts.scheme != "https" and host not in HERE:
        raise FeedError("only https addresses are read")
    make = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = make(host, parts.port, timeout=SECONDS)
    try:
        connection.request("GET", f"{path}?{query}", headers={"Accept": "application/json"})
        response = connection.getresponse()
        body = response.read(MOST_BYTES + 1)
    except (OSError, HTTPException) as error:
        raise FeedError(f"{address} does not answer: {error}") from error
    finally:
        connection.close()
    if response.status != 200:
        raise FeedError(f"{address} answers {response.status}, not 200")
    if len(body) > MOST_BYTES:
        raise FeedError(f"{address} sends more than {MOST_BYTES} bytes")
    return _parsed(body.decode("utf-8", "replace"), address)

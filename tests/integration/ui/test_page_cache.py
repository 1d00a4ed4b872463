"""Reading pages are drawn once, served compressed, and never older than the content."""

import gzip
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from config import Settings
from tests.conftest import let_go
from tests.page_client import PageClient
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.pages.content import PageFields
from webapp.publishing import operations, queries
from webapp.publishing.content_types import Fields


def get(app: Flask, path: str, **headers: str) -> TestResponse:
    """A request through everything that stands in front of Flask, as a server makes it."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client(app).get(path, headers={"Host": "localhost", **names})


def change_about(app: Flask, title: str) -> None:
    with app.app_context():
        document = queries.document("page", "about")
        assert document is not None
        fields: Fields = PageFields.model_validate({**_plain(document.live.fields), "title": title})
        with transaction():
            operations.edit_document("page", fields, by="an editor")
        db.session.remove()


def _plain(stored: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in stored.items() if name not in {"reviewed_on", "review_due"}}


@pytest.fixture
def workers(settings: Settings, own_database: str) -> Iterator[list[Flask]]:
    """Two workers on one database."""
    apps = [create_app(replace(settings, database_url=own_database)) for _ in range(2)]
    yield apps
    for app in apps:
        let_go(app)


def test_a_change_shows_on_every_worker_at_the_next_request(workers: list[Flask]) -> None:
    first, second = workers
    for app in (first, second, first, second):
        assert "About this site" in get(app, "/about").text
    tags = {get(app, "/about").headers["ETag"] for app in workers}
    change_about(first, "Quite another title")
    for app in (second, first):
        response = get(app, "/about", If_None_Match=next(iter(tags)))
        assert response.status_code == 200
        assert "Quite another title" in response.text
        assert response.headers["ETag"] not in tags


def test_an_unchanged_page_is_not_sent_again(site: Flask) -> None:
    first = get(site, "/journey")
    again = get(site, "/journey", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]


def test_packed_and_plain_are_the_same_page(site: Flask) -> None:
    for _drawn, _kept in ((1, 0), (0, 1)):
        packed = get(site, "/waits", Accept_Encoding="gzip")
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == get(site, "/waits").data
        assert packed.headers["Vary"] == "Accept-Encoding"


def test_head_has_the_headers_and_no_body(site: Flask) -> None:
    head = Client(site).head("/about", headers={"Host": "localhost"})
    assert head.data == b""
    assert head.headers["Content-Length"] == get(site, "/about").headers["Content-Length"]


def test_unknown_parameters_reach_no_page_and_split_nothing(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    site.before_request_funcs.setdefault(None, []).append(lambda: drawn.append(1))
    try:
        for query in ("?utm_source=a", "?utm_source=b&x=1", "", "?list=sleep", "?x=1&list=sleep"):
            assert get(site, f"/waiting-well{query}").status_code == 200
    finally:
        site.before_request_funcs[None].pop()
    assert len(drawn) <= 2


def test_reading_pages_may_be_shared_and_errors_may_not(site: Flask) -> None:
    page = get(site, "/")
    assert page.headers["Cache-Control"].startswith("public, max-age=60")
    assert "Set-Cookie" not in page.headers
    assert get(site, "/nothing-here").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/journey", "/nothing-here"])
def test_a_stranger_host_is_refused_even_when_the_page_is_kept(site: Flask, path: str) -> None:
    get(site, path)
    assert get(site, path, Host="evil.example").status_code == 400


def test_each_language_is_a_page_of_its_own(client: PageClient) -> None:
    assert 'lang="en"' in client.get("/about").text
    polish, urdu = client.get("/pl/about").text, client.get("/ur/about").text
    assert 'lang="pl"' in polish
    assert 'dir="rtl"' in urdu
    assert 'href="/pl/journey"' in polish

"""What is drawn or read once for all pages goes when the content changes, and never grows without end."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.test import Client

from config import Settings
from tests.conftest import let_go
from tests.page_client import PageClient
from webapp.app import create_app
from webapp.engine import content_revision
from webapp.extensions import db
from webapp.ui import views


def test_what_was_read_goes_with_its_number(site: Flask) -> None:
    loaded: list[str] = []

    @content_revision.remembered
    def load(word: str) -> str:
        loaded.append(word)
        return word

    def asked(number: int, *words: str) -> list[str]:
        loaded.clear()
        with content_revision.at(number):
            assert [load(word) for word in words] == list(words)
        return list(loaded)

    with site.app_context():
        assert asked(901, "soup", "bread", "soup") == ["soup", "bread"]
        assert asked(901, "soup") == []
        assert asked(902, "soup", "soup") == ["soup"]
        assert asked(901, "bread") == ["bread"]  # nothing older than the newest number is held


def test_nothing_is_remembered_once_a_change_has_begun(site: Flask) -> None:
    read = content_revision.remembered(object)
    with site.app_context(), content_revision.at(904):
        before = read()
        assert read() is before
        content_revision.move()
        assert read() is not before
        assert read() is not read()
        db.session.rollback()


def test_parts_are_drawn_once_for_each_language_and_thing_and_no_more_are_held_than_allowed(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def component(words: str) -> str:
        drawn.append(words)
        return words

    monkeypatch.setattr(views, "MOST_PARTS", 2)
    with content_revision.at(903):
        for _language in range(2):
            with site.test_request_context("/", environ_overrides={"SCRIPT_NAME": f"/l{_language}"}):
                kept = views.once(component)
                assert [kept(words) for words in ("a", "b", "a", "c", "c")] == ["a", "b", "a", "c", "c"]
    assert drawn == ["a", "b", "c", "c"] * 2


def test_the_menu_says_where_you_are_in_every_language(client: PageClient) -> None:
    for path in ("/journey", "/pl/journey", "/ur/journey"):
        assert f'<li><a href="{path}" aria-current="page">' in client.get(path).text
    assert '<li><a href="/pl/journey" aria-current="true">' in client.get("/pl/journey/sleep").text


def test_a_page_asked_for_again_is_sent_smaller(settings: Settings, template_database: object) -> None:
    app = create_app(replace(settings, database_url=f"sqlite:///{template_database}"))
    asked = [Client(app).get("/about", headers={"Host": "localhost", "Accept-Encoding": "gzip"}) for _ in range(3)]
    let_go(app)
    first, again, after = (response.data for response in asked)
    assert len(again) < len(first)
    assert after == again
    assert gzip.decompress(first) == gzip.decompress(again)
    assert len({response.headers["ETag"] for response in asked}) == 1

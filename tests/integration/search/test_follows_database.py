"""The index is never further behind the database than the next search, and a search never fails for want of it."""

from __future__ import annotations

import shutil

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.page_client import PageClient
from tests.search_index import build_index
from webapp.directory import filters, forms, search
from webapp.engine.search import asking, follower
from webapp.engine.search.models import SearchChange
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing import operations, queries


@pytest.fixture
def searched(own_site: Flask, database_kind: str) -> Flask:
    """A site of the test's own, with its index built."""
    build_index(database_kind)
    return own_site


def titles(app: Flask, words: str) -> list[str]:
    with app.test_request_context("/"):
        results = search.run(filters.Choices(q=words), forms.known())
        return [result.listing.name for result in results.results]


def rename(key: str, name: str, **more: object) -> None:
    document = queries.document("service", key)
    assert document is not None
    from webapp.publishing.content_types import get

    fields = get("service").revive(document.live.fields)
    operations.edit_document("service", fields.model_copy(update={"name": name, **more}), by="somebody")


def rename_and_fail() -> None:
    with transaction():
        rename("childline", "Childline for wombats")
        raise RuntimeError


def test_an_edit_is_found_at_once(searched: Flask) -> None:
    visitor = PageClient(searched)
    assert titles(searched, "wombats") == []
    assert ">Childline</a>" in visitor.get("/local-offer?q=childline").text
    with transaction():
        rename("childline", "Childline for wombats")
    assert titles(searched, "wombats") == ["Childline for wombats"]
    page = visitor.get("/local-offer?q=childline").text  # what lists keep of a service is not older than its words
    assert ">Childline for wombats</a>" in page
    assert ">Childline</a>" not in page


def test_what_is_taken_down_is_not_found(searched: Flask) -> None:
    assert "Childline" in titles(searched, "childline")
    with transaction():
        rename("childline", "Childline", hold=True)
    assert "Childline" not in titles(searched, "childline")


def test_what_was_rolled_back_leaves_no_note(searched: Flask) -> None:
    before = db.session.scalar(select(func.count()).select_from(SearchChange))
    with pytest.raises(RuntimeError):
        rename_and_fail()
    assert db.session.scalar(select(func.count()).select_from(SearchChange)) == before
    assert titles(searched, "wombats") == []


def test_a_change_made_while_nobody_followed_is_caught_up(searched: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("webapp.engine.search.listener._wake", [])
        with transaction():
            rename("childline", "Childline for wombats")
    assert titles(searched, "wombats") == ["Childline for wombats"]


def test_rights_without_a_row_of_their_own_are_noted(searched: Flask) -> None:
    with searched.test_request_context("/"):
        assert asking.ask("insist on a meeting").find(kinds=("right",)).total


def test_applying_twice_is_applying_once(searched: Flask) -> None:
    count = follower.index().generation().count
    with transaction():
        rename("childline", "Childline for wombats")
    follower.catch_up()
    follower.catch_up()
    assert follower.index().generation().count == count


def test_an_unreadable_index_falls_back_to_names_with_a_notice(own_client: PageClient) -> None:
    page = own_client.get("/local-offer?q=childline")
    assert "Search is being put in order" in page.text
    assert "Childline" in page.text
    assert "no-store" in page.response.headers["Cache-Control"]
    assert "look at titles only" in own_client.get("/search?q=childline").text


def test_an_index_of_another_database_is_built_anew(searched: Flask) -> None:
    with transaction():
        db.session.execute(SearchChange.__table__.delete())
        rename("childline", "Childline for wombats")
    shutil.rmtree(follower.index().folder)
    follower.rebuild()
    assert titles(searched, "wombats") == ["Childline for wombats"]

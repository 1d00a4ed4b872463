"""The index is never further behind the database than the next search, and a search never fails for want of it."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.page_client import PageClient
from webapp.directory import filters, forms, search
from webapp.engine import clock
from webapp.engine.search import asking, follower, gaps
from webapp.engine.search.models import SearchChange, SearchGap
from webapp.engine.search.question import Question
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing import operations, queries


@pytest.fixture
def searched(own_site: Flask) -> Flask:
    """A site of the test's own, with its index built."""
    follower.rebuild()
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
    assert titles(searched, "wombats") == []
    with transaction():
        rename("childline", "Childline for wombats")
    assert titles(searched, "wombats") == ["Childline for wombats"]


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


def test_gaps_are_counted_by_week_and_rare_ones_stay_unseen(own_site: Flask) -> None:
    term = Question(concepts=asking.question.read("unicycles", asking.vocabulary.Vocabulary(), Nobody()).concepts)
    for _ in range(gaps.SHOWN_FROM - 1):
        gaps.note(term)
    gaps.write()
    assert gaps.gaps(clock.today()) == []
    gaps.note(term)
    gaps.write()
    assert [(gap.term, gap.times) for gap in gaps.gaps(clock.today())] == [("unicycles", gaps.SHOWN_FROM)]


def test_rare_gaps_of_past_weeks_are_dropped(own_site: Flask) -> None:
    with transaction():
        db.session.add(SearchGap(week=date(2026, 1, 5), term="rare", nothing_found=2))
        db.session.add(SearchGap(week=date(2026, 1, 5), term="often", nothing_found=9))
    gaps.write()
    assert [gap.term for gap in gaps.gaps(date(2026, 1, 1))] == ["often"]
    assert db.session.scalar(select(func.count()).select_from(SearchGap)) == 1


def test_words_with_a_digit_are_never_kept() -> None:
    read = asking.question.read("07700900123 unicycles", asking.vocabulary.Vocabulary(), Nobody())
    assert gaps.term_of(read) == "unicycles"


class Nobody:
    """A speller that knows nothing."""

    def knows(self, stem: str) -> bool:
        return False

    def meant(self, word: str) -> str | None:
        return None

    def starting(self, part: str) -> list[str]:
        return []

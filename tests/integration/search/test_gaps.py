"""What is looked for in vain is counted by week, never by person, and what is rare stays unseen."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.page_client import PageClient
from tests.search_index import build_index
from tests.staff import staff_hook
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.search import gaps, question, results, vocabulary
from webapp.engine.search.models import SearchGap
from webapp.engine.transaction import transaction
from webapp.extensions import db


def read(text: str) -> question.Question:
    return question.read(text, vocabulary.Vocabulary(), Nobody())


def add(term: str, nothing_found: int = 0, asked_again: int = 0, week: date | None = None) -> None:
    with transaction():
        db.session.add(SearchGap(
            week=week or gaps.monday(clock.today()), term=term, nothing_found=nothing_found, asked_again=asked_again,
        ))


def test_gaps_are_counted_by_week_and_rare_ones_stay_unseen(own_site: Flask) -> None:
    for _ in range(gaps.SHOWN_FROM - 1):
        gaps.note(read("unicycles"))
    gaps.write()
    assert gaps.gaps(clock.today()) == []
    gaps.note(read("unicycles"))
    gaps.write()
    assert [(gap.term, gap.nothing_found) for gap in gaps.gaps(clock.today())] == [("unicycles", gaps.SHOWN_FROM)]


def test_rare_counts_of_past_weeks_are_dropped(own_site: Flask) -> None:
    add("rare", nothing_found=2, asked_again=4, week=date(2026, 1, 5))
    add("often", nothing_found=9, asked_again=3, week=date(2026, 1, 5))
    gaps.write()
    assert [(gap.term, gap.asked_again) for gap in gaps.gaps(date(2026, 1, 1))] == [("often", 0)]
    assert db.session.scalar(select(func.count()).select_from(SearchGap)) == 1


@pytest.mark.parametrize("text", ["07700900123 unicycles", "unicycles for ng185nf", "unicycles 12/03/2019"])
def test_words_with_a_digit_are_never_kept(text: str) -> None:
    assert not any(c.isdigit() for c in gaps.term_of(read(text)))


GIVEN_UP = [
    ("/search?q=swimming", "sleep", True),       # found something, and asked again in other words
    ("/search?q=Sleep", "sleep", False),         # the same words
    ("/search?q=sleep", "zzxxyy", False),        # had found nothing: that is counted by itself
    ("/local-offer?q=swimming&cost=free", "noise", True),
]


def test_a_search_given_up_is_counted_and_the_address_is_plain(own_site: Flask, database_kind: str) -> None:
    build_index(database_kind)
    for path, was, _counts in GIVEN_UP:
        answer = own_site.test_client().get(f"{path}&was={was}", headers={"Host": "localhost"})
        assert answer.headers["Location"].endswith(path)
    gaps.write()
    counted = db.session.execute(select(SearchGap.term, SearchGap.asked_again)).all()
    assert sorted(counted) == sorted((was, 1) for _path, was, counts in GIVEN_UP if counts)


def test_editors_see_what_is_not_found(own_client: PageClient) -> None:
    with own_client.app.app_context():
        add("unicycles", nothing_found=7)
        add("trampoline", asked_again=6)
        add("secret name", nothing_found=4)
        found = results.unanswered(clock.today())
    assert (found.nothing_found, found.asked_again, len(found.terms)) == (7, 6, 2)
    staff_hook(own_client.app)(4, Permission.EDIT)
    page = own_client.get("/manage/search-gaps")
    assert "unicycles" in page.text
    assert "trampoline" in page.text
    assert "secret name" not in page.text


class Nobody:
    """A speller that knows nothing."""

    def knows(self, stem: str) -> bool:
        return False

    def stands(self, stems: tuple[str, ...]) -> bool:
        return False

    def is_topic(self, stem: str) -> bool:
        return False

    def meant(self, word: str) -> str | None:
        return None

    def starting(self, part: str) -> list[str]:
        return []

    def kin(self, stem: str) -> tuple[str, ...]:
        return ()

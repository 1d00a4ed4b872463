"""Updates as families see them."""

import re
from datetime import date

import pytest
import time_machine
from flask import Flask

from tests.page_checks import words
from tests.page_client import PageClient
from webapp.engine.subjects import cards_of
from webapp.engine.transaction import transaction
from webapp.publishing.operations import edit_document
from webapp.updates import queries
from webapp.updates.content import Consent, StoryFields
from webapp.waits import queries as waits


def numbers(text: str) -> set[float]:
    return {float(n) for n in re.findall(r"\d+(?:\.\d+)?", re.sub(r"\b20[12]\d\b", "", text))}


def test_every_number_of_an_update_is_one_of_the_published_figures(site: Flask) -> None:
    with site.app_context():
        series = waits.all_series()
        known = {v for s in series.values() for p in s.points for v in (p.value, *numbers(p.words or "")) if v}
        known |= numbers(" ".join(n for s in series.values() for n in s.notes))
        known |= {p.value for s in series.values() for p in s.points if p.value}
        goals = {40.0}  # the target that the October update names; a target is no figure of a series
        for update in queries.updates():
            for figure in update.figures:
                assert figure.wait in series
                assert numbers(figure.say) <= known | goals, figure.say


def test_a_board_update_leads_to_its_figures(client: PageClient) -> None:
    page = client.get("/updates").follow("Board update, October 2024")
    assert page.h1 == "Board update, October 2024"
    assert page.follow("Wait on the autism and ADHD pathway").path.startswith("/waits")


def test_nothing_reveals_the_small_number_of_mediation_meetings(client: PageClient) -> None:
    """law.md SDC-08: neither the percentage nor the count it is taken from."""
    for path in ("/updates", "/updates/board-october-2024"):
        said = client.get(path).words
        assert "97%" not in said
        assert not re.search(r"\b38\b", said)
        assert "fewer than 5" in said or path == "/updates"


def test_the_page_says_honestly_that_nothing_is_open_and_no_story_has_consent(client: PageClient) -> None:
    said = client.get("/updates").words
    assert "We do not know of a consultation that is open today" in said
    assert "There is no story here yet" in said
    assert "Dolan" not in said  # named in the source, without a consent on record here


@pytest.fixture
def story() -> StoryFields:
    consent = Consent(
        given_on=date(2026, 1, 10),
        given_by="the person",
        recorded_by="forum worker",
        covers="my words, without my name",
        until=date(2026, 12, 31),
    )
    return StoryFields(
        key="a-test",
        title="A story for a test",
        summary="Short.",
        told_by="a parent",
        day=date(2026, 1, 10),
        consent=consent,
        words="We asked. They listened.",
    )


def test_a_story_goes_by_itself_the_day_after_its_consent_ends(own_client: PageClient, story: StoryFields) -> None:
    with own_client.app.app_context(), transaction():
        edit_document("story", story, by="a test")
    with time_machine.travel("2026-12-31 12:00:00+00:00"):
        assert "A story for a test" in own_client.get("/updates").words
        assert own_client.get("/updates").follow("A story for a test").h1 == "A story for a test"
    with time_machine.travel("2027-01-01 09:00:00+00:00"):
        assert "A story for a test" not in own_client.get("/updates").words
        gone = own_client.get("/updates/stories/a-test", status=410)
        assert "that time is over" in words(gone.html.root)
        with own_client.app.test_request_context():
            assert cards_of("story", ["a-test"]) == []

"""“Where are we now?”: every entry ends at a stop in at most three questions, by links alone."""

import pytest

from webapp.journey import queries
from webapp.journey.finder import Answers, Place, ask

# What a family says → where it must be able to start (journey-map.md §3, “where I am now”).
ENTRIES = {
    "just-worried": ["fw-1"],
    "waiting-autism-adhd": ["nd-6"],
    "waiting-speech": ["sl-3"],
    "waiting-ot": ["ot-1"],
    "council-said-no": ["eh-4", "eh-8"],
    "told-no": ["nd-8", "sl-8", "ot-5", "ot-9", "wb-7", "sb-4"],
    "asking-for-a-plan": ["eh-2"],
    "draft-plan": ["eh-7"],
    "past-20-weeks": ["eh-11"],
    "review-coming": ["ar-1"],
    "moving-school": ["ar-7", "ey-6"],
    "unhappy-with-a-decision": ["dg-1"],
    "not-coping-tonight": ["wb-8"],
    "thinking-about-adult-life": ["pa-1", "ah-1"],
    "change-the-system": ["sb-7"],
}
ROUTE_DIFFERS = {"waiting-autism-adhd", "waiting-speech", "waiting-ot"}  # “told no” asks which service first


def walk(client, page, questions=0):
    """Follow the first way of each question to its end; returns the last page and how many questions came."""
    while "You are here" not in page.h1 and questions < 5:
        questions += 1
        here = page.path.split("?")[0]
        onward = [href for _, href in page.links if href.startswith(here) and ("place=" in href or "at=" in href)]
        page = client.get(onward[0])
    return page, questions


@pytest.mark.parametrize(("entry", "stops"), ENTRIES.items())
def test_every_entry_ends_at_its_stop(client, site, entry, stops):
    first = client.get("/journey/where-now")
    href = next(h for _, h in first.links if h.endswith(f"now={entry}"))
    second = client.get(href)
    assert ("Where is your GP?" in second.h1) == (entry in ROUTE_DIFFERS)
    page, questions = walk(client, second, 1)
    assert questions <= 3
    assert "You are here" in page.h1
    for heading in ("What to do this week", "Who to call", "How long it takes", "What happens next?"):
        assert heading in page.words
    with site.app_context():
        titles = [queries.network().stop_by_key[key].title for key in stops]
    assert any(title in page.h1 for title in titles)


def test_an_entry_with_several_stops_offers_them_all(client):
    page = client.get("/journey/where-now?now=told-no&place=county")
    for key in ENTRIES["told-no"]:
        assert any(f"at={key}" in href for _, href in page.links)


def test_a_worry_offers_the_stops_of_the_age(client):
    baby = client.get("/journey/where-now?now=worry-talking&age=baby&place=county")
    older = client.get("/journey/where-now?now=worry-talking&age=upsec&place=county")
    assert "Little changes at home" in baby.words
    assert "Little changes at home" not in older.words


@pytest.mark.parametrize("stop", ["nd-4", "nd-5"])
def test_the_place_decides_between_routes(site, stop):
    with site.app_context():
        network, sayings = queries.network(), queries.sayings()
    places = {Place.COUNTY: "Nottinghamshire", Place.OWN_ROUTE: "Bassetlaw", Place.ELSEWHERE: "Nottingham City"}
    answers = Answers(now="worry-autism-or-adhd", place=Place.OWN_ROUTE, at=stop)
    assert ask(answers, network, sayings, places).stop.key == "nd-5"


def test_another_council_has_its_own_offer(client):
    page = client.get("/journey/where-now?now=waiting-ot&place=elsewhere")
    assert "Ask Lion" in page.words
    assert any("asklion" in href for _, href in page.links)


@pytest.mark.parametrize(
    "query", ["now=nothing", "now=told-no&place=moon", "age=old&now=draft-plan", "at=x&now=told-no"]
)
def test_an_address_we_do_not_know_is_a_question_not_an_error(client, query):
    client.get(f"/journey/where-now?{query}")

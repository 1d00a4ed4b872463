"""What the search box offers while somebody types, and what a search does with a place alone."""

from __future__ import annotations

import pytest

from tests.page_client import PageClient


def offered(client: PageClient, typed: str) -> list[str]:
    answer: list[str] = client.get(f"/search/suggest?q={typed}").response.json
    return answer


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("meltd", "meltdowns"), ("shor", "short breaks"), ("ehcp re", "ehcp refused"),
        ("my sons melt", "my sons meltdown"),
    ],
)
def test_half_a_word_brings_what_families_say(client: PageClient, typed: str, phrase: str) -> None:
    words = offered(client, typed)
    assert phrase in words
    assert len(words) <= 8
    assert client.get(f"/search?q={phrase}").html.all("article"), phrase


@pytest.mark.parametrize(("typed", "wrong"), [("autis", "autisum"), ("cam", "cams")])
def test_a_misspelling_we_understand_is_not_offered_back(client: PageClient, typed: str, wrong: str) -> None:
    assert wrong not in offered(client, typed)


def test_nothing_is_offered_for_one_letter_or_nonsense(client: PageClient) -> None:
    assert offered(client, "a") == offered(client, "xqzw") == []


def test_the_box_asks_for_them(client: PageClient) -> None:
    (box,) = [form for form in client.get("/search").html.all("form") if form.get("role") == "search"]
    assert box.get("data-finder") == "/search/suggest"


def test_a_postcode_alone_leads_to_what_is_near_and_lists_nothing_by_chance(client: PageClient) -> None:
    page = client.get("/search?q=ng18 1ab")
    assert ("Only services in or near NG18 1AB", "/local-offer?q=ng18+1ab") in page.links
    assert not page.html.all("article")

"""Any words in any parameter of a search: an answer, said plainly where something could not be used."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.integration.ui.test_bad_input import NASTY
from tests.page_client import PageClient
from webapp.directory.filters import PARAMS

SEARCHES = [("/search", ("q", "kind", "page")), ("/local-offer", tuple(name for name in PARAMS if name != "was"))]
ODD = [
    *NASTY, "-", '-"', '""', "-a -b -c", '"' * 400, "ا" * 300, "שינה לילה", "e\u0301" * 500, "﷽" * 60, "🧑‍🧑‍🧒" * 30,
    "sleep OR 1=1", "sleep^99", "\ud7ff", "1" * 200, "ng" * 100, "-" * 10_000, "a-b-" * 2_000, "'\"(*?~)[]{}",
]


@pytest.mark.parametrize(("path", "params"), SEARCHES)
def test_odd_words_are_answered(site: Flask, path: str, params: tuple[str, ...]) -> None:
    client = site.test_client()
    for odd in ODD:
        for query in ({"q": odd}, dict.fromkeys(params, odd)):
            answer = client.get(path, query_string=query, headers={"Host": "localhost"})
            assert answer.status_code in {200, 400, 414}, (path, odd[:30], query.keys(), answer.status_code)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/local-offer?q=sleep&page=900", "900"),
        ("/local-offer?q=sleep&page=-1", "-1"),
        ("/local-offer?q=sleep&need=wombats", "wombats"),
        ("/local-offer?q=sleep&near=zzzz", "could not read that place"),
        ("/local-offer?q=sleep&sort=sideways", "sideways"),
        ("/search?q=sleep&kind=wombats", "wombats"),
        ("/search?q=sleep&page=400", "no page with this number"),
        ("/search?q=sleep&page=two", "two"),
    ],
)
def test_what_cannot_be_used_is_said_plainly(client: PageClient, path: str, said: str) -> None:
    assert said in client.get(path).text

"""Every page that can be reached from the home page is checked; in other languages one of each kind."""

from collections import deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest

from tests.page_client import Page, PageClient, PageError
from webapp.taxonomy import queries as taxonomy


def reachable(client: PageClient, start: str) -> tuple[dict[str, str], list[str]]:
    """Address → the page it was first found on, of all that can be reached; and every fault."""
    found, waiting, faults = {start: ""}, deque([start]), []
    while waiting:
        try:
            page = client.get(waiting.popleft())
        except PageError as error:
            faults.append(str(error))
            continue
        faults += lacking(page)
        for address in addresses(page):
            if address not in found:
                found[address] = page.path
                waiting.append(address)
    return found, faults


def lacking(page: Page) -> Iterator[str]:
    """Every page leads to free advice, to urgent help, and to “Have your say” about the page itself."""
    if page.response.mimetype != "text/html":
        return
    hrefs = {href for _, href in page.links}
    with page.client.app.app_context():
        advice = taxonomy.area().advice
    if advice.website not in hrefs or advice.name not in page.text or advice.phone not in page.text:
        yield f"{page.path} does not lead to {advice.name}"
    if "#help-now" not in hrefs:
        yield f"{page.path} does not lead to urgent help"
    if not any("/have-your-say" in href for href in hrefs):
        yield f"{page.path} does not lead to Have your say"


def addresses(page: Page) -> Iterator[str]:
    """Paths on this site, in this language, that a page links to."""
    if page.response.mimetype != "text/html":
        return
    languages = page.client.app.config["SETTINGS"].languages
    for _, href in page.links:
        parts = urlsplit(urljoin(page.path, href))
        if not (parts.scheme or parts.netloc or parts.query or parts.path.split("/")[1] in languages):
            yield parts.path


def test_every_page_can_be_reached_and_is_whole(client: PageClient) -> None:
    found, faults = reachable(client, "/")
    assert not faults, f"{len(faults)} of {len(found)} pages:\n" + "\n".join(faults[:25])
    assert len(found) > 150


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_pages_of_every_kind_are_whole_in_other_languages(client: PageClient, language: str) -> None:
    views = client.app.view_functions
    for rule in client.app.url_map.iter_rules():
        access = getattr(views[rule.endpoint], "access", None)
        if access is not None and access.shared and not rule.arguments:
            client.get(f"/{language}{rule.rule}")


def test_a_step_with_a_wait_says_the_figure_its_date_its_trend_and_its_age(client: PageClient) -> None:
    page = client.get("/journey/neurodevelopmental/while-you-wait-for-the-doctor")
    for words in (
        "54 weeks", "(July 2024)", "Before that it was 68 weeks (December 2023).", "This figure is about",
        "Source: SEND Partnership Improvement Board", "The law does not set a time for this.",
    ):
        assert words in page.words, words

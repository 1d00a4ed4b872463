"""What a first visit costs on a phone: at most 60 kB and 6 requests, nothing from anybody else, nothing kept."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response

KILOBYTES, REQUESTS = 60, 6
MORE = {"/journey": 90}  # the whole map is in the page
PAGES = [
    "/", "/journey/ehc-assessment", "/journey/neurodevelopmental/while-you-wait-for-the-doctor", "/journey/where-now",
    "/waiting-well", "/waiting-well/now-and-next", "/waits", "/rights", "/local-offer?q=sleep",
    "/local-offer/services/ask-us-nottinghamshire", "/search?q=refused", "/about", "/accessibility", "/whats-on",
    "/updates", "/measures", "/newsletters", *MORE,
]


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit(new_page: Callable[..., Page], path: str) -> None:
    page, seen = new_page(), list[Response]()
    page.on("response", lambda response: seen.append(response))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    sizes = {response.url: int(response.header_value("content-length") or 0) for response in seen}
    assert all(sizes.values()), f"a response without a length: {sizes}"
    assert len(seen) <= REQUESTS, sizes
    assert sum(sizes.values()) <= MORE.get(path, KILOBYTES) * 1000, sizes
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

"""One page of every kind: no fault that axe can find, light and dark, narrow and wide; no sideways scroll; on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

PAGES = [
    "/", "/journey", "/journey/where-now", "/journey/ehc-assessment",
    "/journey/neurodevelopmental/while-you-wait-for-the-doctor", "/waiting-well", "/waiting-well/now-and-next",
    "/waiting-well?list=sleep&age=25&time=5&topic=hearing", "/waits", "/rights", "/local-offer",
    "/local-offer/services/ask-us-nottinghamshire", "/about", "/another-way", "/accessibility", "/privacy",
    "/nothing-here", "/manage/components",
]
LATER_PAGES = [
    "/search?q=refused+an+assessment", "/search?q=zzzz", "/dates", "/my-plan", "/my-plan?steps=nd-6", "/have-your-say",
    "/have-your-say/young-people", "/you-said-we-did", "/measures", "/measures/how-we-count", "/whats-on", "/updates",
    "/newsletters", "/newsletters/subscribe", "/surveys", "/surveys/2027", "/local-offer?q=sleep",
    "/local-offer?q=zzzz", "/local-offer/services/childline/it-is-right", "/local-offer/coverage", "/local-offer/data",
    "/local-offer/organisations/scope",
    "/journey/where-now?now=told-no", "/journey/where-now?now=waiting-autism-adhd&place=county", "/manage/sign-in",
]
WAYS: dict[str, dict[str, Any]] = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "phone in the dark": {"color_scheme": "dark"},
    "wide": {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False},
    "urdu": {"viewport": {"width": 360, "height": 740}},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", PAGES)
def test_no_fault(new_page: Callable[..., Page], axe: Callable[[Page], None], path: str, way: str) -> None:
    page = new_page(**WAYS[way])
    page.goto(f"/ur{path}" if way == "urdu" else path)
    axe(page)
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room, f"{path} scrolls sideways: {width} in {room}"


@pytest.mark.parametrize("way", ["narrow", "phone in the dark"])
@pytest.mark.parametrize("path", LATER_PAGES)
def test_no_fault_in_the_rooms_that_came_later(
    new_page: Callable[..., Page], axe: Callable[[Page], None], path: str, way: str,
) -> None:
    page = new_page(**WAYS[way])
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200
    axe(page)
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room, f"{path} scrolls sideways: {width} in {room}"


@pytest.mark.parametrize("path", ["/journey/ehc-assessment", "/waits", "/waiting-well/now-and-next"])
def test_on_paper_the_menu_is_gone_and_the_words_stay(phone: Page, path: str) -> None:
    phone.goto(path)
    phone.emulate_media(media="print")
    assert not phone.get_by_role("navigation", name="Menu").first.is_visible()
    assert phone.get_by_role("heading", level=1).is_visible()
    ground = phone.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


def test_words_grow_to_twice_their_size_without_loss(phone: Page) -> None:
    phone.goto("/journey/ehc-assessment")
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    width, room = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room + 1

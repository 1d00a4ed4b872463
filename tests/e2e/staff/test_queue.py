"""The staff's screens in a real browser: by keyboard alone, by two at once, each without a fault axe can find."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests import staff_screens
from tests.signing_in import browser_cookie
from tests.staff_screens import leave
from webapp.accounts.roles import Permission

QUEUE = "/manage/moderation"
# What marks the focus, on the thing itself or on the label that follows a hidden box.
FOCUS_SHOWN = """(() => {
  const one = document.activeElement, next = one.nextElementSibling
  const look = (e) => { const s = getComputedStyle(e); return s.outlineStyle + s.boxShadow }
  return look(one) + (next ? look(next) : '')
})()"""


@pytest.fixture
def staff(new_page: Callable[..., Page], live_app: Flask, live_site: str) -> Callable[..., Page]:
    def make(*permissions: Permission, **options: Any) -> Page:
        page = new_page(**options)
        cookie = browser_cookie(live_app, *permissions)
        page.context.add_cookies([{"name": "session", "value": cookie, "url": live_site}])
        return page

    return make


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says this."""
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.closest('label, summary') || document.activeElement).innerText || ''"
        )
        seen.append(focused)
        if focused.strip() == words:
            outline = page.evaluate(FOCUS_SHOWN)
            assert outline.replace("none", "").strip(), f"{words} does not show that it has the focus"
            return
    raise AssertionError(f"Tab never comes to {words!r}: {seen}")


def test_a_volunteer_reads_takes_out_and_publishes_by_keyboard_alone(
    staff: Callable[..., Page], live_app: Flask, axe: Callable[[Page], None]
) -> None:
    entry = leave(live_app, "My son Alfie wants to die and nobody comes to Woodborough.")
    staff_screens.put_first(live_app, entry)
    page = staff(Permission.MODERATE)
    page.goto(QUEUE)
    axe(page)
    tab_to(page, "Read the next one")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/{entry}$"))
    assert not page.get_by_text("Woodborough").is_visible()  # hard words stay covered
    tab_to(page, "Show the words")
    page.keyboard.press("Enter")
    assert page.get_by_text("Woodborough").is_visible()
    axe(page)
    tab_to(page, "Alfie")
    page.keyboard.press("Space")
    tab_to(page, "Show how it would look")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="How it would look").wait_for()
    assert page.locator("ins").inner_text() == "[name removed]"
    axe(page)
    tab_to(page, "Publish it like this")
    page.keyboard.press("Enter")
    page.get_by_text("Published.").wait_for()
    page.goto("/have-your-say/comments")
    assert "My son [name removed] wants" in page.locator("main").inner_text()


def test_two_volunteers_at_once_meet_kindly(
    staff: Callable[..., Page], live_app: Flask, axe: Callable[[Page], None]
) -> None:
    entry = leave(live_app, "Our Ellie and her brother Kai wait for the bus pass.")
    one, two = staff(Permission.MODERATE), staff(Permission.MODERATE)
    for page in (one, two):
        page.goto(f"{QUEUE}/{entry}")
    one.locator("label.word", has_text="Ellie").click()
    one.get_by_role("button", name="Publish with words taken out").click()
    one.get_by_text("Published.").wait_for()
    two.locator("label.word", has_text="Kai").click()
    two.get_by_role("button", name="Publish with words taken out").click()
    two.get_by_role("heading", name="Somebody was quicker").wait_for()
    assert two.locator("section", has_text="Theirs").locator("del").inner_text() == "Ellie"
    assert two.locator("section", has_text="Yours").locator("del").inner_text() == "Kai"
    axe(two)


@pytest.fixture
def one_of_each(live_app: Flask) -> list[str]:
    """Every kind of staff screen of these rooms, with something on it."""
    return staff_screens.of_the_queue(live_app)


def test_no_staff_screen_has_a_fault_on_a_wide_screen_in_the_dark(
    staff: Callable[..., Page], one_of_each: list[str], axe: Callable[[Page], None]
) -> None:
    wide = {"width": 1280, "height": 800}
    page = staff(*Permission, viewport=wide, color_scheme="dark", has_touch=False, is_mobile=False)
    for path in one_of_each:
        staff_screens.whole(page, path)
        axe(page)
    page.goto("/manage/safeguarding")
    page.get_by_role("button", name="Open it").first.click()
    page.get_by_role("heading", name="What to do now").wait_for()
    axe(page)

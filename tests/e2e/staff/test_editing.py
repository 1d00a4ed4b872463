"""The editing screens in a real browser: by keyboard alone, on a phone and a computer, without a fault axe can find."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.signing_in import browser_cookie
from tests.staff_screens import suggested
from webapp.accounts.roles import Permission

NAME_OF_THE_FOCUSED = "((e) => e.matches('button, a') ? e.innerText.trim() : e.name)(document.activeElement)"
DESKTOP = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "is_mobile": False}


@pytest.fixture
def editor(new_page: Callable[..., Page], live_app: Flask, live_site: str) -> Callable[..., Page]:
    def make(**options: object) -> Page:
        page = new_page(**options)
        cookie = browser_cookie(live_app, Permission.EDIT)
        page.context.add_cookies([{"name": "session", "value": cookie, "url": live_site}])
        return page

    return make


def test_no_fault_on_the_providers_pages_and_longest_forms_on_a_small_phone_in_the_dark(
    editor: Callable[..., Page], live_app: Flask, axe: Callable[[Page], None]
) -> None:
    _number, mine = suggested(live_app)
    page = editor(viewport={"width": 320, "height": 640}, color_scheme="dark")
    forms = [f"/manage/publishing{path}" for path in ("/service/new", "/step/nd-3")]
    for path in [*forms, mine, f"{mine}/still-right", f"{mine}/change", f"{mine}/new/session"]:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        axe(page)
        width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{path} scrolls sideways: {width} in {room}"


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_THE_FOCUSED) == name:
            return
    raise AssertionError(f"Tab never comes to {name!r}")


def test_words_are_changed_looked_at_and_sent_by_keyboard_alone(
    editor: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = editor(**DESKTOP)
    page.goto("/manage/publishing/page/about")
    tab_to(page, "w--description")
    page.keyboard.press("Control+a")
    page.keyboard.type("Who made this.")
    tab_to(page, "w--words")
    page.keyboard.press("Control+a")
    page.keyboard.type("The QZX team made this with families. ")
    page.get_by_text("Letters nobody explained: QZX.").wait_for()
    tab_to(page, "Preview")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    preview = opened.value
    axe(preview)
    for frame in preview.frames[1:]:
        frame.get_by_text("The QZX team made this with families.").wait_for()
    preview.close()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Sent. A second person looks at it next.").wait_for()
    axe(page)
    assert page.get_by_text("Waits for a second person").is_visible()

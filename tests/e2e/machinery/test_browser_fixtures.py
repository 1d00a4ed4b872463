"""The browser fixtures are what they say, and notice what no page may do."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import watch

HOLED = '<img src="/static/none.png"><input><p style="color:#ccc;background:#fff">Hard to read</p>'


def test_a_phone_is_narrow_and_a_desktop_is_wide(phone: Page, desktop: Page) -> None:
    phone.goto("/")
    desktop.goto("/")
    assert phone.evaluate("innerWidth") == 360
    assert desktop.evaluate("innerWidth") == 1280


def test_without_script_no_script_runs(without_script: Page) -> None:
    without_script.goto("/")
    assert not without_script.locator("html.js, body.js").count()
    assert without_script.locator("h1").inner_text()


def test_in_the_dark_colours_are_dark(in_the_dark: Page, phone: Page) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    in_the_dark.goto("/")
    phone.goto("/")
    assert in_the_dark.evaluate(background) != phone.evaluate(background)


@pytest.mark.parametrize(
    ("script", "sign"),
    [
        ("setTimeout(() => { throw new Error('planted') })", "planted"),
        ("console.error('planted')", "planted"),
        ("fetch('http://192.0.2.1/').catch(() => 0)", "Content Security Policy"),
        ("location.href = 'http://192.0.2.1/'", "asked http://192.0.2.1/"),
        (
            "document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')",
            "Content Security Policy",
        ),
    ],
)
def test_trouble_is_noticed(chromium: Browser, live_site: str, script: str, sign: str) -> None:
    troubles: list[str] = []
    context = chromium.new_context(base_url=live_site)
    page = context.new_page()
    watch(page, live_site, troubles)
    page.goto("/")
    assert troubles == []
    page.evaluate(f"() => {{ {script} }}")
    page.wait_for_timeout(300)
    context.close()
    assert any(sign in trouble for trouble in troubles), troubles


def test_axe_notices_a_fault(chromium: Browser, live_site: str, axe: Callable[[Page], None]) -> None:
    context = chromium.new_context(base_url=live_site)
    page = context.new_page()
    page.goto("/")
    axe(page)
    page.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", HOLED)
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    context.close()

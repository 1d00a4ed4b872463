"""Every screen of the staff, on a small phone in the dark: no fault axe finds, and all of it by keyboard alone."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from tests import staff_screens
from tests.signing_in import browser_cookie
from webapp.accounts.roles import Permission

NOT_SCREENS = {  # and where each is looked at
    "/manage/components": "tests/e2e/a11y",
    "/manage/measures/<key>": "needs a counted wave: tests/integration/measures",
    "/manage/newsletters/<int:issue_id>/mail/<edition>/<scheme>": "a letter, not a screen: tests/snapshots/email",
    "/manage/newsletters/mail/<name>": "a letter as a file",
    "/manage/sign-in/code": "needs half a sign-in: tests/e2e/staff/test_passkeys.py",
    "/manage/surveys/<wave>/<any(\"parents\", \"young-people\"):audience>/paper": "needs an open wave",
}
# Writes down what gets the focus, and whether anything shows it: the thing itself, its label or what they draw.
LISTEN = """() => {
  const shows = (e, part) => {
    const s = e && getComputedStyle(e, part)
    return s && ((s.outlineStyle !== 'none' && s.outlineWidth !== '0px') || s.boxShadow !== 'none')
  }
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  const asked = new Set()
  window.toReach = new Set(all.filter((e) => {
    const shut = e.disabled || e.type === 'hidden' || e.tabIndex < 0
    if (shut || !e.checkVisibility({visibilityProperty: true})) return false
    const group = e.type === 'radio' ? e.name : ''
    if (group && asked.has(group)) return false
    if (group) asked.add(group)
    return true
  }))
  window.unseen = []
  document.addEventListener('focusin', ({target: e}) => {
    const group = e.type === 'radio' ? [...toReach].find((o) => o.type === 'radio' && o.name === e.name) : e
    toReach.delete(group)
    const label = e.nextElementSibling
    if (e.tagName === 'IFRAME') return
    if (![shows(e), shows(e, '::after'), shows(e, '::before'), shows(label), shows(label, '::before')].some(Boolean))
      unseen.push(e.outerHTML.slice(0, 120))
  })
  document.activeElement.blur()
}"""
LEFT = "[...toReach].map((e) => e.outerHTML.slice(0, 160))"


def by_keyboard(page: Page) -> None:
    """Tab comes to everything that can be used, in turn, and each shows that it has the focus."""
    page.evaluate(LISTEN)
    for _ in range(40):
        for _ in range(20):
            page.keyboard.press("Tab")
        if not page.evaluate("toReach.size"):
            break
    assert not page.evaluate(LEFT), f"{page.url}: Tab never comes to {page.evaluate(LEFT)}"
    assert not page.evaluate("unseen"), f"{page.url}: nothing shows the focus on {page.evaluate('unseen')}"


def test_every_staff_screen_has_no_fault_and_works_by_keyboard(
    new_page: Callable[..., Page], live_app: Flask, live_site: str, axe: Callable[[Page], None]
) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, color_scheme="dark")
    cookie = browser_cookie(live_app, *Permission)
    page.context.add_cookies([{"name": "session", "value": cookie, "url": live_site}])
    paths = staff_screens.by_address(live_app)
    served = {
        rule.rule for rule in live_app.url_map.iter_rules()
        if rule.rule.startswith("/manage") and "GET" in (rule.methods or ())
    }
    assert served - set(NOT_SCREENS) == set(paths), "a screen was added or went: give it something to show"
    for path in paths.values():
        staff_screens.whole(page, path)
        axe(page)
        by_keyboard(page)

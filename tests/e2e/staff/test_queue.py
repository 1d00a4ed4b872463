"""The staff's screens in a real browser: by keyboard alone, by two at once, each without a fault axe can find."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.signing_in import browser_cookie
from webapp.accounts.roles import Permission
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.feedback import operations as feedback
from webapp.feedback.wording import About, Promise, Speaker, Wish
from webapp.moderation import operations as moderation
from webapp.moderation.models import QueueEntry
from webapp.moderation.rules import Act, Reason

QUEUE = "/manage/moderation"
# What marks the focus, on the thing itself or on the label that follows a hidden box.
FOCUS_SHOWN = """(() => {
  const one = document.activeElement, next = one.nextElementSibling
  const look = (e) => { const s = getComputedStyle(e); return s.outlineStyle + s.boxShadow }
  return look(one) + (next ? look(next) : '')
})()"""
NEVER = 10_000  # an account that reads first and is nobody's browser


def leave(app: Flask, words: str, speaker: Speaker = Speaker.PARENT_CARER, wish: Wish = Wish.PUBLISH) -> int:
    """A comment that waits; its number in the queue."""
    with app.test_request_context(), transaction():
        said = feedback.Words(speaker, About.GAP, wish, words, "")
        feedback.leave_comment(said, names=("Something that is missing", "A parent or carer"))
        db.session.flush()
        return max(number for (number,) in db.session.query(QueueEntry.id))


def decide(app: Flask, entry: int, act: Act, **more: Any) -> None:
    with app.test_request_context(), transaction():
        moderation.decide(entry, act, reader=moderation.Reader(NEVER), version=1, **more)


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
    waits = leave(live_app, "My son Alfie waits at Hollybush Primary School in year 3. Ring 07700 900123.")
    second = leave(live_app, "It was useless. I want to die.")
    decide(live_app, second, Act.KEEP, reason=Reason.ABUSIVE, note="Angry")
    public = leave(live_app, "The lift is broken again.")
    decide(live_app, public, Act.PUBLISH)
    urgent = leave(live_app, "Somebody hits me.", Speaker.CHILD)
    decide(live_app, urgent, Act.URGENT)
    leave(live_app, "Only for you.", wish=Wish.STAFF)
    with live_app.test_request_context(), transaction():
        theme = feedback.start_theme("Lifts", "The lift is often broken.", by=NEVER)
    with live_app.test_request_context(), transaction():
        answer = feedback.Answer("Lifts", "It is broken.", "We mend it.", "", "", None, Promise.HEARD)
        feedback.answer(theme, answer, version=1, live=True, by=NEVER)
    queue = [QUEUE, *(f"{QUEUE}/{number}" for number in (waits, second, public, urgent)), f"{QUEUE}/staff"]
    answers = ["/manage/answers", f"/manage/answers/{theme}", "/manage/answers/reports/2026"]
    people = ["/manage/people", "/manage/people/1", "/manage/log", "/manage/account"]
    return ["/manage", *queue, "/manage/safeguarding", *answers, *people]


WAYS = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "wide in the dark": {
        "viewport": {"width": 1280, "height": 800}, "color_scheme": "dark", "has_touch": False, "is_mobile": False,
    },
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_staff_screen_has_a_fault(
    staff: Callable[..., Page], one_of_each: list[str], axe: Callable[[Page], None], way: str
) -> None:
    page = staff(*Permission, **WAYS[way])
    for path in one_of_each:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        axe(page)
        width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{path} scrolls sideways: {width} in {room}"
    page.goto("/manage/safeguarding")
    page.get_by_role("button", name="Open it").first.click()
    axe(page)

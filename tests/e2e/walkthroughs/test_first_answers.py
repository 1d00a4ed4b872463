"""From the home page to a useful answer in at most three choices."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from webapp.engine.search import follower

DEVICES = ["phone", "desktop", "without_script", "in_the_dark"]
PARTS = ["What to do this week", "Who to call", "How long it takes", "What happens next?"]
ANSWERS = {
    # "my son is 7, we are waiting for an autism assessment"
    "waiting": (
        ["We are waiting", "We are waiting for an autism or ADHD assessment",
         "In Nottinghamshire, but not in Bassetlaw"],
        "While you wait for the doctor",
    ),
    # "they refused to assess her for an EHC plan"
    "no assessment": (
        ["We have had a decision", "Our EHC request was refused", "No to an assessment"],
        "No to an assessment",
    ),
    # "we were told no, what now"
    "refused": (["We have had a decision", "A service told us no", "If CAMHS says no"], "If CAMHS says no"),
}


@pytest.fixture
def page(request: pytest.FixtureRequest) -> Page:
    """The home page on one kind of device."""
    opened: Page = request.getfixturevalue(request.param)
    opened.goto("/")
    return opened


def expect_answer(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    for part in PARTS:
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("page", DEVICES, indirect=True)
def test_by_touch_or_mouse(page: Page, answer: str) -> None:
    choices, title = ANSWERS[answer]
    assert len(choices) <= 3
    for choice in choices:
        page.get_by_role("main").get_by_role("link", name=choice).first.click()
    expect_answer(page, title)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("page", ["desktop", "without_script"], indirect=True)
def test_by_keyboard_alone(page: Page, answer: str) -> None:
    choices, title = ANSWERS[answer]
    for choice in choices:
        tab_to(page, choice)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect_answer(page, title)


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on the link with these words, seeing the focus all the way."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const e = document.activeElement, box = e.getBoundingClientRect();
            const rings = [getComputedStyle(e), getComputedStyle(e, '::after'), getComputedStyle(e, '::before')];
            return {words: e.innerText.trim(), seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
                    ring: rings.some(s => s.outlineStyle !== 'none' || s.boxShadow !== 'none')} }"""
        )
        assert focus["seen"] and focus["ring"], f"the focus cannot be seen on “{focus['words']}”"
        if focus["words"].startswith(words):
            return
    raise AssertionError(f"Tab never reached “{words}”")


def test_all_three_doors_stand_on_the_first_screen_of_a_phone(phone: Page) -> None:
    phone.goto("/")
    screen = phone.viewport_size
    assert screen
    for door in ("I am worried about my child", "We are waiting", "We have had a decision"):
        box = phone.get_by_role("main").get_by_role("link", name=door).first.bounding_box()
        assert box and box["y"] + box["height"] <= screen["height"], door


def test_words_are_offered_while_typing(phone: Page, live_app: Flask) -> None:
    with live_app.app_context():
        follower.rebuild()
    phone.goto("/search")
    phone.get_by_role("combobox", name="What do you need help with?").press_sequentially("meltd")
    expect(phone.locator("#q-words option").first).to_have_attribute("value", "meltdown")


def test_the_skip_link_goes_past_the_menu(desktop: Page) -> None:
    desktop.goto("/")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.id") == "main"


def test_help_now_is_one_press_away_on_every_screen(phone: Page) -> None:
    for path in ("/", "/journey/sleep", "/waiting-well", "/nothing-here"):
        phone.goto(path)
        phone.get_by_role("complementary", name="Help right now").get_by_role("link").click()
        expect(phone.get_by_role("link", name="Call 999")).to_be_in_viewport()


def test_the_waiting_well_choices_work_without_script(without_script: Page) -> None:
    without_script.goto("/waiting-well")
    without_script.get_by_text("Show only what fits us").click()
    without_script.get_by_label("What are you waiting for?").select_option("sleep")
    without_script.get_by_label("Age", exact=True).select_option("7")
    without_script.get_by_role("button", name="Show these").click()
    assert "list=sleep" in without_script.url and "age=7" in without_script.url
    expect(without_script.get_by_label("Age", exact=True)).to_have_value("7")
    expect(without_script.get_by_role("heading", name="Sleep", exact=True)).to_be_visible()


def test_another_language_keeps_the_place_and_turns_the_page_round(phone: Page) -> None:
    phone.goto("/journey/sleep")
    phone.get_by_role("navigation").get_by_role("link", name="اردو").click()
    assert phone.url.endswith("/ur/journey/sleep")
    assert phone.evaluate("getComputedStyle(document.body).direction") == "rtl"
    phone.get_by_role("navigation").get_by_role("link", name="English").click()
    assert phone.url.endswith("/journey/sleep") and "/ur/" not in phone.url

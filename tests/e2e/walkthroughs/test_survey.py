"""The longest and the shortest way through both questionnaires, in three languages, with and without scripts."""

import shutil
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from config import Mode, Settings
from tests.browser import serve
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.surveys import operations, path, queries

PREFIX = {"en": "", "pl": "/pl", "ur": "/ur"}
LONGEST = {
    "parents": {
        "A1": "parent",
        "A2": "ashfield",
        "A3": "11-15",
        "A4": "1",
        "A6": "yes",
        "A8": ["autism-adhd"],
        "B1": "yes",
        "B2": "yes",
        "D2": "yes",
        "E4": "yes",
        "F2": ["survey"],
        "H2": "The nursery listened.",
        "J1": "yes",
    },
    "young-people": {"Y1": "14-15", "Y3": "yes", "Y10": "no", "Y16": "yes", "Y18": "My club.", "Y21": "yes"},
}
SHORTEST = {
    "parents": {"A2": "mansfield", "A3": "5-10", "A6": "no-support", "A8": ["not-waiting"], "B1": "no", "F2": ["none"]},
    "young-people": {"Y1": "16-18", "Y3": "yes", "Y16": "no"},
}


@pytest.fixture(scope="module")
def open_survey(template_database, tmp_path_factory):
    """A running site whose survey is open, and its questionnaires."""
    var = tmp_path_factory.mktemp("survey")
    shutil.copy(template_database, var / "site.db")
    app = create_app(Settings(mode=Mode.TEST, var_dir=var))
    with app.app_context():
        with transaction():
            operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=9), grace_days=0)
        asked = {audience: queries.questionnaire("2027", audience) for audience in LONGEST}
    with serve(var) as address:
        yield address, asked


def go(page: Page, action: str) -> None:
    with page.expect_navigation():
        page.locator(f"main button[name=go][value={action}]").click()


def one(page: Page, number: str, answers: dict) -> None:
    """Answer or skip the question on the page."""
    answer = answers.get(number)
    if number in {"Y0", "Y1a"}:
        go(page, "next")
    elif answer is None:
        go(page, "skip")
    elif page.locator("textarea#answer").count():
        page.locator("textarea#answer").fill(answer)
        go(page, "next")
    else:
        for code in answer if isinstance(answer, list) else [answer]:
            page.locator(f"input[name=answer][value='{code}']").check()
        go(page, "next")


@pytest.mark.parametrize("language", PREFIX)
@pytest.mark.parametrize("audience", LONGEST)
@pytest.mark.parametrize(("length", "script"), [("longest", False), ("shortest", True)])
def test_all_the_way_through(chromium, open_survey, axe, language, audience, length, script):
    address, asked = open_survey
    answers = (LONGEST if length == "longest" else SHORTEST)[audience]
    expected = path.walk(
        asked[audience],
        {q.id: answers.get(q.id, "skipped") for q in asked[audience].questions}
        | ({"Y0": "read", "Y1a": "read"} if audience == "young-people" else {}),
    ).asked
    context = chromium.new_context(base_url=address, viewport={"width": 320, "height": 800}, java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{PREFIX[language]}/surveys/2027/{audience}/begin")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    page.locator("main form[action$=begin] .govuk-button").click()
    met = []
    while "/q/" in page.url or "/note/" in page.url:
        if "/note/" in page.url:
            page.locator("main a.govuk-button").click()
            continue
        met.append(page.url.rpartition("/")[2])
        expect(page.locator("a[href='tel:999']").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
        if script and met[-1] in {"B5", "Y6"}:
            axe(page)
        one(page, met[-1], answers)
    assert tuple(met) == expected
    assert page.url.endswith("/check")
    page.locator("main form[action$=check] button").click()
    expect(page.locator(".reference")).to_be_visible()
    reference = page.locator(".reference").inner_text()
    page.go_back()
    page.reload()
    expect(page.locator(".reference")).to_have_text(reference)
    context.close()

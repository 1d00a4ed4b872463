"""400 synthetic answers, carried in a browser through preview and two signatures to every public page of a release.

Everything in here is made up: the answers by `tests/synthetic_wave.py`, on a copy of the site that is thrown away.
"""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from config import Mode, Settings
from tests import synthetic_wave
from tests.browser import serve
from tests.signing_in import browser_cookie
from webapp.accounts.roles import Permission
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.publishing.importer import import_content
from webapp.surveys import operations

PARENTS, YOUNG = 285, 115
RELEASE = "/measures/releases/2027-1"
PAGES = ["/measures", "/measures/CP-01", "/measures/CP-03", "/measures/CP-09", "/measures/how-we-count",
         "/measures/releases", RELEASE, f"{RELEASE}/board-pack"]  # fmt: skip
MADE_UP_AGES = """key: made-up-ages
breakdown: age
year: made up for a test
source: board-2024-02
margins:
- {group: 0-4, number: 900}
- {group: 5-10, number: 2900}
- {group: 11-15, number: 2600}
- {group: 16-18, number: 1300}
- {group: 19-25, number: 900}
"""
SEEN = {"narrow": PAGES, "wide in the dark": [*PAGES[:2], *PAGES[-2:]], "urdu": PAGES[1:2]}
WAYS = {
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "wide in the dark": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    "urdu": {"viewport": {"width": 320, "height": 640}},
}


@pytest.fixture(scope="module")
def counted(template_database, tmp_path_factory):
    """A running site whose survey was answered by 400 synthetic families and has closed; cookies of two leads."""
    var = tmp_path_factory.mktemp("published")
    shutil.copy(template_database, var / "site.db")
    settings = Settings(mode=Mode.TEST, var_dir=var)
    app = create_app(settings)
    today = clock.today()
    folder = Path(shutil.copytree(settings.content_dir, var / "content"))
    (folder / "measures/population").mkdir(exist_ok=True)
    (folder / "measures/population/ages.yml").write_text(MADE_UP_AGES)
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "today", lambda: today - timedelta(days=9))
        with transaction():
            import_content(folder)
        with transaction():
            operations.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
        synthetic_wave.store("2027", "parents", PARENTS)
        synthetic_wave.store("2027", "young-people", YOUNG)
        patch.undo()
        with transaction():
            operations.close_wave(wave_key="2027")
    leads = [browser_cookie(app, Permission.LEAD_SURVEYS, name=name) for name in ("Ada", "Ben")]
    with serve(var) as address:
        yield address, leads


def open_page(chromium, address, cookie="", **options) -> Page:
    context = chromium.new_context(base_url=address, **options)
    if cookie:
        context.add_cookies([{"name": "session", "value": cookie, "url": address}])
    return context.new_page()


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def whole(page: Page, axe) -> None:
    """No fault and no sideways scroll, with what is folded open; of “every measure” two (one macro draws all)."""
    page.evaluate("""
      document.querySelectorAll('#every ~ details:nth-of-type(n + 3)').forEach(one => one.remove())
      document.querySelectorAll('main details').forEach(one => { one.open = true })
    """)
    axe(page)
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room, f"{page.url} scrolls sideways: {width} in {room}"


@pytest.fixture(scope="module")
def published(chromium, counted, axe):
    """The lead prepares, shows and signs, a second lead signs and publishes: on screen, without a script."""
    address, (ada, ben) = counted
    one = open_page(chromium, address, ada, viewport={"width": 320, "height": 640}, color_scheme="dark")
    one.goto("/manage/measures")
    whole(one, axe)
    press(one, "Count and prepare")
    expect(one.locator("main")).to_contain_text("Prepared on")
    one.locator("#words").fill("Twelve of the forum and five Pioneers looked at it.")
    press(one, "Write it down")
    press(one, "I have looked at it. It may be published")
    expect(one.locator("main")).to_contain_text("Ask a second person")
    expect(one.get_by_role("button", name="Publish")).to_have_count(0)
    two = open_page(chromium, address, ben, viewport={"width": 1280, "height": 800}, java_script_enabled=False)
    two.goto("/manage/measures/2027-1")
    press(two, "I have looked at it. It may be published")
    two.locator("#day").fill((clock.today() + timedelta(days=1)).isoformat())
    press(two, "Publish")
    expect(two.locator("main")).to_contain_text("It comes out by itself")
    one.goto("/manage/measures/2027-1")
    whole(one, axe)
    assert one.request.get(f"{address}{RELEASE}").status == 404
    press(two, "Call it back")
    press(two, "Publish")
    expect(two.locator("main")).to_contain_text("Out since")
    yield address
    for page in (one, two):
        page.context.close()


@pytest.mark.parametrize("way", WAYS)
def test_every_page_of_a_release_is_whole(chromium, published, axe, way):
    page = open_page(chromium, published, **WAYS[way])
    for path in SEEN[way]:
        answer = page.goto(f"/ur{path}" if way == "urdu" else path)
        assert answer.status == 200, path
        whole(page, axe)
    page.context.close()


def test_from_a_tile_to_the_same_number_everywhere(chromium, published):
    page = open_page(chromium, published, viewport={"width": 360, "height": 740})
    page.goto("/measures")
    tile = page.locator("li", has=page.get_by_role("link", name="People listen to families")).locator(".tell__number")
    number = tile.inner_text()
    page.get_by_role("link", name="People listen to families").click()
    expect(page.locator(".tell-panel .tell__number")).to_have_text(number)
    expect(page.locator(".tell-panel")).to_contain_text("chose “Strongly agree” or “Agree”")
    mark = page.locator(".tell-panel .gauge__mark").get_attribute("x1")
    given = page.request.get(f"{published}/api/measures/v1/releases/2027-1").text()
    row = next(f for f in json.loads(given)["figures"] if (f["measure"], f["breakdown"]) == ("CP-01", "all"))
    assert (str(row["percent"]), f"{row['percent']}%") == (number, mark)
    line = next(
        line for line in page.request.get(f"{published}{RELEASE}.csv").text().splitlines() if ",CP-01," in line
    )
    assert f",all,,,shown,{number},{row['low']},{row['high']}," in line
    assert "2027-1" in page.request.get(f"{published}/measures/releases.atom").text()
    page.goto(f"{RELEASE}/board-pack")
    page.emulate_media(media="print")
    line = page.locator("tr", has=page.get_by_role("rowheader", name="People listen to families")).first
    expect(line.locator("strong")).to_have_text(number)
    expect(page.get_by_role("table", name="Where families live")).to_be_visible()  # nothing is folded away on paper
    page.context.close()

"""My plan in a real browser: kept on the device, shared without the server, readable without a network."""

import json
import shutil
from pathlib import Path

import pytest
import segno

from tests import calendar_reader
from tests.browser import PHONE, free_port, serve

ROOT = Path(__file__).parents[3]
STEP = "/journey/neurodevelopmental/while-you-wait-for-the-doctor"
TONIGHT = "/journey/emotional-wellbeing/urgent-help-now"


def keep_step(page, address):
    page.goto(address + STEP)
    page.get_by_role("link", name="Keep in my plan").click()
    page.get_by_role("link", name="Kept in my plan. Open it").click()
    page.wait_for_selector("#on-this-device .plan__item")


def test_a_step_is_kept_ticked_and_noted_on_this_device(phone, live_site, axe):
    keep_step(phone, live_site)
    phone.get_by_label("Use two or three ideas only.").check()
    phone.get_by_label("My notes").fill("Ring on Monday")
    phone.reload()
    phone.wait_for_selector("#on-this-device .plan__item")
    assert phone.get_by_label("Use two or three ideas only.").is_checked()
    assert phone.get_by_label("My notes").input_value() == "Ring on Monday"
    phone.evaluate("scrollTo(0, 0)")  # where the help strip covers nothing
    axe(phone)


def keep_dates(page, address):
    page.goto(f"{address}/dates?start=request")
    for box, typed in (("#on", "2"), ("#on-month", "3"), ("#on-year", "2026")):
        page.fill(box, typed)
    page.get_by_role("button", name="Show me the dates").click()
    page.get_by_role("button", name="Keep all in my plan, on this device").click()


def held(page):
    """What a device holds of its plan, apart from ticks and notes."""
    plan = page.evaluate("JSON.parse(localStorage.getItem('plan-1'))")
    return plan["things"], plan["dates"]


def test_a_plan_goes_to_another_device_inside_the_link_and_never_to_the_server(new_page, live_site):
    mine, theirs = new_page(**PHONE), new_page(**PHONE)  # each a browser profile of its own
    keep_dates(mine, live_site)
    mine.goto(f"{live_site}/my-plan?services=ask-us-nottinghamshire&resources=now-and-next")
    mine.get_by_role("button", name="Keep all of this on this device").click()
    keep_step(mine, live_site)
    mine.get_by_label("Use two or three ideas only.").check()
    mine.get_by_label("My notes").fill("private words")
    mine.get_by_role("button", name="Show a link and square code").click()
    mine.wait_for_selector("[data-plan-code] svg")
    link = mine.locator("[data-plan-link]").get_attribute("href")
    assert "#plan=" in link
    assert "private" not in link
    asked = []
    theirs.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    theirs.goto(link)
    theirs.get_by_role("button", name="Add it to my plan").click()
    assert held(theirs) == held(mine)
    assert [len(part) for part in held(mine)] == [3, 3]
    for words in ("While you wait for the doctor", "Ask Us", "now and next", "13 April 2026"):
        assert words in theirs.locator("#on-this-device").inner_text()
    assert not any("nd-6" in url or link.split("=")[1] in url.split("#")[0] for url in asked)
    assert theirs.get_by_label("My notes").input_value() == ""
    assert not theirs.get_by_label("Use two or three ideas only.").is_checked()


def test_dates_are_kept_and_their_calendar_file_reads_back(desktop, live_site):
    keep_dates(desktop, live_site)
    desktop.goto(f"{live_site}/my-plan")
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name="Add my dates to a calendar").click()
    body = download.value.path().read_bytes()
    events = [event.properties["DTSTART"] for event in calendar_reader.read(body).parts]
    assert events == ["20260413", "20260622", "20260720"]


def until(page, question, given=()):
    """Ask the page again and again, inside the page, until the answer is yes."""
    page.evaluate(
        """async (given) => {
          for (let tries = 0; tries < 200; tries++) {
            if (await question(given)) return
            await new Promise((done) => setTimeout(done, 100))
          }
          throw new Error('it never came')
        }""".replace("question(given)", f"({question})(given)"),
        list(given),
    )


def offline(page, address):
    """What is left of the site when nobody answers: the plan, the kept step, and what to do tonight."""
    page.goto(f"{address}/my-plan")
    page.wait_for_selector("#on-this-device .plan__item")
    assert "While you wait for the doctor" in page.locator("#on-this-device").inner_text()
    assert page.locator("#help-now").count() == 1
    for path, heading in ((STEP, "While you wait for the doctor"), (TONIGHT, "Urgent help now")):
        page.goto(address + path)
        assert page.locator("h1").inner_text() == heading
        assert not page.get_by_text("There is no internet just now").is_visible()
    page.goto(f"{address}/waits")  # kept by nobody: the plan stands in, and says why
    assert page.get_by_text("There is no internet just now").is_visible()
    assert page.get_by_role("link", name="Try again").get_attribute("href") == f"{address}/waits"
    page.goto(address + TONIGHT)
    drawn = page.evaluate("getComputedStyle(document.querySelector('.help-strip')).position")
    assert drawn == "sticky", "the page came without its style sheet"


def caches_of(page):
    return page.evaluate("caches.keys().then((names) => names.filter((name) => name.startsWith('plan-')).sort())")


def deployed(tmp_path):
    """A copy of the site as after a deploy that changed a style sheet."""
    copy = tmp_path / "next"
    ignored = shutil.ignore_patterns("__pycache__", "src")
    shutil.copytree(ROOT / "webapp", copy / "webapp", ignore=ignored)
    for name in ("config.py", "wsgi.py"):
        shutil.copy(ROOT / name, copy / name)
    build = copy / "webapp" / "ui" / "static" / "build"
    names = json.loads((build / "manifest.json").read_text())
    for end in ("", ".gz"):
        (build / (names["site.css"] + end)).rename(build / ("site.0123456789.css" + end))
    (build / "manifest.json").write_text(json.dumps(names | {"site.css": "site.0123456789.css"}))
    return copy


def test_the_plan_opens_when_the_server_is_gone_also_after_a_deploy(chromium, template_database, tmp_path):
    shutil.copy(template_database, tmp_path / "site.db")
    port = free_port()
    page = chromium.new_context(**PHONE).new_page()
    with serve(tmp_path, port=port) as address:
        keep_step(page, address)
        until(page, "async () => (await navigator.serviceWorker.ready) && navigator.serviceWorker.controller")
        until(page, "async () => (await caches.keys()).some((name) => /plan-[0-9a-f]{10}/.test(name))")
    offline(page, address)
    before = caches_of(page)
    assert len(before) == 2 and "plan-kept" in before
    with serve(tmp_path, root=deployed(tmp_path), port=port):
        page.goto(f"{address}/my-plan")
        until(page, "async ([old]) => !(await caches.has(old))", before)
        until(page, "async ([step]) => (await (await caches.match(step)).text()).includes('0123456789.css')", [STEP])
        page.reload()
    offline(page, address)
    after = caches_of(page)
    assert len(after) == 2 and "plan-kept" in after and after != before
    page.context.close()


# Full codes only: the library pads a code that is not full in a way of its own.
@pytest.mark.parametrize(("version", "length"), [(1, 17), (3, 53), (7, 154), (10, 271), (25, 1273)])
def test_square_codes_are_the_same_as_a_librarys(desktop, live_site, version, length):
    desktop.goto(f"{live_site}/my-plan")
    text, mask = ("https://e.org/#" + "aB3_-" * 300)[:length], length % 8
    source = desktop.locator("[data-plan]").get_attribute("data-code")
    script = "([source, text, mask]) => import(source).then((code) => code.encode(text, mask))"
    rows = desktop.evaluate(script, [source, text, mask])
    expected = segno.make(text, error="l", mode="byte", mask=mask, boost_error=False, micro=False)
    assert expected.version == version
    assert [[int(dark) for dark in row] for row in rows] == [list(row) for row in expected.matrix]

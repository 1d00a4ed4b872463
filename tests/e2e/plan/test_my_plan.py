"""My plan in a real browser: kept on the device, shared without the server, readable without a network."""

import shutil

import icalendar
import pytest
import segno

from tests.browser import PHONE, serve

STEP = "/journey/neurodevelopmental/while-you-wait-for-the-doctor"


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


def test_a_plan_goes_to_another_device_inside_the_link_and_never_to_the_server(new_page, live_site):
    mine = new_page(**PHONE)
    keep_step(mine, live_site)
    mine.get_by_label("My notes").fill("private words")
    mine.get_by_role("button", name="Show a link and square code").click()
    mine.wait_for_selector("[data-plan-code] svg")
    link = mine.locator("[data-plan-link]").get_attribute("href")
    assert "#plan=" in link
    assert "private" not in link
    theirs = new_page(**PHONE)
    asked = []
    theirs.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    theirs.goto(link)
    theirs.get_by_role("button", name="Add it to my plan").click()
    assert "While you wait for the doctor" in theirs.locator("#on-this-device").inner_text()
    assert not any("nd-6" in url or link.split("=")[1] in url.split("#")[0] for url in asked)
    assert theirs.get_by_label("My notes").input_value() == ""


def test_dates_are_kept_and_their_calendar_file_reads_back(desktop, live_site):
    desktop.goto(f"{live_site}/dates?start=request")
    for box, typed in (("#on", "2"), ("#on-month", "3"), ("#on-year", "2026")):
        desktop.fill(box, typed)
    desktop.get_by_role("button", name="Show me the dates").click()
    desktop.get_by_role("button", name="Keep all in my plan, on this device").click()
    desktop.goto(f"{live_site}/my-plan")
    with desktop.expect_download() as download:
        desktop.get_by_role("button", name="Add my dates to a calendar").click()
    body = download.value.path().read_bytes()
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    assert [event["dtstart"].dt.isoformat() for event in events] == ["2026-04-13", "2026-06-22", "2026-07-20"]
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))


def test_the_plan_opens_when_the_server_is_gone(chromium, template_database, tmp_path):
    shutil.copy(template_database, tmp_path / "site.db")
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    with serve(tmp_path) as address:
        keep_step(page, address)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("caches.keys().then((names) => names.some((n) => /plan-[0-9a-f]/.test(n)))")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto(f"{address}/my-plan")
    page.wait_for_selector("#on-this-device .plan__item")
    assert "While you wait for the doctor" in page.locator("#on-this-device").inner_text()
    assert page.locator("#help-now").count() == 1
    page.goto(address + STEP)
    assert page.locator("h1").inner_text() == "While you wait for the doctor"
    context.close()


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

"""The journey map in a real browser: with and without JavaScript, keyboard only, on a slow machine, on paper."""

import re

import pytest

INTERACTIVE_MS = 100


@pytest.mark.parametrize("size", [(360, 740), (768, 1000), (1280, 800)])
def test_no_page_of_the_map_is_wider_than_its_window_or_has_an_accessibility_fault(new_page, live_site, axe, size):
    page = new_page(viewport={"width": size[0], "height": size[1]})
    finder = ("/journey/where-now", "/journey/where-now?now=draft-plan")
    for path in ("/journey", "/journey?age=early&worry=talking", *finder):
        page.goto(live_site + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        axe(page)


def test_a_phone_shows_strips_first_and_the_picture_when_asked(phone, live_site):
    phone.goto(f"{live_site}/journey")
    assert not phone.locator("svg.map").is_visible()
    phone.locator("summary", has_text="Autism and ADHD").click()
    assert phone.get_by_role("link", name="Help comes first, label or no label").is_visible()
    phone.get_by_role("link", name="See the whole map as a picture").click()
    assert phone.locator("svg.map").is_visible()
    size = phone.evaluate("parseFloat(getComputedStyle(document.querySelector('.spot text')).fontSize)"
                          " * document.querySelector('svg.map').getBoundingClientRect().width"
                          " / document.querySelector('svg.map').viewBox.baseVal.width")
    assert size >= 10


def test_without_a_script_the_same_choices_are_links(without_script, live_site):
    page = without_script
    page.goto(f"{live_site}/journey")
    page.get_by_role("link", name="Baby and toddler").click()
    assert "age=baby" in page.url
    assert "stops fit." in page.locator("#choose").inner_text()
    assert page.locator(".spot:not(.is-faded)").count() == page.locator("[data-stop-item]:not([hidden])").count()


def test_choosing_fades_the_rest_and_the_address_says_so(desktop, live_site):
    desktop.goto(f"{live_site}/journey")
    everything = desktop.locator(".spot:not(.is-faded)").count()
    desktop.get_by_role("link", name="Primary school").click()
    desktop.locator("summary", has_text="Worry").click()
    desktop.get_by_role("link", name="Nobody in our house is sleeping").click()
    assert re.search(r"age=primary.*worry=sleep", desktop.url)
    shown = desktop.locator(".spot:not(.is-faded)")
    assert 0 < shown.count() < everything
    keys = shown.evaluate_all("(spots) => spots.map((s) => s.dataset.stop)")
    desktop.reload()
    assert shown.evaluate_all("(spots) => spots.map((s) => s.dataset.stop)") == keys
    desktop.go_back()
    desktop.go_back()
    assert desktop.locator(".spot:not(.is-faded)").count() == everything


def test_a_stop_opens_beside_the_map_by_keyboard_alone_and_gives_the_focus_back(desktop, live_site, axe):
    desktop.goto(f"{live_site}/journey")
    desktop.get_by_label("Find a stop").focus()
    desktop.keyboard.type("draft plan")
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.dataset.stop") == "eh-7"
    desktop.keyboard.press("Enter")
    desktop.wait_for_selector("[data-map-side] h2")
    assert "stop=eh-7" in desktop.url
    assert "Your draft plan" in desktop.locator("[data-map-side]").inner_text()
    axe(desktop)
    desktop.keyboard.press("Escape")
    assert desktop.evaluate("document.activeElement.dataset.stop") == "eh-7"
    assert "stop=" not in desktop.url


def test_zoom_by_buttons_keys_and_wheel_stays_in_the_address(desktop, live_site):
    desktop.goto(f"{live_site}/journey")
    svg = desktop.locator("svg.map")
    before = svg.bounding_box()["width"]
    desktop.get_by_role("button", name="Bigger").click()
    bigger = svg.bounding_box()["width"]
    assert bigger > before * 1.2
    desktop.locator("[data-map-view]").focus()
    desktop.keyboard.press("-")
    assert abs(svg.bounding_box()["width"] - before) < 3
    desktop.locator("[data-map-view]").hover()
    desktop.keyboard.down("Control")
    desktop.mouse.wheel(0, -200)
    desktop.keyboard.up("Control")
    desktop.wait_for_url(re.compile(r"#map="))
    width = svg.bounding_box()["width"]
    assert width > before * 1.2
    desktop.wait_for_timeout(300)
    desktop.reload()
    assert abs(svg.bounding_box()["width"] - width) < 20


def test_every_stop_of_the_picture_has_a_name_that_begins_with_its_line(desktop, live_site):
    desktop.goto(f"{live_site}/journey")
    names = desktop.locator("svg.map a.spot").evaluate_all("(all) => all.map((a) => a.getAttribute('aria-label'))")
    assert len(names) == len(set(names)) > 100
    assert all(re.match(r"[A-Z]{2} \d+: \S", name) for name in names)
    tree = desktop.locator("#picture").aria_snapshot()
    assert 'link "EH 7: Your draft plan"' in tree


@pytest.mark.parametrize("path", ["/journey"])
def test_a_choice_answers_in_a_tenth_of_a_second_on_a_slow_machine(desktop, live_site, path):
    desktop.goto(live_site + path)
    session = desktop.context.new_cdp_session(desktop)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    took = desktop.evaluate(
        """async () => {
          const chip = document.querySelector('.chip[data-age="primary"]')
          const times = []
          for (let i = 0; i < 5; i++) {
            const start = performance.now()
            chip.click()
            document.body.getBoundingClientRect()
            times.push(performance.now() - start)
            await new Promise((done) => setTimeout(done, 50))
          }
          return times.sort((a, b) => a - b)[2]
        }"""
    )
    assert took < INTERACTIVE_MS


def test_the_sheet_is_one_page_of_a3(desktop, live_site, tmp_path):
    desktop.goto(f"{live_site}/journey/print")
    assert desktop.get_by_role("img", name="Square code that leads to the live map").count() == 1
    pdf = desktop.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    assert [round(float(side) / 72 * 25.4) for side in box.groups()] == [297, 420]

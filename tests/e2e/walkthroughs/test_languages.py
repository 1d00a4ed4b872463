"""The site in Polish and in Urdu: direction, plural forms and an honest word about what is still in English."""

import re

import pytest
from playwright.sync_api import Page, expect

IN_ENGLISH_STILL = {
    "pl": "Treść tej strony jest na razie po angielsku.",
    "ur": "اس صفحے کا مضمون ابھی انگریزی میں ہے۔",
}
# Choices in the library that leave one, a few and many things, whatever is added to it later.
CHOICES = ["topic=crisis", "topic=carers", "topic=sleep", "topic=school", "list=hearing", ""]
POLISH_THINGS = {"one": "pomysł", "few": "pomysły", "many": "pomysłów"}


def polish_form(number: int) -> str:
    """Which of Polish's three forms goes with a number: 1; 2–4, 22–24 …; the rest."""
    if number == 1:
        return "one"
    return "few" if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else "many"


def left_of(page: Page, one: str, other: str) -> bool:
    """Whether the first thing that fits one selector starts further left than that of the other."""
    first, second = (page.locator(selector).locator("visible=true").first.bounding_box() for selector in (one, other))
    assert first and second
    return first["x"] < second["x"]


@pytest.mark.parametrize(("prefix", "direction"), [("", "ltr"), ("/pl", "ltr"), ("/ur", "rtl")])
def test_a_page_runs_the_way_of_its_language(desktop: Page, prefix: str, direction: str) -> None:
    desktop.goto(f"{prefix}/")
    html = desktop.locator("html")
    expect(html).to_have_attribute("lang", prefix.strip("/") or "en")
    expect(html).to_have_attribute("dir", direction)
    assert left_of(desktop, ".wordmark", ".languages") == (direction == "ltr")
    expect(desktop.locator("h1")).to_have_css("direction", direction)


@pytest.mark.parametrize("path", ["/", "/journey", "/waiting-well", "/dates", "/local-offer"])
def test_urdu_fits_a_small_screen(phone: Page, path: str) -> None:
    phone.goto(f"/ur{path}")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_urdu_that_begins_with_an_english_name_still_starts_on_the_right(desktop: Page) -> None:
    desktop.goto("/ur/")
    where = desktop.evaluate(
        """() => { const words = document.querySelector('h1').firstChild, range = document.createRange();
        const box = (from, to) => { range.setStart(words, from); range.setEnd(words, to);
                                    return range.getBoundingClientRect() };
        const at = words.data.indexOf('SEND'); return [box(at, at + 4).right, box(at + 5, at + 8).right] }"""
    )
    assert where[0] > where[1]


# Text in a box that runs from the right, neither isolated nor turned by its own first letter, whose end or whose two
# numbers a browser would put at the wrong side: “.sleep well”, “2–0”.
TURNED_ROUND = r"""() => {
  const latin = text => /[A-Za-z]/.test((text.match(/[A-Za-z\u0590-\u08ff\u200f]/) || [''])[0])
  const fixed = e => /isolate|plaintext/.test(getComputedStyle(e).unicodeBidi)
  const urdu = /[\u0590-\u08ff\u2066]/
  const holds = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
  const safe = e => {
    for (let box = e; ; box = box.parentElement) {
      if (getComputedStyle(box).direction === 'ltr') return true
      if (getComputedStyle(box).display !== 'inline') return fixed(box) && (box === e || latin(box.textContent))
      if (fixed(box)) return true
    }
  }
  return [...document.querySelectorAll('main *')].filter(e => {
    const text = e.textContent.trim()
    if (e.closest('svg, script, style, template') || !holds(e) || urdu.test(text)) return false
    const ends = latin(text) && /[.?!:)]$|^[\d("]/.test(text)
    return (ends || /^\d+\s?[–-]\s?\d+$|\d{3,} \d{3,}/.test(text)) && !safe(e)
  }).map(e => e.textContent.trim().slice(0, 60))
}"""
URDU_PAGES = ["/", "/local-offer?q=sleep", "/waiting-well", "/waits", "/whats-on", "/journey/sleep"]


@pytest.mark.parametrize("path", URDU_PAGES)
def test_english_words_and_ranges_on_urdu_pages_are_not_turned_round(desktop: Page, path: str) -> None:
    desktop.goto(f"/ur{path}")
    assert desktop.evaluate(TURNED_ROUND) == []


def test_polish_numbers_take_their_three_forms(desktop: Page) -> None:
    seen = set()
    for choice in CHOICES:
        desktop.goto(f"/pl/waiting-well?{choice}")
        line = desktop.locator("main [role=status]").first
        if not line.count():
            continue
        said = re.match(r"(\d+) (\w+)", line.inner_text())
        assert said, line.inner_text()
        form = polish_form(int(said[1]))
        assert said[2] == POLISH_THINGS[form]
        seen.add(form)
    assert seen == set(POLISH_THINGS)


@pytest.mark.parametrize("language", IN_ENGLISH_STILL)
def test_what_is_still_in_english_is_said_in_the_readers_language(without_script: Page, language: str) -> None:
    without_script.goto(f"/{language}/waiting-well")
    expect(without_script.locator("main .panel--notice")).to_contain_text(IN_ENGLISH_STILL[language])


def test_nobody_is_told_so_in_english(without_script: Page) -> None:
    without_script.goto("/waiting-well")
    expect(without_script.locator("main .panel--notice")).to_have_count(0)


@pytest.mark.parametrize(("name", "language"), [("Polski", "pl"), ("اردو", "ur")])
def test_the_switch_keeps_the_page_and_needs_no_script(without_script: Page, name: str, language: str) -> None:
    without_script.goto("/waiting-well?topic=sleep")
    without_script.get_by_role("link", name=name, exact=True).click()
    assert without_script.url.endswith(f"/{language}/waiting-well?topic=sleep")
    without_script.get_by_role("link", name="English", exact=True).click()
    assert without_script.url.endswith("/waiting-well?topic=sleep")
    assert without_script.context.cookies() == []

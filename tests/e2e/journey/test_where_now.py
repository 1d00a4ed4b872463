"""“Where are we now?” by keyboard alone, for every entry, as a screen reader hears it."""

import re

import pytest

from tests.integration.journey.test_where_now import ENTRIES

HEARD = ("What to do this week", "Who to call", "How long it takes", "What happens next?")
MOST_STOPS = 120  # of the Tab key on one page


def tab_to(page, wanted):
    """Press Tab until the link whose address fits has the focus; every link on the way shows that it has it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if re.search(wanted, href):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                                    " || getComputedStyle(document.activeElement).boxShadow !== 'none'")
            assert outline, f"{href} does not show that it has the focus"
            return
    raise AssertionError(f"no link with {wanted} within {MOST_STOPS} presses of Tab")


@pytest.fixture(scope="module")
def titles(site):
    from webapp.journey import queries

    with site.app_context():
        return {key: stop.title for key, stop in queries.network().stop_by_key.items()}


def test_every_entry_is_reached_by_keyboard_alone_and_read_out_in_order(phone, live_site, titles):
    for entry, stops in ENTRIES.items():
        phone.goto(f"{live_site}/journey/where-now")
        tab_to(phone, rf"^/journey/where-now\?now={entry}$")
        questions = 1
        while True:
            with phone.expect_navigation():
                phone.keyboard.press("Enter")
            tree = phone.locator("main").aria_snapshot()
            if "You are here:" in tree:
                break
            questions += 1
            assert questions <= 3, entry
            tab_to(phone, r"^/journey/where-now\?.*(place=county|at=)")
        heading = re.search(r'heading "You are here: (.+?)" \[level=1\]', tree)
        assert heading and heading[1] in {titles[key] for key in stops}, entry
        places = [tree.index(f'heading "{name}" [level=2]') for name in HEARD]
        assert places == sorted(places), entry
        assert "checkbox" in tree or "listitem" in tree[places[0] : places[1]], entry

"""The picture of the map as a page has it."""

import re

WAIT = r'aria-label="ND 6: While you wait for the doctor\. ([^"]+)"'


def test_each_language_has_its_own_words_on_the_map(client):
    polish = re.search(WAIT, client.get("/pl/journey").text)[1]
    english = re.search(WAIT, client.get("/journey").text)[1]
    assert english.startswith("Wait: 54 weeks, July 2024")
    assert "weeks" not in polish and "54" in polish

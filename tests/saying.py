"""A family's comment and a volunteer's decision, the way browsers send them."""

import re
from datetime import UTC, datetime, timedelta

import time_machine

from tests.own_site import press, token_in

FORM = "/have-your-say"
WORDS = "My son Alfie waited two years. Ring me on 07700 900123. The map helped us."


def say(client, words=WORDS, speaker="parent_carer", about="gap", wish="publish", **more):
    """Send a comment; its code."""
    page = client.get(FORM)
    begun = re.search(r'name="begun" value="([^"]+)"', page.text).group(1)
    sent = {"words": words, "speaker": speaker, "about": about, "wish": wish, "begun": begun, "do": "send", **more}
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=10)):
        answer = client.post(FORM, data={"csrf_token": token_in(page), **sent})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].split("/")[-1].split("?")[0]


def entry_number(volunteer) -> int:
    """The number of the first entry in the queue, claimed by this volunteer."""
    queue = volunteer.get("/manage/moderation")
    found = re.search(r"/manage/moderation/(\d+)/claim", queue.text)
    assert found, queue.text
    return int(found.group(1))


def decide(volunteer, entry: int, act: str, **fields):
    """Do one act on an entry as the page offers it."""
    here = f"/manage/moderation/{entry}"
    page = volunteer.get(here)
    version = re.search(r'name="version" value="(\d+)"', page.text)
    data = {"csrf_token": token_in(page), "act": act, "version": version.group(1) if version else "0", **fields}
    return volunteer.post(here, data=data)


def claim(volunteer, entry: int):
    return press(volunteer, f"/manage/moderation/{entry}/claim", "/manage/moderation")

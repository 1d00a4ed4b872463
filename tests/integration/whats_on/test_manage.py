"""Editors keep what's on true."""

from __future__ import annotations

import time_machine

from tests.page_client import PageClient
from tests.staff import staff_hook
from webapp.accounts.roles import Permission
from webapp.engine import audit
from webapp.publishing import queries as publishing

FORM = {
    "title": "Coffee and talk",
    "kind": "drop-in",
    "summary": "Come and talk to other parents.",
    "needs": ["any"],
    "districts": ["mansfield"],
    "place": "The library",
    "next_date": "Ask at the desk.",
    "how": "weekly",
    "weekday": "friday",
    "start": "10:00",
    "end": "11:30",
    "first": "2026-11-27",
    "confirmed_by": "the library",
}


def test_adding_cancelling_and_taking_off(own_client: PageClient) -> None:
    work_as = staff_hook(own_client.app)
    work_as(4, Permission.PUBLISH, name="Editor")
    with time_machine.travel("2026-11-22 12:00:00+00:00"):
        added = own_client.get("/manage/whats-on/new").submit(**FORM)
        address = added.response.location
        assert "27 November 2026, 10:00" in own_client.get("/whats-on").words
        page = own_client.get(address)
        own_client.post(f"{address}/do", data={**_token(page), "do": "cancel 2026-11-27"})
        said = own_client.get("/whats-on/coffee-and-talk").words
        assert "27 November 2026, 10:00 – 11:30 Cancelled" in said
        assert "STATUS:CANCELLED" in own_client.get("/whats-on/coffee-and-talk.ics").text
        again = own_client.get(address).submit(-2, summary="Come and talk.")
        assert again.response.location == address
        assert "Cancelled" in own_client.get("/whats-on/coffee-and-talk").words  # an edit keeps what was cancelled
        moved = {"do": "move 2026-12-04", "day": "2026-12-05", "start": "14:00", "end": "15:00", "place": "The hall"}
        own_client.post(f"{address}/do", data={**_token(page), **moved})
        said = own_client.get("/whats-on/coffee-and-talk").words
        for words in ("5 December 2026, 14:00 – 15:00", "Moved from 4 December 2026", "The hall"):
            assert words in said
        for wrong in ({"day": "soon"}, {"end": "13:00"}, {"do": "move 2026-12-06"}, {"do": "dance 2026-12-04"}):
            own_client.post(f"{address}/do", data={**_token(page), **moved, **wrong}, status=422)
        for planned in ("2026-11-27", "2026-12-04"):
            own_client.post(f"{address}/do", data={**_token(page), "do": f"restore {planned}"})
        said = own_client.get("/whats-on/coffee-and-talk").words
        assert "Cancelled" not in said
        assert "Moved" not in said
        own_client.post(f"{address}/do", data={**_token(page), "do": "hold"})
        own_client.get("/whats-on/coffee-and-talk", status=404)


def test_one_editor_is_enough_and_is_named(own_client: PageClient) -> None:
    """The decision of 25 November 2026: at once, by somebody an administrator chose; log and history say who."""
    staff_hook(own_client.app)(4, Permission.PUBLISH, Permission.EDIT)
    page = own_client.get("/manage/whats-on/new")
    assert "with a second person instead" in page.words
    address = page.submit(**FORM).response.location
    own_client.post(f"{address}/do", data={**_token(own_client.get(address)), "do": "hold"})
    with own_client.app.app_context():
        lines = audit.latest(ref="session:coffee-and-talk")
        assert [(line.by, line.detail["what"]) for line in lines] == [(4, "taken off"), (4, "words")]
        assert {one.made_by for one in publishing.revisions("session", "coffee-and-talk")} == {"account:4"}


def test_mistakes_are_explained(own_client: PageClient) -> None:
    staff_hook(own_client.app)(4, Permission.PUBLISH)
    page = own_client.get("/manage/whats-on/new")
    assert "Say who confirmed these dates." in page.submit(**{**FORM, "confirmed_by": "", "status": 422}).words
    assert "It must end after it starts." in page.submit(**{**FORM, "end": "09:00", "status": 422}).words
    assert "We could not read “soon”." in page.submit(**{**FORM, "first": "soon", "status": 422}).words
    assert "Give it a name." in page.submit(**{**FORM, "title": "", "status": 422}).words


def test_only_people_who_may_publish(own_client: PageClient) -> None:
    staff_hook(own_client.app)(4, Permission.MODERATE)
    own_client.get("/manage/whats-on", status=403)


def _token(page) -> dict[str, str]:  # type: ignore[no-untyped-def]  # any page
    import re

    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found
    return {"csrf_token": found[1]}

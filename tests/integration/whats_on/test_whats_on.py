"""What's on as families see it, and as their calendars do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import time_machine
from icalendar import Calendar

from tests.page_client import PageClient
from webapp.engine.transaction import transaction
from webapp.publishing.operations import edit_document
from webapp.whats_on.content import SessionFields

FACTS = {
    "key": "test-drop-in",
    "title": "A drop-in for a test",
    "kind": "drop-in",
    "summary": "Come in.",
    "needs": ["sleep"],
    "districts": ["mansfield"],
    "ages": {"min": 0, "max": 11},
    "place": "The hall",
    "next_date": "Ring us.",
}
DATES = {
    "confirmed_on": "2026-11-20",
    "confirmed_by": "the hall",
    "start": "10:00",
    "end": "11:30",
    "weekly": ["wednesday"],
    "first": "2026-06-03",
    "until": "2026-12-16",
}


def put(client: PageClient, **dates: object) -> None:
    fields = SessionFields.model_validate_json(_json({**FACTS, "dates": {**DATES, **dates}}))
    with client.app.app_context(), transaction():
        edit_document("session", fields, by="a test")


def _json(data: object) -> str:
    import json

    return json.dumps(data)


def test_without_a_confirmed_date_the_page_says_so_and_how_to_find_one(client: PageClient) -> None:
    page = client.get("/whats-on")
    assert "We do not know a confirmed date" in page.words
    assert "How to find the next date: Ask the council’s youth service which Saturday is next." in page.words
    assert not page.html.all("time")
    page.follow("Pioneers meeting")


def test_choices_narrow_the_list_and_the_address_holds_them(client: PageClient) -> None:
    found = client.get("/whats-on").submit(need="sleep", kind="advice-line")
    assert "The Sleep Charity helpline" in found.words
    assert "Hucknall Boogie Night" not in found.words
    assert "Nothing we know of fits all of that." in client.get("/whats-on?age=1&kind=forum").words


def test_next_dates_come_first_and_past_ones_leave_by_themselves(own_client: PageClient) -> None:
    put(own_client, cancelled=["2026-12-09"], moves=[{"planned": "2026-12-02", "day": "2026-12-03"}])
    with time_machine.travel("2026-11-22 12:00:00+00:00"):
        said = own_client.get("/whats-on").words
        assert "25 November 2026, 10:00" in said
        assert "Moved from 2 December 2026" in said
        assert "Cancelled" in said
        assert "A drop-in for a test" not in own_client.get("/whats-on?district=ashfield").words
    with time_machine.travel("2026-12-17 12:00:00+00:00"):
        assert "A drop-in for a test" not in own_client.get("/whats-on").words


def events(client: PageClient, path: str) -> dict[str, object]:
    response = client.get(path).response
    assert response.mimetype == "text/calendar"
    assert b"\r\n" in response.data
    assert max(map(len, response.data.split(b"\r\n"))) <= 75
    return {str(event["uid"]): event for event in Calendar.from_ical(response.data).walk("VEVENT")}


def test_calendars_can_be_followed_moves_and_cancellations_change_the_same_event(own_client: PageClient) -> None:
    with time_machine.travel("2026-11-22 12:00:00+00:00"):
        put(own_client)
        before = events(own_client, "/whats-on/test-drop-in.ics")
        put(
            own_client,
            cancelled=["2026-12-09"],
            moves=[{"planned": "2026-12-02", "day": "2026-12-03", "start": "14:00", "end": "15:00"}],
        )
        after = events(own_client, "/whats-on/test-drop-in.ics")
        assert before.keys() == after.keys()
        name = next(uid for uid in after if uid.startswith("test-drop-in-2026-12-02@"))
        moved = after[name]
        assert moved["dtstart"].dt == datetime(2026, 12, 3, 14, tzinfo=UTC)  # type: ignore[index]  # an icalendar event
        assert moved["sequence"] >= before[name]["sequence"]  # type: ignore[index]  # as above
        cancelled = after[next(uid for uid in after if "2026-12-09" in uid)]
        assert cancelled["status"] == "CANCELLED"  # type: ignore[index]  # as above
        summer = after[next(uid for uid in after if "2026-06-03" in uid)]
        assert summer["dtstart"].dt == datetime(2026, 6, 3, 9, tzinfo=UTC)  # type: ignore[index]  # ten o'clock in summer
        chosen = events(own_client, "/whats-on.ics?need=sleep&district=mansfield")
        assert name in chosen
        assert not events(own_client, "/whats-on.ics?district=ashfield&need=sleep")


def test_a_session_that_rests_on_bank_holidays_leaves_them_out_by_itself(own_client: PageClient) -> None:
    with time_machine.travel("2026-11-22 12:00:00+00:00"):
        put(own_client, weekly=["friday"], first="2026-11-27", until="2027-01-15", bank_holidays=False)
        days = {uid.split("@")[0][-10:] for uid in events(own_client, "/whats-on/test-drop-in.ics")}
        assert {"2026-12-18", "2027-01-08"} <= days
        assert not {"2026-12-25", "2027-01-01"} & days
        put(own_client, weekly=["friday"], first="2026-11-27", until="2027-01-15")
        assert any("2026-12-25" in uid for uid in events(own_client, "/whats-on/test-drop-in.ics"))


def test_a_session_can_be_kept_in_the_plan(client: PageClient) -> None:
    plan = client.get("/my-plan?sessions=pioneers-meeting")
    assert "Pioneers meeting" in plan.words
    assert "session:pioneers-meeting" in client.get("/my-plan/catalogue.json").text
    assert "sessions=pioneers-meeting" in client.get("/whats-on/pioneers-meeting").text


def test_dates_confirmed_long_ago_ask_to_check_first(own_client: PageClient) -> None:
    put(own_client, confirmed_on=date(2026, 6, 1).isoformat())
    with time_machine.travel("2026-11-22 12:00:00+00:00"):
        assert "That is a while ago. Please check first." in own_client.get("/whats-on/test-drop-in").words


def test_families_who_wait_find_someone_to_talk_to_on_the_waiting_page(client: PageClient) -> None:
    page = client.get("/waiting-well")
    assert "Talk to someone while you wait" in page.words
    assert "The Sleep Charity helpline" in page.words and "Speech and language drop-ins" in page.words
    assert "Hucknall Boogie Night" not in page.words
    page.follow("Speech and language advice line")
    assert "Talk to someone while you wait" not in client.get("/waiting-well?topic=sleep").words

"""The calculator: one date in, every date out, nothing kept."""

from datetime import date, timedelta

import pytest

from tests import calendar_reader

REQUEST = {"start": "request", "on-day": "2", "on-month": "3", "on-year": "2026"}


def day(written):
    return date(int(written[:4]), int(written[4:6]), int(written[6:]))


def test_one_date_gives_every_date_that_follows(client):
    page = client.get("/dates").submit(**REQUEST, status=200)
    for expected in (
        "Monday 13 April 2026",
        "Monday 22 June 2026",
        "Monday 20 July 2026",
        "Rule T-09",
        "Last checked",
    ):
        assert expected in page.words
    assert "not legal advice" in page.words
    assert "There is no new date then" in page.words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"start": "request"}, "Type the date."),
        ({"on-day": "2", "on-month": "3", "on-year": "2026"}, "Choose what happened."),
        (REQUEST | {"on-month": "13"}, "We could not read that date."),
        (REQUEST | {"on-year": "26"}, "We could not read that date."),
        (
            REQUEST
            | {
                "start": "decision",
                "certificate-day": "1",
                "certificate-month": "1",
                "certificate-year": "2026",
            },
            "The certificate cannot be older than the letter.",
        ),
    ],
)
def test_a_mistake_is_explained_and_nothing_typed_is_lost(client, typed, said):
    page = client.get("/dates").submit(**typed, status=422)
    assert said in page.words
    kept = {field.get("name"): field.get("value") for field in page.html.all("input")}
    assert all(kept[key] == value for key, value in typed.items() if key != "start")


def test_the_calendar_file_holds_the_same_dates_and_reads_back(client):
    page = client.get("/dates").submit(**REQUEST, status=200)
    forms = page.html.all("form")
    everything = next(i for i, form in enumerate(forms) if "moments__keep" in (form.get("class") or ""))
    response = page.submit(form=everything, status=200).response
    assert response.mimetype == "text/calendar"
    assert "attachment" in response.headers["Content-Disposition"]
    body = response.get_data()
    events = [event.properties for event in calendar_reader.read(body).parts]
    found = {event["UID"][:4]: day(event["DTSTART"]) for event in events}
    assert found == {"T-03": date(2026, 4, 13), "T-05": date(2026, 6, 22), "T-09": date(2026, 7, 20)}
    assert all(day(event["DTEND"]) - day(event["DTSTART"]) == timedelta(days=1) for event in events)
    assert all("Rule T-" in event["DESCRIPTION"] for event in events)


def test_one_date_alone(client):
    page = client.get("/dates").submit(**REQUEST, status=200)
    body = page.submit(
        form=next(
            i
            for i, form in enumerate(page.html.all("form"))
            if any(field.get("value") == "T-05" for field in form.iter("input"))
        ),
        status=200,
    ).response.get_data()
    events = calendar_reader.read(body).parts
    assert [event.properties["UID"] for event in events] == ["T-05-2026-06-22@send-dates"]


def test_what_is_typed_is_neither_in_the_address_nor_in_the_log_nor_kept(client, capfd):
    page = client.get("/dates").submit(
        **(REQUEST | {"on-day": "17", "on-month": "9", "on-year": "2031"}), status=200
    )
    assert page.response.request.query_string == b""
    assert page.response.headers["Cache-Control"] == "no-store"
    out = "".join(capfd.readouterr())
    assert "2031" not in out
    assert "17 September 2031" not in client.get("/dates").words


def test_a_link_can_choose_what_happened(client):
    page = client.get("/dates?start=draft")
    chosen = [field.get("value") for field in page.html.all("input") if field.get("checked") is not None]
    assert chosen == ["draft"]


@pytest.mark.parametrize(
    ("certificate", "last"), [(("", "", ""), "4 January 2027"), (("5", "1", "2027"), "5 February 2027")]
)
def test_an_appeal_with_and_without_a_certificate(client, certificate, last):
    typed = {"start": "decision", "on-day": "28", "on-month": "10", "on-year": "2026"}
    typed |= {
        f"certificate-{part}": box for part, box in zip(("day", "month", "year"), certificate, strict=True)
    }
    page = client.get("/dates").submit(**typed, status=200)
    assert last in page.words
    assert "at 5 pm" in page.words


def test_at_17_the_young_person_is_the_one_who_asks(client):
    page = client.get("/dates").submit(**REQUEST, status=200)
    assert "Over 16?" in page.words
    assert "these rights are yours, not your parents’" in page.words


@pytest.mark.parametrize("start", ["plan-or-review", "new-stage"])
def test_after_25_a_plan_may_go_on_to_the_end_of_the_academic_year_and_no_day_is_worked_out(client, start):
    page = client.get("/dates").submit(**(REQUEST | {"start": start}), status=200)
    assert "to the end of that academic year" in page.words
    assert "We do not work out a day for this" in page.words
    assert "Nearly 25?" not in client.get("/dates").submit(**(REQUEST | {"start": "mediation"}), status=200).words

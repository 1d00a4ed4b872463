"""The national standard's records are real rows that follow a service's words, on both databases."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from webapp.directory import models, queries, records
from webapp.directory.content import ServiceFields
from webapp.engine import events
from webapp.engine.content_revision import move
from webapp.extensions import db
from webapp.publishing import content_types, files
from webapp.publishing import queries as publishing
from webapp.publishing.events import ContentTakenIn
from webapp.publishing.operations import edit_document

KEY = "ask-us-nottinghamshire"


def words(key: str = KEY) -> ServiceFields:
    document = publishing.document("service", key)
    assert document
    fields = content_types.get("service").revive(document.live.fields)
    assert isinstance(fields, ServiceFields)
    return fields


def change(key: str = KEY, **fields: Any) -> None:
    data = {**words(key).as_json(), **fields}
    edit_document("service", content_types.get("service").revive(data), by="a test")  # not committed: no index follows


def feed(key: str = KEY) -> dict[str, Any]:
    return queries.hsds_directory("http://x").services[records.ident("service", key)]


def test_every_fact_of_a_listing_is_in_its_records(site: Flask) -> None:
    with site.app_context():
        for key, listing in queries.listings().items():
            record = feed(key)
            assert (record["minimum_age"], record["maximum_age"]) == (listing.min_age, listing.max_age)
            assert record["application_process"] == listing.how_to_get_it
            assert record["organization"]["name"] == listing.organisation
            assert [p["number"] for p in record.get("phones", [])] == [n for n in (listing.phone, listing.text) if n]
            assert record.get("email") == listing.email
            codes = [a["taxonomy_term"]["code"] for a in record["attributes"]]
            assert codes == [*listing.needs, *listing.topics, *listing.schedule_2, listing.access]
            assert len(record["service_areas"]) == len(set(listing.districts))
            places = [p["location"]["description"] for p in record.get("service_at_locations", [])]
            assert places == ([listing.address] if listing.address else [])
            said = [s["description"] for s in record.get("schedules", []) if "freq" not in s]
            assert said == ([listing.opening] if listing.opening else [])
        assert len(queries.hsds_directory("http://x").services) == len(queries.listings())


def test_records_follow_an_edit_and_keep_their_ids(own_site: Flask) -> None:
    before = feed()
    change(
        contact={"phone": "0115 496 0000", "address": "1 High Street, Mansfield NG18 1AB"}, languages=["Polish"],
        access={"type": "application", "how": "Fill in a form.", "decides": "a panel"},
        prices=[{"what": "One session", "amount": "2.50", "words": "carers free"}],
        times=[{"monthly": "tuesday", "nth": 2, "opens": "10:00", "closes": "12:30", "from": "2026-12-01",
                "closed": [{"first": "2026-12-22", "last": "2027-01-02", "words": "Christmas"}]}],
    )
    after = feed()
    assert after["id"] == before["id"]
    assert after["attributes"][0]["id"] == before["attributes"][0]["id"]
    assert [phone["number"] for phone in after["phones"]] == ["0115 496 0000"]
    assert "email" not in after
    assert after["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "NG18 1AB"
    assert after["languages"][0]["name"] == "Polish"
    assert after["eligibility_description"] == "Decided by: a panel"
    assert after["cost_options"][1] | {"id": "", "service_id": ""} == {
        "id": "", "service_id": "", "option": "One session", "amount": 2.5, "currency": "GBP",
        "amount_description": "carers free",
    }
    schedule = after["schedules"][0]
    assert (schedule["freq"], schedule["byday"], schedule["opens_at"]) == ("MONTHLY", "2TU", "10:00")
    assert schedule["exceptions"][0]["end_date"] == "2027-01-02"
    change(contact={"phone": "0115 496 0000"}, times=[], prices=[], languages=[])
    assert not {"schedules", "languages", "service_at_locations"} & feed().keys()
    assert db.session.scalar(select(models.Location).where(models.Location.name == "1 High Street")) is None
    assert db.session.scalars(select(models.ScheduleException)).all() == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_place_stays_as_long_as_one_service_has_it(own_site: Flask) -> None:
    place = {"address": "1 High Street, Mansfield NG18 1AB"}
    other = "childline"
    contact = words(other).as_json()["contact"]
    change(contact=place)
    change(other, contact=contact | place)
    assert feed()["service_at_locations"][0]["location_id"] == feed(other)["service_at_locations"][0]["location_id"]
    change(contact={"phone": "1"})
    assert feed(other)["service_at_locations"][0]["location"]["addresses"]
    change(other, contact=contact)
    assert db.session.scalar(select(models.Address).where(models.Address.postal_code == "NG18 1AB")) is None


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_held_service_leaves_the_feed_and_comes_back(own_site: Flask) -> None:
    change(hold=True)
    assert records.ident("service", KEY) not in queries.hsds_directory("http://x").services
    change(hold=False)
    assert feed()["name"]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_records_of_older_rules_are_made_again_at_the_next_import(own_site: Flask) -> None:
    before = feed()
    queries.rows([KEY])[0].records_shape = 0
    for row in queries.records_of([KEY]).values():
        if isinstance(row, models.ServiceArea):
            db.session.delete(row)
    move()
    assert "service_areas" not in feed()
    events.announce(ContentTakenIn())
    assert feed() == before


def test_a_file_with_every_fact_comes_back_as_it_was(site: Flask, tmp_path: Path) -> None:
    with site.app_context():
        root, kind = Path(site.config["CONTENT_DIR"]), content_types.get("service")
        text = (root / "directory/services/advice-rights-complaints/ask-us-nottinghamshire.yml").read_text("utf-8")
        text = text.replace("access:\n", (
            "prices:\n- what: One session\n  amount: '2.50'\n  from: 2026-12-01\naccess:\n"
        )).replace("schedule_2:\n", (
            "times:\n- weekly:\n  - monday\n  - friday\n  every: 2\n  opens: 09:00\n  closes: '17:00'\n"
            "  from: 2026-12-01\n  until: 2027-12-01\n  closed:\n  - first: 2026-12-25\n    words: Christmas\n"
            "languages:\n- Polish\n- Urdu\nschedule_2:\n"
        ))
        (tmp_path / "a.yml").write_text(text, encoding="utf-8")
        fields = kind.parse(files.read(tmp_path, tmp_path / "a.yml", kind)[0].data)
        assert files.dump(kind, [fields]) == text
        assert kind.revive(fields.as_json()) == fields


IMPOSSIBLE: dict[str, Any] = {
    "ages the wrong way round": lambda: models.Eligibility(
        id="x", service_key="childline", minimum_age=9, maximum_age=8, access_type="drop-in", description="."),
    "older than 25": lambda: models.Eligibility(
        id="x", service_key="childline", minimum_age=9, maximum_age=26, access_type="drop-in", description="."),
    "closes before it opens": lambda: models.Schedule(
        id="x", service_key="childline", freq="WEEKLY", byday="MO", opens_at=time(9), closes_at=time(8)),
    "opens and never closes": lambda: models.Schedule(
        id="x", service_key="childline", freq="WEEKLY", byday="MO", opens_at=time(9)),
    "weekly on no day": lambda: models.Schedule(id="x", service_key="childline", freq="WEEKLY"),
    "a schedule that says nothing": lambda: models.Schedule(id="x", service_key="childline"),
    "every hundred weeks": lambda: models.Schedule(
        id="x", service_key="childline", freq="WEEKLY", byday="MO", every=100),
    "ends before it starts": lambda: models.Schedule(
        id="x", service_key="childline", freq="WEEKLY", byday="MO", valid_from=date(2027, 1, 2),
        valid_to=date(2027, 1, 1)),
    "below nothing": lambda: models.CostOption(id="x", service_key="childline", option=".", amount=-1),
    "of no service": lambda: models.Language(id="x", service_key="nobody", name="Polish"),
    "a place of no kind": lambda: models.Location(id="x", location_type="moon", name=".", description="."),
    "a country in full": lambda: models.Address(
        id="x", location_id="x", address_1=".", city=".", postal_code="NG1 1AA", country="UK, GB"),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_the_database_refuses_what_cannot_be(site: Flask, what: str) -> None:
    with site.app_context():
        db.session.add(IMPOSSIBLE[what]())
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_low_confidence_is_never_shown(own_site: Flask) -> None:
    row = queries.rows(["kooth"])[0]
    assert row.confidence == "low"
    row.is_live = True
    with pytest.raises(IntegrityError, match="low_waits"):
        db.session.flush()
    db.session.rollback()
    with pytest.raises(ValueError, match="low confidence"):
        content_types.get("service").revive({**words("kooth").as_json(), "hold": False})

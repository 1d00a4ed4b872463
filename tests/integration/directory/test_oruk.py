"""The open interface is whole and in order."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from config import Settings
from tests import oruk_validation as oruk
from tests.conftest import let_go
from webapp.app import create_app
from webapp.directory import operations, queries
from webapp.directory import oruk as oruk_rules
from webapp.directory.places import read
from webapp.engine import clock
from webapp.engine.content_revision import move


@pytest.fixture
def fetch(site: Flask) -> Any:
    client = site.test_client()

    def get(path: str) -> TestResponse:
        return client.get(path, base_url="http://127.0.0.1")

    return get


def records(fetch: Any, query: str) -> list[dict[str, Any]]:
    return fetch(f"/api/oruk/v3/services?per_page=500&{query}").get_json()["contents"]


def test_every_answer_is_as_the_standard_says(fetch: Any) -> None:
    """Against our own model always; against the official schemas where ORUK_SCHEMAS names their folder."""
    folder = os.environ.get("ORUK_SCHEMAS")
    for schemas in (oruk.own, *([oruk.official(Path(folder))] if folder else [])):
        checked, wrong = oruk.validate(lambda path: fetch(path).get_json(), schemas, each=10)
        assert wrong == []
        assert checked > 500


@pytest.mark.parametrize(
    "path",
    ["/v3/", "/v3/services", "/v3/services/x", "/v3/services?page=0", "/v1/services", "/nothing"],
)
def test_every_answer_may_be_read_from_anywhere(fetch: Any, path: str) -> None:
    assert fetch(f"/api/oruk{path}").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=x", "per_page=501", "minimum_age=old", "modified_after=soon", "full=maybe", "format=xml",
     "postcode=nowhere", "postcode=NG18+5BH", "proximity=5", "day=someday", "start_time=soon", "end_time=25:00"],
)
def test_what_cannot_be_used_is_said(fetch: Any, query: str) -> None:
    response = fetch(f"/api/oruk/v3/services?{query}")
    assert response.status_code == 400
    assert response.get_json()["error"]


def test_no_field_is_empty(fetch: Any) -> None:
    def empty(value: Any) -> bool:
        if isinstance(value, dict):
            return any(v in (None, "", [], {}) or empty(v) for v in value.values())
        return isinstance(value, list) and any(empty(v) for v in value)

    assert not any(empty(record) for record in records(fetch, "full=true"))


def test_filters_select_what_they_say(fetch: Any) -> None:
    everything = records(fetch, "full=true")
    aged = {r["id"] for r in everything if r["minimum_age"] >= 11 and r["maximum_age"] <= 18}
    assert {r["id"] for r in records(fetch, "minimum_age=11&maximum_age=18")} == aged
    term = everything[0]["attributes"][0]["taxonomy_term_id"]
    tagged = {r["id"] for r in everything if term in {a["taxonomy_term_id"] for a in r["attributes"]}}
    assert {r["id"] for r in records(fetch, f"taxonomy_term_id={term}")} == tagged
    body = everything[0]["organization_id"]
    assert {r["id"] for r in records(fetch, f"organization_id={body}")} == {
        r["id"] for r in everything if r["organization_id"] == body
    }
    newest = max(r["last_modified"] for r in everything).replace("+", "%2B")
    assert records(fetch, f"modified_after={newest}")
    assert records(fetch, "modified_after=2999-01-01T00:00:00Z") == []


def test_a_stream_of_lines_holds_everything(fetch: Any) -> None:
    lines = fetch("/api/oruk/v3/services?format=ndjson").text.strip().splitlines()
    assert len(lines) == len(records(fetch, ""))


def test_nothing_for_editors_is_in_the_feed(fetch: Any) -> None:
    assert "editor_note" not in fetch("/api/oruk/v3/services?full=true&per_page=500").text


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ("x", {"type": "number"}), (True, {"type": "number"}), ("x", {"enum": ["y"]}),
        ({}, {"required": ["id"], "type": "object"}),
        ("no", {"type": "string", "format": "uuid"}), ("soon", {"type": "string", "format": "date-time"}),
        ("page", {"type": "string", "format": "uri"}), (["x"], {"type": "array", "items": {"type": "object"}}),
        ({"a": 1}, {"properties": {"a": {"type": "string"}}}),
    ],
)
def test_the_validation_notices_faults(tmp_path: Any, value: Any, schema: dict[str, Any]) -> None:
    assert list(oruk.faults(value, schema, tmp_path))


def test_days_and_times_select_by_schedule(fetch: Any) -> None:
    names = {r["name"] for r in records(fetch, "day=MO&start_time=18:00&end_time=22:00")}
    assert "Hucknall Boogie Night" in names
    assert "Hucknall Boogie Night" not in {r["name"] for r in records(fetch, "day=TU&start_time=18:00")}
    assert "Childline" not in names  # its hours were not found, so nothing is said of them
    assert "Samaritans" in {r["name"] for r in records(fetch, "day=SU")}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_postcode_selects_who_works_there_and_proximity_who_is_near(own_site: Flask, tmp_path: Path) -> None:
    file = tmp_path / "ng.csv"
    file.write_text('"NG185BH",10,454000,360000,,,,,"E07000174",\n"NG24 3AL",10,481000,352000,,,,,"E07000175",\n')
    places = read(file.read_text().splitlines(), {"E07000174": "mansfield"})
    operations.replace_postcodes(["NG"], list(places))
    move()
    around = queries.near("NG18 5BH")
    assert around
    everything = queries.hsds_directory("http://x")
    here = {r["id"] for r in oruk_rules.found(everything, "services", {"postcode": "NG18 5BH"}, around)}
    assert here == {
        r["id"] for r in everything.services.values()
        if {"Mansfield", "Nottinghamshire"} & {area["name"] for area in r["service_areas"]}
    }
    close = oruk_rules.found(everything, "services", {"proximity": "1000"}, around)
    assert close
    assert all(around.metres[r["id"]] <= 1000 for r in close)
    assert len(close) < len(oruk_rules.found(everything, "services", {"proximity": "100000"}, around))


def test_too_many_at_once_are_asked_to_wait(settings: Settings, template_database: Path) -> None:
    app = create_app(replace(settings, api_burst=3, database_url=f"sqlite:///{template_database}"))
    client = app.test_client()
    with time_machine.travel(clock.now(), tick=False):
        codes = [client.get(f"/api/oruk/v3/services?page={n}", base_url="http://127.0.0.1") for n in range(1, 6)]
    assert [response.status_code for response in codes] == [200, 200, 200, 429, 429]
    assert int(codes[3].headers["Retry-After"]) >= 1
    assert codes[3].headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/oruk/v3/services?page=1", base_url="http://127.0.0.1").status_code == 200  # kept already
    assert client.get("/local-offer", base_url="http://127.0.0.1").status_code == 200
    let_go(app)


def test_the_description_is_whole_and_true(fetch: Any) -> None:
    described = fetch("/api/oruk/v3/openapi.json").get_json()
    assert described["openapi"] == "3.1.0"
    assert described["info"]["title"]
    assert described["info"]["version"]
    names: list[str] = []
    for path, methods in described["paths"].items():
        operation = methods["get"]
        names.append(operation["operationId"])
        assert "200" in operation["responses"]
        parameters = [(p["in"], p["name"]) for p in operation.get("parameters", [])]
        assert len(set(parameters)) == len(parameters)
        assert {name for place, name in parameters if place == "path"} == set(re.findall(r"{(\w+)}", path))
        assert all(p["schema"] and p["required"] is (p["in"] == "path") for p in operation.get("parameters", []))
        if "{" not in path:
            assert fetch(f"/api/oruk/v3{path}").status_code == 200
    assert len(set(names)) == len(names)
    asked = {p["name"] for m in described["paths"].values() for p in m["get"].get("parameters", [])} - {"id"}
    assert asked == set(oruk_rules.PARAMS)
    for ref in re.findall(r'"#/components/(\w+)/(\w+)"', json.dumps(described)):
        assert described["components"][ref[0]][ref[1]]


def test_an_answer_that_has_not_changed_is_not_sent_again(fetch: Any, site: Flask) -> None:
    first = fetch("/api/oruk/v3/services")
    again = site.test_client().get(
        "/api/oruk/v3/services", base_url="http://127.0.0.1", headers={"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Access-Control-Allow-Origin"] == "*"

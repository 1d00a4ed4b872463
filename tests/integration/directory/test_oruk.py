"""The open interface is whole and in order."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests import oruk_validation as oruk


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
     "postcode=nowhere"],
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

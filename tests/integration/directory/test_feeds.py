"""Somebody else's services come in by a mapping, are checked first, and never go over what a person wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from flask import Flask

from webapp.directory import download, feed_source, feeds, queries
from webapp.engine.transaction import transaction
from webapp.publishing import content_types, exporter, operations
from webapp.publishing import queries as publishing
from webapp.publishing.models import State

MAP: dict[str, Any] = {
    "feed": "next-door", "title": "The county next door",
    "checking": "This comes from the county next door. Please ring first.",
    "defaults": {"topics": ["things-to-do"], "districts": ["county-wide"], "access": "self-referral",
                 "how": "Ring them."},
    "needs": {"Autistic people": "autism"}, "districts": {"Worksop area": "bassetlaw"},
}
SWIM: dict[str, Any] = {
    "id": "1b7d5f8e-0000-4000-8000-000000000001", "name": "Next door swimming", "status": "active",
    "description": "Swimming in warm water.\n\nFridays for disabled children.", "minimum_age": 4, "maximum_age": 99,
    "organization": {"id": "x", "name": "Next door leisure", "description": "."},
    "attributes": [{"taxonomy_term": {"id": "9", "name": "Autistic people", "taxonomy": "Theirs"}}],
    "service_areas": [{"name": "Worksop area"}, {"name": "The moon"}],
    "cost_options": [{"option": "A swim", "amount": 3.5}],
    "phones": [{"number": "01909 496 000"}],
    "schedules": [{"freq": "WEEKLY", "byday": "FR", "opens_at": "16:00", "closes_at": "17:00"}],
}


@pytest.fixture
def run(own_site: Flask, tmp_path: Path) -> Any:
    """Run the command on records of a file; what it printed."""
    (tmp_path / "map.yml").write_text(yaml.safe_dump(MAP), encoding="utf-8")

    def import_feed(records: list[dict[str, Any]], *options: str, fails: bool = False) -> str:
        (tmp_path / "feed.json").write_text(json.dumps({"contents": records}), encoding="utf-8")
        made = own_site.test_cli_runner().invoke(args=[
            "directory", "import-feed", str(tmp_path / "feed.json"), "--mapping", str(tmp_path / "map.yml"), *options,
        ])
        assert bool(made.exit_code) is fails, made.output
        return made.output

    return import_feed


def state(key: str = "next-door-swimming") -> State | None:
    document = publishing.document("service", key)
    return document.state if document else None


def test_a_feed_comes_in_and_never_goes_over_a_persons_words(run: Any, own_site: Flask, tmp_path: Path) -> None:
    assert "Dry run" in run([SWIM], "--dry-run")
    assert state() is None
    assert "added            1" in run([SWIM])
    assert state() == State.HELD  # an editor looks first
    assert "unchanged        1" in run([SWIM])
    assert "updated          1" in run([SWIM], "--publish")
    shown = queries.service("next-door-swimming")
    assert (shown.needs, shown.districts, shown.min_age, shown.max_age) == (("autism",), ("bassetlaw",), 4, 25)
    assert (shown.cost, shown.phone, shown.confidence) == ("paid", "01909 496 000", "medium")
    assert "updated          1" in run([{**SWIM, "name": "Next door swim"}])
    assert queries.service("next-door-swimming").name == "Next door swim"  # the address stays

    document = publishing.document("service", "next-door-swimming")
    assert document
    fields = content_types.get("service").revive(document.live.fields)
    with transaction():
        operations.edit_document("service", fields.model_copy(update={"name": "Our words"}), by="a test")
    assert "incoming         1" in run([{**SWIM, "name": "Their words"}])
    assert queries.service("next-door-swimming").name == "Our words"
    assert "not in the feed any more: next-door-swimming" in run([])
    assert state() == State.LIVE
    assert "incoming removal 1" in run([], "--withdraw-missing")
    assert state() == State.LIVE

    operations.withdraw_missing(content_types.get("service"), {d.key for d in publishing.documents("service")})
    assert state() == State.LIVE  # the content folder does not know it and leaves it alone
    exporter.export_content(tmp_path / "out")
    assert (tmp_path / "out/directory/services/from-next-door/next-door-swimming.yml").exists()


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_is_gone_goes_only_when_asked_and_names_of_ours_are_left_alone(run: Any) -> None:
    run([SWIM], "--publish")
    assert "added            1" in run([SWIM, {**SWIM, "id": "2"}], "--publish")  # the same name, another id
    assert state("next-door-swimming-2") == State.LIVE
    assert "withdrawn        1" in run([SWIM], "--withdraw-missing")
    assert state("next-door-swimming-2") == State.WITHDRAWN
    assert "“childline” is a listing of our own" in run([SWIM, {**SWIM, "id": "3", "name": "Childline"}])
    assert queries.service("childline").organisation != "Next door leisure"


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_errors_are_all_listed_and_nothing_changes(run: Any) -> None:
    wrong = [{**SWIM, "id": "4", "minimum_age": 40}, {**SWIM, "name": "Next door riding", "id": "5",
             "schedules": [{"freq": "WEEKLY", "byday": "XX"}]}, {"name": "nothing else"}, SWIM, SWIM]
    said = run(wrong, fails=True)
    assert "record 1 (Next door swimming): it is for people older than 25" in said
    assert "record 2 (Next door riding)" in said
    assert "record 3 (nothing else): it has no id" in said
    assert "is there twice" in said
    assert state() is None
    assert "added            1" in run(wrong, "--skip-errors", "--dry-run")


def test_our_own_feed_and_table_come_back_as_the_same_listings(site: Flask) -> None:
    with site.app_context():
        kind, words = content_types.get("service"), feeds.Words(*queries.own_words())
        mapping = feeds.FeedMap.model_validate({**MAP, "defaults": {}, "needs": {}, "districts": {}})
        records = download.everything(queries.hsds_directory("http://x"))["services"]
        rows = feeds.rows(download.as_csv(queries.listings().values()))
        for reading in (
            feeds.read(records, mapping, words, kind), feeds.read(rows, mapping, words, kind, table=True)
        ):
            assert reading.errors == []
            assert len(reading.services) == len(queries.listings())
            ours = {x.name: x for x in queries.listings().values()}
            for fields in reading.services.values():
                listing = ours[fields.name]
                assert (fields.organisation, fields.ages.min, fields.ages.max, fields.cost) == (
                    listing.organisation, listing.min_age, listing.max_age, listing.cost)
                assert (*fields.needs, *fields.topics, *fields.schedule_2) == (
                    *listing.needs, *listing.topics, *listing.schedule_2)
                assert set(fields.districts) == set(listing.districts)
                assert (fields.access.type, fields.access.how) == (listing.access, listing.how_to_get_it)
                assert (fields.opening, fields.waiting_time) == (listing.opening, listing.waiting_time)
                contact = fields.contact or feeds.Defaults()
                assert getattr(contact, "phone", None) == listing.phone
                assert getattr(contact, "email", None) == listing.email


class Served(BaseHTTPRequestHandler):
    """Two pages of a feed, a redirect, and a page that is no JSON."""

    def do_GET(self) -> None:
        moved = self.path.startswith("/moved")
        page = 2 if "page=2" in self.path else 1
        body = {"total_pages": 2, "contents": [{**SWIM, "id": str(page), "name": f"Swim {page}"}]}
        text = "<html>" if self.path.startswith("/html") else json.dumps(body)
        self.send_response(302 if moved else 200)
        if moved:
            self.send_header("Location", "http://127.0.0.1:1/services")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_words: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    served = HTTPServer(("127.0.0.1", 0), Served)
    thread = Thread(target=served.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    thread.join()
    served.server_close()


def test_an_address_is_read_page_by_page_if_its_host_is_allowed(server: str) -> None:
    records, text = feed_source.load(server, ("127.0.0.1",))
    assert ([record["name"] for record in records], text) == (["Swim 1", "Swim 2"], "")
    with pytest.raises(feed_source.FeedError, match="not among the allowed hosts"):
        feed_source.load(server, ("elsewhere.example",))
    with pytest.raises(feed_source.FeedError, match="answers 302"):
        feed_source.load(f"{server}/moved", ("127.0.0.1",))
    with pytest.raises(feed_source.FeedError, match="not JSON"):
        feed_source.load(f"{server}/html", ("127.0.0.1",))
    with pytest.raises(feed_source.FeedError, match="only https"):
        feed_source.load("http://elsewhere.example", ("elsewhere.example",))

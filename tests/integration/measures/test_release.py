"""A wave of 400 synthetic families, from answers to a published release and its files."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests import synthetic_wave
from webapp.engine import clock
from webapp.engine.errors import InvalidError, NotAllowedError
from webapp.engine.transaction import transaction
from webapp.measures import operations, queries
from webapp.measures.files import COLUMNS, FIELDS
from webapp.surveys import operations as surveys
from webapp.surveys import results


@pytest.fixture
def closed(own_site, monkeypatch):
    synthetic_wave.open_and_close(monkeypatch, parents=360, young=40)
    return own_site


def release(reason="", people=((1, "Ada"), (2, "Ben"))):
    with transaction():
        key = operations.prepare_release(wave="2027", reason=reason).key
    for person, name in people:
        with transaction():
            operations.sign(key=key, person_id=person, person_name=name)
    with transaction():
        operations.publish(key=key, on=clock.today())
    return key


def test_nothing_is_counted_while_a_wave_can_change(own_site):
    with transaction():
        surveys.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
    with pytest.raises(NotAllowedError):
        results.tally("2027", "parents")


def test_before_the_first_release_the_pages_say_so(own_client):
    page = own_client.get("/measures")
    assert "Nothing has been published yet" in page.words
    page = page.follow("People listen to families")
    assert "People who help my child listen to me." in page.words
    assert own_client.get("/measures/releases").follow("How we count and what we keep back")
    assert json.loads(own_client.get("/api/measures/v1/releases").text) == []


def test_from_answers_to_every_page_and_file(closed, own_client):
    key = release()
    page = own_client.get("/measures")
    assert "Six things that matter to young people" in page.words
    for path in (
        "/measures/CP-01",
        "/measures/CP-03",
        "/measures/CP-06",
        "/measures/CP-09",
        "/measures/CP-09e",
        f"/measures/releases/{key}",
        f"/measures/releases/{key}/board-pack",
        "/measures/how-we-count",
    ):
        own_client.get(path)
    document = queries.published_release(key).document
    figure = next(f for f in document["figures"] if (f["measure"], f["breakdown"]) == ("CP-01", "all"))
    page = own_client.get("/measures/CP-01")
    assert f"{figure['percent']} in every 100" in page.words
    assert f"between {figure['low']} and {figure['high']}" in page.words


def test_the_csv_fits_its_codebook_and_says_what_the_pages_say(closed, own_client):
    key = release()
    text = own_client.get(f"/measures/releases/{key}.csv").text
    lines = list(csv.DictReader(io.StringIO(text)))
    book = json.loads(own_client.get(f"/measures/releases/{key}/codebook.json").text)
    fields = book["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == list(lines[0]) == list(COLUMNS)
    kinds = {name: kind for name, kind, _words in FIELDS}
    for line in lines:
        for field in fields:
            value, allowed = line[field["name"]], field.get("constraints", {}).get("enum")
            assert not (value and allowed) or value in allowed
            assert kinds[field["name"]] != "integer" or value == "" or int(value) is not None
        assert (line["percent"] == "") == (line["status"] != "shown")
    names = book["resources"][0]["schema"]["primaryKey"]
    assert len({tuple(line[name] for name in names) for line in lines}) == len(lines)
    figures = json.loads(own_client.get(f"/api/measures/v1/releases/{key}").text)["figures"]
    said = [(f["measure"], f["question"], f["breakdown"], f["group"], str(f["percent"] or "")) for f in figures]
    written = [(li["measure"], li["question"], li["breakdown"], li["group"], li["percent"]) for li in lines]
    assert [s for s in said if s[4]] == [w for w in written if w[4] not in ("", "0")]


def test_the_feed_names_the_release(closed, own_client):
    key = release()
    feed = own_client.get("/measures/releases.atom").text
    tree = ElementTree.fromstring(feed)  # noqa: S314 - our own feed
    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.find(f"{atom}id").text.rpartition("/")[2] for entry in tree.iter(f"{atom}entry")] == [key]


def test_nothing_public_holds_the_private_counts(closed, own_client):
    key = release()
    assert "private" not in own_client.get(f"/api/measures/v1/releases/{key}").text
    hidden = [f for f in queries.published_release(key).document["figures"] if f["status"] != "shown"]
    assert hidden, "the synthetic wave has small groups"
    assert all(f["percent"] is None and f["low"] is None for f in hidden)


def test_preparing_twice_gives_the_same_document(closed):
    with transaction():
        first = operations.prepare_release(wave="2027").document
    with transaction():
        second = operations.prepare_release(wave="2027").document
    assert json.dumps(first, sort_keys=True) == json.dumps(second, sort_keys=True)


def test_one_person_cannot_publish(closed):
    with transaction():
        key = operations.prepare_release(wave="2027").key
    with transaction():
        operations.sign(key=key, person_id=1, person_name="Ada")
    with pytest.raises(InvalidError), transaction():
        operations.sign(key=key, person_id=1, person_name="Ada")
    with pytest.raises(InvalidError, match="Two people"), transaction():
        operations.publish(key=key, on=clock.today())


def test_a_release_for_tomorrow_is_not_out_today(closed, own_client, monkeypatch):
    with transaction():
        key = operations.prepare_release(wave="2027").key
    for person in (1, 2):
        with transaction():
            operations.sign(key=key, person_id=person, person_name=str(person))
    tomorrow = clock.today() + timedelta(days=1)
    with transaction():
        operations.publish(key=key, on=tomorrow)
    own_client.get(f"/measures/releases/{key}", status=404)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    own_client.get(f"/measures/releases/{key}")


def test_a_correction_says_why_and_the_old_page_points_to_it(closed, own_client):
    old = release()
    with pytest.raises(InvalidError, match="reason"), transaction():
        operations.prepare_release(wave="2027")
    new = release(reason="We named a group wrongly.")
    page = own_client.get(f"/measures/releases/{old}")
    page = page.follow("Go to the corrected release")
    assert page.path.endswith(new)
    assert "We named a group wrongly." in page.words


def test_young_people_are_not_split_when_there_are_few(closed):
    document = queries.published_release(release()).document
    young = {f["breakdown"] for f in document["figures"] if f["audience"] == "young-people"}
    assert young == {"all"}


def test_history_is_shown_apart_and_small_groups_are_refused(closed, own_client):
    from webapp.measures import history

    text = "wave,measure,wording,percent,base,source\r\n2023,CP-01,We are listened to,44,120,Old report\r\n"
    with transaction():
        assert operations.bring_in(rows=history.read(text)) == 1
    page = own_client.get("/measures/CP-01")
    assert "We are listened to" in page.words
    assert "not joined" in page.words
    with pytest.raises(history.HistoryError, match="too small"):
        history.read(text.replace("44,120", "10,12"))

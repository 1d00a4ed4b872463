"""A wave of 500 synthetic families, from answers to a published release, its files and the feed."""

import csv
import io
import json
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import frictionless
import jsonschema
import pytest
from openapi_spec_validator import validate
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests import synthetic_wave
from webapp.engine import audit, clock
from webapp.engine.errors import InvalidError, NotAllowedError, StaleError
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.feedback import operations as feedback
from webapp.feedback.wording import Promise
from webapp.measures import history, jobs, linter, operations, queries
from webapp.measures.files import COLUMNS
from webapp.measures.models import Release
from webapp.publishing.importer import import_content
from webapp.surveys import operations as surveys
from webapp.surveys import queries as surveys_queries
from webapp.surveys import results
from webapp.ui.filters import long_date

POPULATION = """key: made-up-ages
breakdown: age
year: made up for a test
source: {source}
margins:
- {{group: 0-4, number: 900}}
- {{group: 5-10, number: 2900}}
- {{group: 11-15, number: 2600}}
- {{group: 16-18, number: 1300}}
- {{group: 19-25, number: 900}}
"""


@pytest.fixture
def closed(own_site, monkeypatch):
    synthetic_wave.open_and_close(monkeypatch, parents=360, young=140)
    return own_site


def prepare(reason=""):
    with transaction():
        return operations.prepare_release(wave="2027", reason=reason).key


def figures_of(key):
    return queries.published_release(key).document["figures"]


def sign_by_two(key):
    with transaction():
        operations.show_first(key=key, words="The forum and Pioneers saw it.")
    for person, name in ((1, "Ada"), (2, "Ben")):
        with transaction():
            operations.sign(key=key, person_id=person, person_name=name)


def release(reason=""):
    key = prepare(reason)
    sign_by_two(key)
    with transaction():
        assert operations.publish(key=key, at=clock.now())
    return key


def an_earlier_wave(reworded):
    """The same answers, published as the wave of the year before, in which one question had other words."""
    key = prepare()
    found = queries.release(key)
    document, private = json.loads(json.dumps(found.document)), found.private
    document["wave"], document["wording"][reworded]["fingerprint"] = "2026", "other words"
    with transaction():
        operations.discard(key=key)
    with transaction():
        facts = {"document": document, "private": private, "prepared_on": clock.today()}
        db.session.add(Release(key="2026-1", wave="2026", number=1, **facts))
    sign_by_two("2026-1")
    with transaction():
        operations.publish(key="2026-1", at=clock.now())


def answer_a_theme():
    with transaction():
        theme = feedback.start_theme("Tell us why", "Decisions came without a reason.", by=1)
    due = clock.today() + timedelta(days=90)
    words = feedback.Answer(
        "Tell us why", "Decisions came without a reason.", "You are right.", "Say why in every letter",
        "Head of SEND", due, Promise.DOING, ("CP-01",),
    )  # fmt: skip
    with transaction():
        feedback.answer(theme, words, version=1, live=True, by=1)


def bring_in_a_population(app, tmp_path):
    folder = Path(shutil.copytree(app.config["CONTENT_DIR"], tmp_path / "content"))
    source = next(line.split()[-1] for line in (folder / "sources.yml").read_text().splitlines() if "key:" in line)
    (folder / "measures/population").mkdir()
    (folder / "measures/population/ages.yml").write_text(POPULATION.format(source=source))
    with transaction():
        import_content(folder)


def test_before_the_first_release_the_pages_say_so(own_site, own_client):
    assert (queries.releases(), surveys_queries.waves(), queries.populations()) == ([], {}, [])  # nothing made up ships
    with transaction():
        surveys.open_wave(wave_key="2027", closes_on=clock.today(), grace_days=0)
    with pytest.raises(NotAllowedError):
        results.tally("2027", "parents")  # nothing is counted while a wave can change
    for wave in ("2027", "1999", ""):
        with pytest.raises(InvalidError, match="closed for good"), transaction():
            operations.prepare_release(wave=wave)
    page = own_client.get("/measures")
    assert "Nothing has been published yet" in page.words
    assert f"takes answers until {long_date(clock.today())}. The numbers come around" in page.words
    assert long_date(clock.today() + timedelta(weeks=6)) in page.words
    assert "My child is listened to." in page.words  # what will be asked
    assert "have not been brought in yet" in own_client.get("/measures/how-we-count").words  # no population figures
    page = page.follow("People listen to families")
    assert "People who help my child listen to me." in page.words
    assert "not been published" not in own_client.get("/measures/CP-20").words
    assert json.loads(own_client.get("/api/measures/v1/releases").text) == []
    measures, breakdowns = list(queries.measures().values()), queries.rules().breakdowns
    assert linter.check(measures, breakdowns, queries.populations(), results.newest_questionnaires()) == []


def test_from_answers_to_every_page_file_and_feed(closed, own_client, tmp_path):
    bring_in_a_population(closed, tmp_path)
    answer_a_theme()
    an_earlier_wave("parents:C1")
    key = release()
    document = queries.published_release(key).document

    assert "Six things that matter to young people" in own_client.get("/measures").words
    figure = next(f for f in document["figures"] if (f["measure"], f["breakdown"]) == ("CP-01", "all"))
    page = own_client.get("/measures/CP-01")
    assert f"{figure['percent']} in every 100" in page.words
    assert f"between {figure['low']} and {figure['high']}" in page.words
    assert "Say why in every letter" in page.words
    assert "Cannot be compared with 2026: the question or its answers had other words then." in page.words
    assert "not comparable with the one before" in page.text  # the chart's own words: two dots and no line
    assert "chart__line" not in page.text
    page_of_the_same_words = own_client.get("/measures/CP-11")
    assert "No clear change since 2026" in page_of_the_same_words.words
    assert "chart__line" in page_of_the_same_words.text
    page_of_the_same_words.follow("Release 2027-1")
    theme = page.follow("Tell us why")
    assert theme.path == "/you-said-we-did/tell-us-why"
    assert theme.follow("People listen to families").path == "/measures/CP-01"  # and back again
    assert f"{figure['percent']} in 100" in theme.words
    assert "Say why in every letter" in own_client.get(f"/measures/releases/{key}/board-pack").words
    assert "1 of 1" in own_client.get("/measures/CP-20").words
    assert "Nothing to count yet" in own_client.get("/measures/CP-21").words
    check_likeness(own_client.get("/measures/CP-09"), document)
    for path in ("CP-03", "CP-06", "CP-09e", "CP-22", f"releases/{key}", f"releases/{key}/board-pack"):
        own_client.get(f"/measures/{path}")
    check_files(own_client, key, document, tmp_path)


def check_likeness(page, document):
    """The index is worked out again from what is published and what the file says."""
    entry = next(e for e in document["who"]["breakdowns"] if e["breakdown"] == "age")
    there = {"0-4": 900, "5-10": 2900, "11-15": 2600, "16-18": 1300, "19-25": 900}
    replies = {group["group"]: group["base"] for group in entry["groups"]}
    apart = sum(abs(replies[g] / sum(replies.values()) - there[g] / sum(there.values())) for g in there) / 2
    assert entry["likeness"]["index"] == round(1 - apart, 2) < 0.95
    assert f"Age of the child: {entry['likeness']['index']} out of 1" in page.words
    assert "made up for a test" in page.words
    assert "cannot yet say how like" not in page.words


def check_files(client, key, document, tmp_path):
    """CSV, codebook, JSON, interface and feed, each read by somebody else's reader."""
    written = client.get(f"/measures/releases/{key}.csv").text
    book = client.get(f"/measures/releases/{key}/codebook.json").text
    (tmp_path / f"{key}.csv").write_text(written, newline="")
    (tmp_path / "codebook.json").write_text(book)
    report = frictionless.validate(str(tmp_path / "codebook.json"))
    assert report.valid, report.flatten(["type", "note"])

    described = json.loads(client.get("/api/measures/v1/openapi.json").text)
    validate(described)
    assert client.get("/api/measures/v1/releases").response.headers["Access-Control-Allow-Origin"] == "*"
    schemas = {"components": described["components"]}
    given = json.loads(client.get(f"/api/measures/v1/releases/{key}").text)
    jsonschema.validate(given, {"$ref": "#/components/schemas/Release", **schemas})
    listed = json.loads(client.get("/api/measures/v1/releases").text)
    jsonschema.validate(listed, {"$ref": "#/components/schemas/Releases", **schemas})

    lines = list(csv.DictReader(io.StringIO(written)))
    assert tuple(lines[0]) == COLUMNS
    names = ("question", "group", "percent")
    said = [tuple("" if f.get(name) is None else str(f[name]) for name in names) for f in given["figures"]]
    assert said == [(line["question"], line["group"], line["percent"]) for line in lines]
    hidden = [f for f in document["figures"] if f["status"] not in {"shown", "nothing-to-count"}]
    assert hidden, "the synthetic wave has small groups"
    assert all(f["percent"] is None and f["low"] is None for f in hidden)
    assert "private" not in given
    for path in (f"measures/releases/{key}.csv", f"api/measures/v1/releases/{key}", "measures/releases.atom"):
        tag = client.get(f"/{path}").response.headers["ETag"]
        client.get(f"/{path}", headers={"If-None-Match": tag}, status=304)

    atom = "{http://www.w3.org/2005/Atom}"
    tree = ElementTree.fromstring(client.get("/measures/releases.atom").text)  # noqa: S314 - our own feed
    assert [entry.find(f"{atom}id").text.rpartition("/")[2] for entry in tree.iter(f"{atom}entry")] == [key, "2026-1"]
    moments = [tree.find(f"{atom}updated"), *(entry.find(f"{atom}updated") for entry in tree.iter(f"{atom}entry"))]
    assert all(datetime.fromisoformat(moment.text).tzinfo for moment in moments)


def test_two_people_sign_after_the_forum_and_it_comes_out_at_its_moment(closed, own_client, monkeypatch):
    key = prepare()
    first = json.dumps(queries.release(key).document, sort_keys=True)
    with pytest.raises(InvalidError, match="waits already"):
        prepare()  # each is checked against all that was published before it, so one waits at a time
    with transaction():
        operations.discard(key=key)
    with transaction():
        key = operations.prepare_release(wave="2027", by=1, by_name="Ada").key
    assert json.dumps(queries.release(key).document, sort_keys=True) == first
    with pytest.raises(InvalidError, match="forum"), transaction():
        operations.sign(key=key, person_id=1, person_name="Ada")
    with transaction():
        operations.show_first(key=key, words="The forum saw it.")
    with transaction():
        operations.sign(key=key, person_id=1, person_name="Ada")
    with pytest.raises(InvalidError, match="second person"), transaction():
        operations.sign(key=key, person_id=1, person_name="Ada")  # she prepared it and signed it: she counts once
    with pytest.raises(InvalidError, match="Two people"), transaction():
        operations.publish(key=key, at=clock.now())
    with pytest.raises(DatabaseError, match="two people"), transaction():
        db.session.execute(text("UPDATE measure_release SET state = 'published', publish_on = prepared_on"))
    with pytest.raises(DatabaseError, match="does not change"), transaction():
        db.session.execute(text("UPDATE measure_release SET document = '{}'"))
    with transaction():
        operations.sign(key=key, person_id=2, person_name="Ben")
    check_moment(key, own_client, monkeypatch)


def check_moment(key, client, monkeypatch):
    """It comes out at its moment, and can be called back before."""
    moment = clock.now() + timedelta(hours=30, minutes=5)

    def wait_for(at):
        with transaction():
            assert not operations.publish(key=key, at=at)

    wait_for(moment)
    with pytest.raises(StaleError, match="Call it back"), transaction():
        operations.discard(key=key)
    with transaction():
        operations.call_back(key=key)
    monkeypatch.setattr(clock, "now", lambda: moment + timedelta(minutes=1))
    jobs.publish_due()
    client.get(f"/measures/releases/{key}", status=404)  # called back: its moment passes and nothing happens
    later = moment + timedelta(hours=1)
    wait_for(later)
    jobs.publish_due()
    assert "Nothing has been published yet" in client.get("/measures").words
    client.get(f"/measures/releases/{key}.csv", status=404)
    monkeypatch.setattr(clock, "now", lambda: later)
    jobs.publish_due()
    jobs.publish_due()  # safe to run twice
    assert "published on" in client.get("/measures").words  # the page kept in memory went with the change
    listed = json.loads(client.get("/api/measures/v1/releases").text)
    assert listed[0]["published_at"] == later.isoformat(timespec="seconds").replace("+00:00", "Z")
    assert [entry.verb for entry in audit.latest(1)] == ["release.came-out"]
    with pytest.raises(StaleError), transaction():
        operations.call_back(key=key)


def test_a_published_release_never_changes_and_a_correction_says_why(closed, own_client):
    old = release()
    for change in ("UPDATE measure_release SET reason = 'quietly'", "DELETE FROM measure_release"):
        with pytest.raises(DatabaseError, match="does not change"), transaction():
            db.session.execute(text(change))
    with pytest.raises(InvalidError, match="reason"), transaction():
        operations.prepare_release(wave="2027")
    new = release(reason="We named a group\x00\x0b wrongly.")
    ElementTree.fromstring(own_client.get("/measures/releases.atom").text)  # noqa: S314 - our own feed
    for path in (f"/measures/releases/{old}", f"/measures/releases/{old}/board-pack"):
        page = own_client.get(path)
        assert "This release has been corrected" in page.words
        assert "We named a group wrongly." in page.words
        page = page.follow("Go to the corrected release")
        assert page.path.endswith(new)
        assert "Why this is a correction" in page.words
    assert json.loads(own_client.get(f"/api/measures/v1/releases/{old}").text)["corrected_by"] == new
    assert own_client.get(f"/measures/releases/{old}.csv").text.count(old) == len(figures_of(old))
    assert "corrected since" in own_client.get("/measures/releases").words
    assert figures_of(old) == figures_of(new)  # the same answers: not one number more


def test_history_is_shown_apart_and_small_groups_are_refused(own_site, own_client):
    words = "wave,measure,wording,percent,base,source\r\n2023,CP-01,We are listened to,44,120,Old report\r\n"
    with transaction():
        assert operations.bring_in(rows=history.read(words)) == 1
    page = own_client.get("/measures/CP-01")
    assert "We are listened to" in page.words
    assert "not joined" in page.words
    with pytest.raises(history.HistoryError, match="too small"):
        history.read(words.replace("44,120", "10,12"))
    more = "wave,measure,wording,percent,base,source,question\r\n2023,CP-06,Used it,31,90,Old report,B2\r\n"
    with transaction():
        operations.bring_in(rows=history.read(more))
    assert "Used it" in own_client.get("/measures/CP-06").words
    for wrong, said in (("2027,", "survey of this site"), ("2023,CP-99", "no measure"), ("B2", "does not count")):
        changed = {"2027,": more.replace("2023,", wrong), "2023,CP-99": more.replace("2023,CP-06", wrong)}
        with pytest.raises(history.HistoryError, match=said), transaction():
            operations.bring_in(rows=history.read(changed.get(wrong, more.replace("B2", "C1"))))
    with transaction():
        assert operations.take_out(wave="2023") == 2
    assert "We are listened to" not in own_client.get("/measures/CP-01").words

"""Somebody who holds the whole database tries to find out who answered what, and cannot."""

import io
import itertools
import re
from datetime import timedelta

import pytest
import structlog
from sqlalchemy import DateTime, inspect, text
from sqlalchemy.exc import DBAPIError

from config import Settings
from tests import synthetic_wave
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import jobs, models, operations, path, queries, sealing

UNJOINABLE = (models.SurveyResponse, models.Receipt, models.Draft, models.FamilyWords, models.Invitation)


@pytest.fixture
def wave(own_site):
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=9), grace_days=0)
    return own_site


def answered(text_in_b6=""):
    """Begin and answer everything through the operations; the handle and the script."""
    with transaction():
        handle, script = operations.begin(wave_key="2027", audience="parents", language="en")
    questionnaire = queries.questionnaire("2027", "parents")
    answers = synthetic_wave.answers(questionnaire, synthetic_wave.random.Random(len(text_in_b6)))
    if text_in_b6:
        answers.update(B6=text_in_b6, J2="yes")
    walked = path.walk(questionnaire, answers)
    synthetic_wave.keep(handle, walked.kept)
    return handle, script


def send(handle, script):
    with transaction():
        return operations.submit(handle=handle, token=script.token, wave_key="2027")


def test_no_survey_table_points_to_another_or_tells_the_time():
    for model in UNJOINABLE:
        table = model.__table__
        assert not table.foreign_keys
        assert not [column.name for column in table.columns if isinstance(column.type, DateTime)]
    assert {c.name for c in models.SurveyResponse.__table__.columns} == {
        "id",
        "wave",
        "audience",
        "answered_on",
        "language",
        "mode",
        "invited",
        "answers",
    }
    shared = [
        {c.name for c in a.__table__.columns} & {c.name for c in b.__table__.columns} - {"wave", "audience"}
        for a, b in itertools.combinations(UNJOINABLE, 2)
    ]
    # Keys have the same column name in places; their values are random and of different kinds.
    assert set().union(*shared) <= {"id", "name"}


def test_sqlite_keeps_no_hidden_order(wave):
    if db.engine.dialect.name != "sqlite":
        assert {c["name"] for c in inspect(db.engine).get_columns("survey_response")} >= {"id"}
        return
    for model in UNJOINABLE:
        made = db.session.execute(
            text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": model.__tablename__}
        ).scalar_one()
        assert "WITHOUT ROWID" in made.upper()


def test_the_nth_receipt_is_not_the_nth_response(wave):
    """Storage order of both tables against the order of sending: no better than chance."""
    order = []
    for _ in range(24):
        handle, script = answered()
        before = {row.id for row in db.session.query(models.SurveyResponse)}
        db.session.rollback()
        send(handle, script)
        receipt = sealing.receipt_name(queries.waves()["2027"].secret, script.token)
        [response] = {row.id for row in db.session.query(models.SurveyResponse)} - before
        db.session.rollback()
        order.append((receipt, response))
    receipts = [row[0] for row in db.session.execute(text("SELECT name FROM survey_receipt ORDER BY name"))]
    responses = [row[0] for row in db.session.execute(text("SELECT id FROM survey_response ORDER BY id"))]
    if db.engine.dialect.name == "sqlite":
        assert receipts == [row[0] for row in db.session.execute(text("SELECT name FROM survey_receipt"))]
        assert responses == [row[0] for row in db.session.execute(text("SELECT id FROM survey_response"))]
    right = sum((receipt, response) in order for receipt, response in zip(receipts, responses, strict=True))
    assert right <= 6  # by chance about one in 24; more than six would be one in a thousand million


def test_a_draft_cannot_be_read_in_the_database_or_its_log(wave, tmp_path):
    handle, script = answered("Purple elephants on the bypass.")
    stored = everything(tmp_path)
    for secret in (b"Purple elephants", script.token.encode(), handle.key, handle.key.hex().encode()):
        assert secret not in stored
    send(handle, script)
    assert b"Purple elephants" in everything(tmp_path)  # the check can see: now it was sent with permission


def everything(tmp_path):
    """Every byte of the database that can be had."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        return b"".join(file.read_bytes() for file in tmp_path.glob("site.db*"))
    rows = [db.session.query(model).all() for model in UNJOINABLE]
    return repr([[vars(row) for row in found] for found in rows]).encode()


def marks(table, key):
    """Each row's key and, on PostgreSQL, the transaction that wrote it; in the order of the disk."""
    mark = "xmin::text" if db.engine.dialect.name == "postgresql" else "''"
    order = " ORDER BY ctid" if db.engine.dialect.name == "postgresql" else ""
    chosen = f"SELECT {key}, {mark} FROM {table}{order}"  # noqa: S608 - names from this file
    return [tuple(row) for row in db.session.execute(text(chosen))]


def test_no_table_can_be_joined_to_another_by_the_moment_of_writing(wave):
    """PostgreSQL marks rows with their transaction and keeps their order: once set apart, neither joins anything."""
    for _ in range(6):
        handle, script = answered("Purple elephants on the bypass.")
        send(handle, script)
    tables = {"survey_response": "id", "survey_receipt": "name", "survey_words": "id"}
    if db.engine.dialect.name == "postgresql":  # the attack works before: the test can see
        before = {table: {mark for _key, mark in marks(table, key)} for table, key in tables.items()}
        assert before["survey_response"] & before["survey_receipt"] & before["survey_words"]
    db.session.rollback()
    jobs.set_apart()
    after = {table: marks(table, key) for table, key in tables.items()}
    db.session.rollback()
    assert [len(found) for found in after.values()] == [6, 6, 0]  # words given as comments have left for feedback
    for found in after.values():
        assert [key for key, _mark in found] == sorted(key for key, _mark in found)
    if db.engine.dialect.name == "postgresql":
        seen = [{mark for _key, mark in found} for found in after.values() if found]
        assert [len(found) for found in seen] == [1, 1]
        assert not set.intersection(*seen)


def test_nothing_that_has_opened_or_closed_can_be_changed_in_the_database(wave, monkeypatch):
    def refused(change):
        with pytest.raises(DBAPIError, match="frozen"), transaction():
            change(db.session.get(models.Wave, "2027"))

    words = dict(queries.waves()["2027"].questionnaires)
    words["parents"] = {**words["parents"], "title": "Another title"}
    refused(lambda row: setattr(row, "questionnaires", words))
    later = clock.today() + timedelta(days=30)
    monkeypatch.setattr(clock, "today", lambda: later)
    with transaction():
        operations.close_wave(wave_key="2027")
    refused(lambda row: setattr(row, "state", "open"))
    refused(lambda row: setattr(row, "secret", b"another"))


def test_no_setting_and_no_button_turns_this_off(wave):
    """Anonymity is the shape of the tables: there is nothing to switch, before or after the first answer."""
    switches = [name for name in Settings.__dataclass_fields__ if "anonym" in name or "survey" in name]
    assert switches == []
    assert not [c.name for c in models.Wave.__table__.columns if "anonym" in c.name]


def test_the_log_of_a_survey_page_has_no_second_no_address_and_no_answer(wave, monkeypatch):
    monkeypatch.setattr(wave, "testing", False)
    log, kept = io.StringIO(), structlog.get_config()
    structlog.configure(**{**kept, "logger_factory": structlog.WriteLoggerFactory(file=log)})
    client = wave.test_client()
    client.get("/surveys/2027/parents/begin?code=bado", environ_base={"REMOTE_ADDR": "192.0.2.77"})
    structlog.configure(**kept)
    lines = [line for line in log.getvalue().splitlines() if "surveys.begin" in line]
    assert lines
    for line in lines:
        assert "192.0.2.77" not in line
        assert "bado" not in line
        assert re.search(r'"timestamp": "\d{4}-\d\d-\d\dT\d\d"', line)
        assert '"ms"' not in line


def test_closing_destroys_what_could_join(wave, monkeypatch):
    handle, script = answered()
    send(handle, script)
    answered()
    later = clock.today() + timedelta(days=30)
    monkeypatch.setattr(clock, "today", lambda: later)
    with transaction():
        operations.close_wave(wave_key="2027")
    assert db.session.query(models.Draft).count() == 0
    assert db.session.get(models.Wave, "2027").secret is None
    db.session.rollback()

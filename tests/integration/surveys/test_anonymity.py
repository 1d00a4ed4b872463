"""Somebody who holds the whole database tries to find out who answered what, and cannot."""

import hmac
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
from webapp.engine.errors import InvalidError
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.surveys import jobs, models, operations, path, queries, sealing
from webapp.surveys.operations import ballot_box

UNJOINABLE = (
    models.SurveyResponse,
    models.Receipt,
    models.Draft,
    models.FamilyWords,
    models.Invitation,
    models.Envelope,
)


@pytest.fixture
def wave(own_site):
    with transaction():
        operations.open_wave(wave_key="2027", closes_on=clock.today() + timedelta(days=9), grace_days=0)
    return own_site


def answered(text_in_b6="", language="en"):
    """Begin and answer everything through the operations; the handle and the script."""
    with transaction():
        handle, script = operations.begin(wave_key="2027", audience="parents", language=language)
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
        "answers",
    }
    shared = [
        {c.name for c in a.__table__.columns} & {c.name for c in b.__table__.columns} - {"wave", "audience"}
        for a, b in itertools.combinations(UNJOINABLE, 2)
    ]
    # Keys and sealed bytes have the same column name in places; their values are random and of different kinds.
    assert set().union(*shared) <= {"id", "name", "sealed"}


def test_sqlite_keeps_no_hidden_order(wave):
    if db.engine.dialect.name != "sqlite":
        assert {c["name"] for c in inspect(db.engine).get_columns("survey_response")} >= {"id"}
        return
    for model in UNJOINABLE:
        made = db.session.execute(
            text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": model.__tablename__}
        ).scalar_one()
        assert "WITHOUT ROWID" in made.upper()


def looked_at():
    """What a copy of the whole database shows: envelopes and responses in the order of the disk."""
    db.session.rollback()
    envelopes = marks("survey_envelope", "id")
    responses = marks("survey_response", "language")  # the language tells the test the truth; an attacker has the id
    keys = dict(map(tuple, db.session.execute(text("SELECT language, id FROM survey_response"))))
    db.session.rollback()
    return envelopes, responses, keys


def test_who_sent_what_cannot_be_told_from_a_copy_of_the_database_after_every_sending(wave):
    """The strongest attacker we can think of: sees everything after each sending, and knows who sent it."""
    envelope_of, batches, before = {}, [], set()
    for place in range(2 * ballot_box.FEWEST):
        handle, script = answered(language=f"f{place}")
        seen = {key for key, _mark in looked_at()[0]}
        send(handle, script)
        envelopes, responses, keys = looked_at()
        envelope_of[place] = ({key for key, _mark in envelopes} - seen or {""}).pop()
        came = [(name, keys[name]) for name, _mark in responses if name not in before]
        before |= keys.keys()
        if came:
            batches.append(came)
            [_mark] = {mark for name, mark in responses if name in dict(came)}  # written as one
    assert [len(batch) for batch in batches] == [ballot_box.FEWEST] * 2
    families = [list(range(start, start + ballot_box.FEWEST)) for start in (0, ballot_box.FEWEST)]
    guesses = {
        (in_order, out_order): sum(
            name == f"f{family}"
            for group, batch in zip(families, batches, strict=True)
            for family, (name, _key) in zip(arranged(group), put(batch), strict=True)
        )
        for in_order, arranged in (("sent", list), ("key", lambda group: sorted(group, key=envelope_of.get)))
        for out_order, put in (("disk", list), ("key", lambda batch: sorted(batch, key=lambda pair: pair[1])))
    }
    assert max(guesses.values()) < 12, guesses  # by chance 2 of 20; 12 would be one in ten million


def test_envelopes_are_all_alike_and_nobody_opens_them_without_the_site(wave, tmp_path):
    """Sent and answers can be joined, as they are written together: nobody can read them, and all are as long."""
    for words in ("", "Purple elephants on the bypass.", "Purple elephants, " * 25):
        send(*answered(words))
    sealed = [row.sealed for row in db.session.query(models.Envelope)]
    assert len(sealed) == 5
    assert {len(one) for one in sealed} == {ballot_box.SIZE + 28}
    assert rows_of(models.SurveyResponse) == rows_of(models.FamilyWords) == []
    assert b"Purple elephants" not in everything(tmp_path)
    secret = queries.waves()["2027"].secret
    for row in db.session.query(models.Envelope):
        for guess in (secret, hmac.digest(secret, row.id.encode(), "sha256")):
            with pytest.raises(sealing.CannotOpenError):
                sealing.unseal(sealing.Handle(row.id, guess), row.sealed)
    db.session.rollback()


def rows_of(model):
    db.session.rollback()
    return db.session.query(model).all()


def test_a_wave_does_not_close_while_answers_cannot_be_opened(wave, monkeypatch):
    """Somebody changed the site's secret: nothing is lost, and the message says what to do."""
    send(*answered("Purple elephants on the bypass."))
    later = clock.today() + timedelta(days=30)
    monkeypatch.setattr(clock, "today", lambda: later)
    with monkeypatch.context() as patch:
        patch.setitem(wave.config, "SECRET_KEY", "another")
        with pytest.raises(InvalidError, match="2 sealed answers cannot be opened"), transaction():
            operations.close_wave(wave_key="2027")
    assert len(rows_of(models.Envelope)) == 2
    with transaction():
        operations.close_wave(wave_key="2027")
    assert (len(rows_of(models.SurveyResponse)), len(rows_of(models.FamilyWords))) == (1, 1)


def test_a_draft_cannot_be_read_in_the_database_or_its_log(wave, tmp_path):
    handle, script = answered("Purple elephants on the bypass.")
    stored = everything(tmp_path)
    for secret in (b"Purple elephants", script.token.encode(), handle.key, handle.key.hex().encode()):
        assert secret not in stored
    send(handle, script)
    assert b"Purple elephants" not in everything(tmp_path)  # sent with permission, and still sealed
    with transaction():
        ballot_box.open_words(queries.waves()["2027"].secret, "2027", 1)
    assert b"Purple elephants" in everything(tmp_path)  # the check can see


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


def test_ten_become_all_each_day(wave):
    """PostgreSQL marks rows with their transaction and keeps their order: set apart, neither says anything."""
    for _ in range(ballot_box.FEWEST):
        send(*answered("Purple elephants on the bypass."))
    tables = {"survey_response": "id", "survey_receipt": "name"}
    if db.engine.dialect.name == "postgresql":  # the attack works on envelopes: the test can see
        sealed = {mark for _key, mark in marks("survey_envelope", "id")}
        assert sealed <= {mark for _key, mark in marks("survey_receipt", "name")}
    db.session.rollback()
    jobs.set_apart()
    after = {table: marks(table, key) for table, key in tables.items()}
    assert rows_of(models.FamilyWords) == []  # given as comments, they have left for feedback
    all_in_one_order(after)


def all_in_one_order(tables):
    """Rows lie in the order of their random keys and all of a table carry one mark."""
    for found in tables.values():
        assert [key for key, _mark in found] == sorted(key for key, _mark in found)
        assert len({mark for _key, mark in found}) == 1


def test_the_last_few_are_not_told_apart_at_close(wave, monkeypatch):
    for _ in range(ballot_box.FEWEST + 1):
        send(*answered("Purple elephants on the bypass."))
    assert len(rows_of(models.SurveyResponse)) == ballot_box.FEWEST
    later = clock.today() + timedelta(days=30)
    monkeypatch.setattr(clock, "today", lambda: later)
    with transaction():
        operations.close_wave(wave_key="2027")
    assert len(rows_of(models.SurveyResponse)) == ballot_box.FEWEST + 1
    assert rows_of(models.Envelope) == []
    tables = {"survey_response": "id", "survey_receipt": "name", "survey_words": "id"}
    all_in_one_order({table: marks(table, key) for table, key in tables.items()})


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

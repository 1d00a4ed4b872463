"""Jobs run from rows; single letters leave once."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from config import MailBy, MailSettings, Settings, SettingsError
from tests.page_client import PageClient
from tests.staff import staff_hook
from webapp.accounts.roles import Permission
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.jobs import holder, runner, schedule
from webapp.engine.mail import outbox
from webapp.engine.mail.models import LetterState, OutgoingLetter
from webapp.engine.mail.outcome import Ended, Outcome
from webapp.engine.mail.transports import file as files
from webapp.engine.mail.transports.memory import MemoryTransport
from webapp.engine.transaction import transaction
from webapp.extensions import db


@pytest.fixture
def app(empty_site: Flask) -> Flask:
    empty_site.extensions["mail"] = MemoryTransport()
    return empty_site


def memory(app: Flask) -> MemoryTransport:
    found = app.extensions["mail"]
    assert isinstance(found, MemoryTransport)
    return found


def post() -> str:
    with transaction():
        return outbox.post(purpose="test", to="a@example.org", subject="Hello", text="Words.\n")


def letter(letter_id: str) -> OutgoingLetter:
    db.session.expire_all()
    return db.session.get_one(OutgoingLetter, letter_id)


def test_a_letter_leaves_once_and_is_not_kept(app: Flask) -> None:
    row = post()
    outbox.send_due()
    outbox.send_due()
    assert len(memory(app).sent) == 1
    sent = letter(row)
    assert (sent.state, sent.to, sent.text) == (LetterState.SENT, "", "")


def test_a_letter_rolled_back_with_its_transaction_never_leaves(app: Flask) -> None:
    def post_and_stumble() -> None:
        with transaction():
            outbox.post(purpose="test", to="a@example.org", subject="Hello", text="Words.")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_and_stumble()
    outbox.send_due()
    assert memory(app).sent == []


@pytest.mark.parametrize(
    ("ended", "state", "sent_later"),
    [
        (Ended.TEMPORARY, LetterState.SENT, 1),
        (Ended.PERMANENT, LetterState.FAILED, 0),
        (Ended.UNSURE, LetterState.UNSURE, 0),  # never again by the machine
    ],
)
def test_what_becomes_of_a_letter_that_did_not_go(
    app: Flask, ended: Ended, state: LetterState, sent_later: int
) -> None:
    memory(app).answers.append(Outcome(ended, "what the server said"))
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        row = post()
        outbox.send_due()
        assert "what the server said" in letter(row).last_words
        hand.shift(timedelta(hours=5))
        outbox.send_due()
        assert letter(row).state == state
        assert len(memory(app).sent) == sent_later


def test_a_letter_in_the_hands_of_a_dead_process_waits_for_a_person(app: Flask) -> None:
    row = post()
    with transaction():
        found = letter(row)
        found.state, found.claimed_by = LetterState.TRYING, holder.me().replace("/", "/99999999", 1)
    outbox.send_due()
    assert letter(row).state == LetterState.UNSURE
    assert memory(app).sent == []


def test_a_living_process_keeps_its_letter(app: Flask) -> None:
    row = post()
    with transaction():
        found = letter(row)
        found.state, found.claimed_by = LetterState.TRYING, holder.me()
    outbox.send_due()
    assert letter(row).state == LetterState.TRYING


def test_periodic_jobs_are_due_once_per_period(app: Flask) -> None:
    with time_machine.travel("2026-11-22 10:00:00+00:00") as hand:
        assert outbox.JOB in schedule.run_due()
        assert schedule.run_due() == []
        hand.shift(timedelta(seconds=61))
        assert outbox.JOB in schedule.run_due()


def test_a_job_that_fails_is_noted_and_the_next_run_clears_it(app: Flask) -> None:
    calls = []

    def handler() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise RuntimeError("the moon was full")

    runner.register("test.sometimes", handler, why="For a test.")
    assert runner.run("test.sometimes") is False
    assert "the moon was full" in schedule.records()["test.sometimes"].last_error
    assert runner.run("test.sometimes") is True
    db.session.expire_all()
    record = schedule.records()["test.sometimes"]
    assert (record.runs, record.failures, record.last_error) == (2, 1, "")
    runner._jobs.pop("test.sometimes")


def test_the_embedded_queue_wakes_a_job_after_the_commit(app: Flask) -> None:
    queue: runner.Queue = app.extensions["jobs"]
    queue.start()
    try:
        row = post()
        end = time.monotonic() + 20
        while time.monotonic() < end and letter(row).state != LetterState.SENT:
            db.session.rollback()
            time.sleep(0.05)
        assert letter(row).state == LetterState.SENT
    finally:
        queue.stop()
        runner.stopping.clear()


def test_letters_in_files_can_be_read_and_nothing_else(settings: Settings, tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest's folder
    transport = files.FileTransport(tmp_path)
    assert transport.open().hand_over("a@x.org", "b@x.org", b"Subject: Hi\r\n\r\nWords\r\n").ended is Ended.SENT
    (kept,) = files.kept(tmp_path)
    assert (kept.to, kept.subject, kept.text.strip()) == ("b@x.org", "Hi", "Words")
    for name in ("../site.db", "x.eml", f"{kept.name}/.."):
        with pytest.raises(FileNotFoundError):
            files.read(tmp_path, name)


@pytest.mark.parametrize("env", [{"MAIL_BY": "pigeon"}, {"MAIL_PORT": "x"}, {"MAIL_TLS": "some"}])
def test_mail_settings_that_cannot_be_used_stop_the_start(env: dict[str, str]) -> None:
    with pytest.raises(SettingsError):
        Settings.from_environ(env)


def test_the_page_about_background_work(settings: Settings, own_database: str) -> None:
    app = create_app(replace(settings, database_url=own_database, mail=MailSettings(by=MailBy.MEMORY)))
    client, work_as = PageClient(app), staff_hook(app)
    work_as(1, Permission.EDIT)
    client.get("/manage/jobs", status=403)
    work_as(1, Permission.ADMINISTER)
    page = client.get("/manage/jobs")
    assert "Newsletter letters" in page.words
    assert "Sends single letters such as confirmations." in page.words
    with app.app_context():
        assert clock.today()
        db.session.remove()
        db.engine.dispose()

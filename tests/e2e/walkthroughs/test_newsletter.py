"""A volunteer writes a letter, a parent asks for it on a phone, reads it, and leaves."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from config import MailBy, MailSettings, Settings
from tests.browser import DESKTOP, PHONE, free_port, watch
from tests.conftest import let_go
from tests.staff import staff_hook
from webapp.accounts.roles import Permission
from webapp.app import create_app
from webapp.engine.mail import outbox
from webapp.engine.mail.transports.memory import MemoryTransport
from webapp.newsletters import jobs, queries


@pytest.fixture
def served(settings: Settings, template_database: Path, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """The site with mail kept in memory, and its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    database = shutil.copy(template_database, tmp_path / "site.db")
    mail = MailSettings(by=MailBy.MEMORY, sender="news@example.org")
    app = create_app(replace(settings, database_url=f"sqlite:///{database}", site_url=address, mail=mail))
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield app, address
    server.shutdown()
    thread.join()
    server.server_close()
    let_go(app)


@pytest.fixture
def opened(chromium: Browser, served: tuple[Flask, str]) -> Iterator[Callable[..., Page]]:
    """opened(**device): a page on that site."""
    contexts, troubles = [], list[str]()

    def make(**device: object) -> Page:
        contexts.append(chromium.new_context(base_url=served[1], **device))  # type: ignore[arg-type]  # as tests.browser
        page = contexts[-1].new_page()
        watch(page, served[1], troubles)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def newest_mail(app: Flask) -> str:
    with app.app_context():
        outbox.send_due()
        transport = outbox.transport()
        assert isinstance(transport, MemoryTransport)
        body = message_from_bytes(transport.sent[-1][1], policy=policy.default).get_body(("plain",))  # type: ignore[attr-defined]  # made by policy.default
        return str(body.get_content())


def link(mail: str, kind: str) -> str:
    found = re.search(rf"http://\S+/newsletters/{kind}\S+", mail)
    assert found, mail
    return found[0]


def write_a_letter(page: Page, axe: Callable[[Page], None]) -> str:
    """From the title to “the words are ready”; returns the letter's address for staff."""
    page.goto("/manage/newsletters")
    page.get_by_label("Title of a new newsletter").fill("Help with sleep")
    page.get_by_role("button", name="Begin a newsletter").click()
    page.get_by_label("Opening words", exact=True).fill("Sleep is hard. These things help tonight.")
    page.get_by_label("Sleep", exact=True).check()
    expect(page.get_by_role("status")).to_contain_text("Kept at")  # by itself
    preview = page.frame_locator("iframe[data-preview]")
    expect(preview.get_by_text("These things help tonight.")).to_be_visible()
    page.get_by_label("Find something on the site").fill("calm hour")
    page.get_by_label("Opening words", exact=True).fill("Sleep is hard. These two things help.")  # not kept yet
    page.get_by_role("button", name="Look for it").click()
    page.get_by_role("button", name="Add “A calm hour before bed”").click()
    expect(page.get_by_label("Opening words", exact=True)).to_have_value("Sleep is hard. These two things help.")
    axe(page)
    page.get_by_role("button", name="The words are ready").click()
    expect(page.get_by_text("Somebody else has to approve it now.")).to_be_visible()
    return page.url


def ask_and_confirm(page: Page, app: Flask, axe: Callable[[Page], None]) -> None:
    """On a phone, from the list of newsletters to “You will get the newsletter”."""
    page.goto("/newsletters")
    page.get_by_role("main").get_by_text("Get the newsletter").first.click()
    page.get_by_label("Your email address").fill("parent@example.org")
    page.get_by_label("Sleep", exact=True).check()
    axe(page)
    page.get_by_role("button", name="Sign me up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Now look at your mail")
    page.goto(link(newest_mail(app), "confirm"))
    page.get_by_role("button", name="Yes, send me the newsletter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will get the newsletter")


def test_from_writing_and_asking_to_reading_and_leaving(
    served: tuple[Flask, str], opened: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    app = served[0]
    work_as = staff_hook(app)
    work_as(1, Permission.SEND_NEWSLETTERS, name="Writer")
    desk = opened(**DESKTOP)
    letter = write_a_letter(desk, axe)
    work_as()
    phone = opened(**PHONE)
    ask_and_confirm(phone, app, axe)
    work_as(2, Permission.SEND_NEWSLETTERS, name="Second")
    desk.goto(letter)
    expect(desk.get_by_text("It goes to 1 reader: Sleep.")).to_be_visible()
    desk.get_by_role("button", name="Approve it").click()
    with app.app_context():
        jobs.start()
        jobs.send(queries.issues()[0].id)
    work_as()
    mail = newest_mail(app)
    phone.goto(link(mail, r"20\d\d"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Help with sleep")
    phone.get_by_role("main").get_by_role("link", name="A calm hour before bed").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("A calm hour before bed")
    phone.goto(link(mail, "leave"))
    axe(phone)
    phone.get_by_role("button", name="Stop the letters").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("The letters have stopped")
    expect(phone.get_by_role("button", name="That was a mistake")).to_be_visible()

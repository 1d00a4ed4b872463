"""From first words to a sent letter, as staff do it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.integration.newsletters.conftest import MakeSite, add_readers
from tests.page_client import PageClient
from tests.staff import staff_hook
from webapp.accounts.roles import Permission
from webapp.engine.mail import outbox
from webapp.engine.mail.transports.memory import MemoryTransport
from webapp.extensions import db
from webapp.newsletters import jobs, manage, queries
from webapp.newsletters.models import IssueState

SEND = Permission.SEND_NEWSLETTERS


def memory() -> MemoryTransport:
    transport = outbox.transport()
    assert isinstance(transport, MemoryTransport)
    return transport


@pytest.mark.parametrize("path", ["/manage/newsletters", "/manage/newsletters/mail"])
def test_only_people_who_may_send_come_in(make_site: MakeSite, path: str) -> None:
    app = make_site()
    work_as = staff_hook(app)
    client = PageClient(app)
    work_as(5, Permission.MODERATE)
    client.get(path, status=403)
    work_as(5, SEND)
    client.get(path)


def test_an_issue_from_first_words_to_the_archive(make_site: MakeSite) -> None:
    app = make_site()
    work_as, client = staff_hook(app), PageClient(app)
    add_readers(3)
    work_as(1, SEND, name="Writer")
    made = client.get("/manage/newsletters").submit(title="Help with sleep")
    address = made.response.location
    page = client.get(address)
    assert "Say in a sentence or two what this letter is about." in page.words
    client.post(f"{address}/ask", data=_token(page), status=422)  # the checks block

    data = {"intro": "Sleep is hard. These things help.", "topics": ["sleep"], "title": "Help with sleep"}
    looked = client.post(
        address, data={**_token(page), "version": _version(page), **data, "do": "find", "q": "meltdown"}
    )
    found = client.get(looked.response.location.partition("#")[0])
    assert "Sleep is hard." in found.text  # pressing a button keeps what was typed
    add = f"add {_ref(found.text)}"
    client.post(address, data={**_token(found), "version": _version(found), **data, "do": add})
    page = client.get(address)
    assert "Nothing to put right" in page.words
    assert "It would go to 3 readers." in page.words
    client.post(f"{address}/ask", data=_token(page))
    client.post(f"{address}/approve", data={**_token(page), "version": _version(page)}, status=403)

    work_as(2, SEND, name="Second")
    page = client.get(address)
    assert "Do you agree?" in page.words
    client.post(f"{address}/approve", data={**_token(page), "version": "0"}, status=409)
    client.post(f"{address}/approve", data={**_token(page), "version": _version(page)})
    jobs.start()
    issue = queries.issues()[0]
    assert issue.state == IssueState.SENDING
    jobs.send(issue.id)
    assert len(memory().sent) == 3
    page = client.get(address)
    assert "Sent" in page.words
    assert re.search(r"Handed over\s*3", page.words)
    expect_in_the_archive(client)


def expect_in_the_archive(client: PageClient) -> None:
    read = client.get("/newsletters").follow("Help with sleep")
    assert "Sleep is hard. These things help." in read.words
    feed = client.get("/newsletters/feeds/sleep.xml")
    assert "Help with sleep" in feed.text
    assert "Help with sleep" not in client.get("/newsletters/feeds/waiting.xml").text


def test_parts_keep_their_words_when_they_move_or_go(make_site: MakeSite) -> None:
    app = make_site()
    work_as, client = staff_hook(app), PageClient(app)
    work_as(1, SEND, name="Writer")
    address = client.get("/manage/newsletters").submit(title="Trial").response.location

    def press(do: str, **typed: str) -> None:
        page = client.get(address)
        client.post(address, data={**_token(page), "version": _version(page), "title": "Trial", **typed, "do": do})

    def parts() -> list[str]:
        db.session.expire_all()
        return [item.words for item in queries.issue(1).items]

    press("words")
    press("words", **{"words-1": "First."})
    press("up 2", **{"words-2": "Second."})
    assert parts() == ["Second.", "First."]
    press("down 2", **{"words-1": "First, again."})
    assert parts() == ["First, again.", "Second."]
    press("remove 1")
    assert parts() == ["Second."]
    page = client.get(address)
    stale = {**_token(page), "version": "1", "title": "Trial"}
    client.post(address, data=stale, status=409)
    missing = client.post(
        address, data={**_token(page), "version": _version(page), "title": "", "words-2": "Typed."}, status=422
    )
    assert "Typed." in missing.text  # nothing that was typed is lost


def test_who_only_looks_for_something_is_no_writer(make_site: MakeSite) -> None:
    app = make_site()
    work_as, client = staff_hook(app), PageClient(app)
    work_as(1, SEND, name="Writer")
    address = client.get("/manage/newsletters").submit(title="Trial").response.location
    work_as(2, SEND, name="Second")
    page = client.get(address)
    client.post(address, data={**_token(page), "version": _version(page), "title": "Trial", "do": "find", "q": "sleep"})
    db.session.expire_all()
    assert (queries.issue(1).written_by, queries.issue(1).version) == (1, 1)


@pytest.mark.parametrize(
    ("words", "kind"),
    [("meltdown", "resource"), ("step on the map notice", "step"), ("waiting time autism", "wait"),
     ("measure listen", "measure"), ("helpline", "session"), ("service sleep", "service"), ("board update", "update")],
)  # fmt: skip
def test_things_of_every_kind_can_be_found(site: Flask, words: str, kind: str) -> None:
    with site.test_request_context():
        assert kind in {card.ref.kind for card in manage._things(words)}


def test_a_test_letter_is_marked_and_its_links_do_nothing(make_site: MakeSite) -> None:
    app = make_site()
    work_as, client = staff_hook(app), PageClient(app)
    work_as(1, SEND, name="Writer")
    address = client.get("/manage/newsletters").submit(title="Trial").response.location
    page = client.get(address)
    client.post(f"{address}/test", data={**_token(page), "to": "colleague@example.org"})
    outbox.send_due()
    to, message = memory().sent[0]
    assert to == "colleague@example.org"
    assert b"Subject: [Test] Trial" in message
    assert b"/newsletters/leave/example" in message
    work_as()
    for path in ("/newsletters/leave/example", "/newsletters/mine/example"):
        assert "only an example" in client.get(path).words


def test_the_preview_shows_the_mail_shut_in(make_site: MakeSite) -> None:
    app = make_site()
    work_as, client = staff_hook(app), PageClient(app)
    work_as(1, SEND)
    address = client.get("/manage/newsletters").submit(title="Trial").response.location
    assert "As plain text" in client.get(f"{address}/preview").words
    mail = app.test_client().get(f"{address}/mail/standard/dark")
    policy = mail.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert "@media all" in mail.text
    assert "prefers-color-scheme" not in mail.text.split("</style>")[0].split("<style>")[1]


def _token(page) -> dict[str, str]:  # type: ignore[no-untyped-def]  # any page
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
    assert found
    return {"csrf_token": found[1]}


def _version(page) -> str:  # type: ignore[no-untyped-def]  # any page
    found = re.search(r'name="version" value="(\d+)"', page.text)
    assert found
    return found[1]


def _ref(text: str) -> str:
    found = re.search(r'name="do" value="add ([^"]+)"', text)
    assert found, "nothing was found on the site"
    return found[1]

"""A site with readers and an approved issue, sending to a server of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from config import MailBy, MailSettings, MailTls, Settings
from tests.conftest import let_go
from webapp.app import create_app
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.newsletters import queries
from webapp.newsletters.content import EVERYTHING
from webapp.newsletters.models import IssueState
from webapp.newsletters.operations import preparing, subscribing, writing
from webapp.newsletters.operations.subscribing import Choices
from webapp.newsletters.render import frozen

MakeSite = Callable[..., Flask]
WRITER, APPROVER = 1, 2


@pytest.fixture
def make_site(settings: Settings, own_database: str) -> Iterator[MakeSite]:
    """make_site(port, per_minute=…): an application that sends to this port, with its context open."""
    opened = []

    def make(port: int = 0, **mail: Any) -> Flask:
        usual: dict[str, Any] = {
            "by": MailBy.SMTP if port else MailBy.MEMORY,
            "port": port or 25,
            "tls": MailTls.NONE,
            "timeout": 5,
            "sender": "news@example.org",
            "sender_name": "The newsletter",
        }
        how = MailSettings(**{**usual, **mail})
        app = create_app(
            replace(
                settings,
                database_url=own_database,
                mail=how,
                site_url="https://offer.example.org",
                hosts=("localhost", "offer.example.org"),
            )
        )
        context = app.app_context()
        context.push()
        opened.append((app, context))
        return app

    yield make
    for app, context in reversed(opened):
        context.pop()
        let_go(app)


def add_readers(number: int) -> list[str]:
    """Confirmed readers of everything; returns their addresses."""
    addresses = [f"reader{n:04}@example.net" for n in range(number)]
    with transaction():
        subscribing.bring_in(addresses, Choices(topics=(EVERYTHING,)), "agreed in a test")
    return addresses


def approved_issue(app: Flask) -> int:
    """An issue that two people have agreed to, due now; returns its id."""
    with app.test_request_context(), transaction():
        issue = writing.create_issue(title="Sleep: three things that help", by=WRITER)
        writing.write_all(
            issue,
            by=WRITER,
            version=issue.version,
            head={
                "topics": ["sleep"],
                "intro": "Nobody in the house is sleeping. Here is what helps [tonight](/waiting-well).",
            },
            parts={},
        )
        writing.add_item(issue, by=WRITER, ref="resource:after-a-meltdown", words="Try this first.")
        writing.add_item(issue, by=WRITER, heading="Who to ring", words="Ask for **help** early.")
        writing.ask_for_approval(issue, by=WRITER, blocking=0)
        writing.approve(issue, by=APPROVER, version=issue.version, frozen=frozen(issue), send_at=clock.now())
        return issue.id


def begin(issue_id: int) -> None:
    """Make the delivery rows."""
    with transaction():
        preparing.begin(queries.issue(issue_id))


@contextmanager
def started(app: Flask, readers: int) -> Iterator[tuple[int, list[str]]]:
    """An issue whose rows are ready; yields its id and the addresses."""
    addresses = add_readers(readers)
    issue_id = approved_issue(app)
    begin(issue_id)
    assert queries.issue(issue_id).state == IssueState.SENDING
    yield issue_id, addresses


def accounted_for(issue_id: int) -> bool:
    """audience = sent + failed + unsure + left + those still waiting, always."""
    return sum(queries.tally(issue_id).values()) == queries.issue(issue_id).audience

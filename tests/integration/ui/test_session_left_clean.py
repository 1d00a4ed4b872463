"""A request that ends with changes nobody kept or dropped fails its test."""

import pytest
from flask import Flask

from tests.page_client import PageError, session_left_clean
from webapp.engine.content_revision import ContentRevision
from webapp.extensions import db


def test_unsaved_changes_are_noticed(site: Flask) -> None:
    with (
        pytest.raises(PageError, match="unsaved changes"),
        session_left_clean("GET /soup"),
        site.test_request_context("/"),
    ):
        db.session.add(ContentRevision(id=1, number=1))


def test_reading_is_not_noticed(site: Flask) -> None:
    with session_left_clean("GET /soup"), site.test_request_context("/"):
        db.session.get(ContentRevision, 1)

"""A site of one's own for a test: a migrated SQLite database with the real content, real commits."""

import re
import shutil
from dataclasses import replace

import pytest

from webapp.app import create_app
from webapp.extensions import db


@pytest.fixture
def app(settings, template_database, tmp_path):
    path = shutil.copy(template_database, tmp_path / "site.db")
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


def token_in(response) -> str:
    """The token against forged requests in a page's first form."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', response.text)
    assert found, response.text[:2000]
    return found.group(1)


def press(client, path: str, form_page: str = "", **fields):
    """Post a form as a browser does: fetch the page first, send its token."""
    token = token_in(client.get(form_page or path))
    return client.post(path, data={"csrf_token": token, **fields})

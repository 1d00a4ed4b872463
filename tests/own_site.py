"""A site of one's own for a test: a migrated database with the real content, real commits.

On SQLite; a test marked ON_BOTH, or a module with `pytestmark = ON_BOTH`, runs on PostgreSQL as well.
"""

import re
from dataclasses import replace

import pytest

from tests.conftest import BOTH_DATABASES, database_copy
from webapp.app import create_app
from webapp.extensions import db

ON_BOTH = pytest.mark.parametrize("app_on", BOTH_DATABASES, indirect=True)


@pytest.fixture
def app_on(request):
    return getattr(request, "param", "sqlite")


@pytest.fixture
def app(settings, request, tmp_path, app_on):
    copies = database_copy(request, tmp_path, app_on, content=True)
    app = create_app(replace(settings, database_url=next(copies)))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    next(copies, None)


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

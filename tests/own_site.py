"""A site of one's own for a test: a migrated SQLite database with the real content, real commits."""

import re
import shutil

import pytest
from flask_migrate import upgrade

from config import Mode, Settings
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.publishing import importer


@pytest.fixture(scope="session")
def prepared_database(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    app = create_app(Settings(mode=Mode.TEST, var_dir=folder))
    with app.app_context():
        upgrade()
        with transaction():
            importer.import_content(app.config["CONTENT_DIR"])
        db.engine.dispose()
    return folder / "site.db"


@pytest.fixture
def app(prepared_database, tmp_path):
    shutil.copy(prepared_database, tmp_path / "site.db")
    app = create_app(Settings(mode=Mode.TEST, var_dir=tmp_path))
    yield app
    with app.app_context():
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

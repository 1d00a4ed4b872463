"""Fixtures for every test: applications on databases of their own, a page client, no network.

`site`        the real content on SQLite, shared by the whole run: read, do not write
`client`      a page client on `site`
`own_site`    the real content on a database of the test's own, once on SQLite and once on PostgreSQL
`own_client`  a page client on `own_site`
`empty_site`  migrated, without content, on both databases
"""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Mode, Settings
from tests import databases, setup_browser
from tests.page_client import PageClient
from webapp.app import create_app
from webapp.commands import TRANSLATIONS, compile_catalogues
from webapp.extensions import db

pytest_plugins = ["tests.browser"]
TESTS = Path(__file__).parent
BY_FOLDER = ("unit", "integration", "architecture", "migrations", "e2e", "a11y")
IN_BROWSER = {"e2e", "a11y"}
BOTH_DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def cannot_run() -> dict[str, str]:
    """Marker → why tests with it cannot run here, and how to change that."""
    reasons = {}
    if not setup_browser.installed():
        why = os.environ.get("WHY_NO_BROWSER", "There is no Chromium here.")
        reasons["browser"] = f"{why} {setup_browser.HOW_TO_GET_ONE}"
    if databases.programs() is None:
        reasons["postgres"] = f"There is no PostgreSQL here. {databases.HOW_TO_GET_ONE}"
    return reasons


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-snapshots", action="store_true", help="write the list of addresses anew")
    parser.addoption(
        "--require-all", action="store_true", help="fail when some tests cannot run on this machine"
    )


def pytest_configure(config: pytest.Config) -> None:
    missing = cannot_run()
    if missing and config.getoption("--require-all"):
        raise pytest.UsageError("\n".join(f"{kind} tests cannot run: {why}" for kind, why in missing.items()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark by folder; leave out what cannot run here (said at the end)."""
    missing = cannot_run()
    left_out = []
    for item in items:
        folders = set(item.path.relative_to(TESTS).parts[:-1])
        for folder in folders.intersection(BY_FOLDER):
            item.add_marker(folder)
        if folders & IN_BROWSER:
            item.add_marker("browser")
        if any(item.get_closest_marker(kind) for kind in missing):
            left_out.append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for kind, why in cannot_run().items():
        terminalreporter.write_line(f"NOT RUN: {kind} tests. {why}", yellow=True)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Tests talk to this machine and nobody else."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Test settings; each database fixture replaces the database."""
    return Settings(mode=Mode.TEST, var_dir=tmp_path_factory.mktemp("var"), api_burst=100_000)


def prepared(settings: Settings, *, content: bool) -> Flask:
    """An application whose database has been migrated, with or without the content."""
    from flask_migrate import upgrade

    from webapp.engine.transaction import transaction
    from webapp.publishing.importer import import_content

    app = create_app(settings)
    with app.app_context():
        upgrade()
        if content:
            with transaction():
                import_content(settings.content_dir)
    return app


def let_go(app: Flask) -> None:
    """Close an application's connections, so that its database can be copied or dropped."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def template_database(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the real content, to be copied."""
    compile_catalogues(TRANSLATIONS)
    path = tmp_path_factory.mktemp("template") / "site.db"
    let_go(prepared(replace(settings, database_url=f"sqlite:///{path}"), content=True))
    return path


@pytest.fixture(scope="session")
def empty_template(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file, migrated and empty, to be copied."""
    path = tmp_path_factory.mktemp("empty") / "site.db"
    let_go(prepared(replace(settings, database_url=f"sqlite:///{path}"), content=False))
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[databases.Postgres]:
    """A PostgreSQL server for the time of the run."""
    with databases.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_templates(postgres: databases.Postgres, settings: Settings) -> Iterator[dict[bool, str]]:
    """Databases to be copied: with the content (True) and without (False)."""
    with postgres.database("empty") as empty:
        let_go(prepared(replace(settings, database_url=empty), content=False))
        with postgres.database("filled", template="empty") as filled:
            let_go(prepared(replace(settings, database_url=filled), content=True))
            yield {False: "empty", True: "filled"}


_numbers = count()


@pytest.fixture(params=BOTH_DATABASES)
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`: a test that uses it runs on both."""
    return str(request.param)


def database_copy(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str, *, content: bool
) -> Iterator[str]:
    """A database of the test's own; yields its address."""
    if kind == "sqlite":
        template = request.getfixturevalue("template_database" if content else "empty_template")
        path = shutil.copy(template, tmp_path / "site.db")
        yield f"sqlite:///{path}"
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_templates")[content]
    with server.database(f"test_{next(_numbers)}", template=template) as url:
        yield url


@pytest.fixture
def own_database(request: pytest.FixtureRequest, tmp_path: Path, database_kind: str) -> Iterator[str]:
    """The address of a database with the real content, on both kinds."""
    yield from database_copy(request, tmp_path, database_kind, content=True)


@pytest.fixture
def empty_database(request: pytest.FixtureRequest, tmp_path: Path, database_kind: str) -> Iterator[str]:
    """The address of a migrated database without content, on both kinds."""
    yield from database_copy(request, tmp_path, database_kind, content=False)


def opened(settings: Settings) -> Iterator[Flask]:
    """An application inside its context; its connections are closed afterwards."""
    app = create_app(settings)
    with app.app_context():
        yield app
    let_go(app)


@pytest.fixture
def own_site(settings: Settings, own_database: str) -> Iterator[Flask]:
    """An application with the real content that the test may change."""
    yield from opened(replace(settings, database_url=own_database))


@pytest.fixture
def own_client(settings: Settings, own_database: str) -> Iterator[PageClient]:
    """A page client on a site the test may change. No context is open, as none is in production."""
    app = create_app(replace(settings, database_url=own_database))
    yield PageClient(app)
    let_go(app)


@pytest.fixture
def empty_site(settings: Settings, empty_database: str) -> Iterator[Flask]:
    """An application without content that the test may change."""
    yield from opened(replace(settings, database_url=empty_database))


@pytest.fixture(scope="session")
def site(settings: Settings, template_database: Path) -> Iterator[Flask]:
    """The application with the real content, shared: read, do not write."""
    app = create_app(replace(settings, database_url=f"sqlite:///{template_database}"))
    yield app
    let_go(app)


@pytest.fixture
def client(site: Flask) -> PageClient:
    """A page client on the shared site."""
    return PageClient(site)

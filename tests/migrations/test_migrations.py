"""Migrations make the tables the models describe, on both databases, and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade

from config import Settings
from tests import databases
from tests.conftest import let_go
from webapp.app import create_app
from webapp.bootstrap import ROOT
from webapp.extensions import db


@pytest.fixture
def blank_database(request: pytest.FixtureRequest, tmp_path: Path, database_kind: str) -> Iterator[str]:
    """The address of a database without tables."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'blank.db'}"
        return
    server: databases.Postgres = request.getfixturevalue("postgres")
    with server.database("blank") as url:
        yield url


@pytest.fixture
def blank_site(settings: Settings, blank_database: str) -> Iterator[Flask]:
    """An application on it."""
    app = create_app(replace(settings, database_url=blank_database))
    yield app
    let_go(app)


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(sa.inspect(db.engine).get_table_names())


def test_up_check_down_and_up_again(blank_site: Flask) -> None:
    with blank_site.app_context():
        upgrade()
        check()
        made = tables(blank_site)
        downgrade(revision="base")
        assert tables(blank_site) <= {"alembic_version"}
        upgrade()
        check()
        assert tables(blank_site) == made


def test_the_check_notices_a_model_without_a_migration(blank_site: Flask) -> None:
    with blank_site.app_context():
        upgrade()
        planted = sa.Table("planted", db.metadata, sa.Column("id", sa.Integer, primary_key=True))
        try:
            with pytest.raises(SystemExit):
                check()
        finally:
            db.metadata.remove(planted)


def test_there_is_one_newest_migration_and_each_is_named_after_its_number() -> None:
    scripts = ScriptDirectory(str(ROOT / "migrations"))
    assert len(scripts.get_heads()) == 1
    for script in scripts.walk_revisions():
        assert Path(script.path).stem.startswith(f"{script.revision}_")

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


def test_a_site_full_of_words_goes_back_and_forward(own_site: Flask) -> None:
    """SQLite builds a table anew to change it: rows that refer to the old one must not stop that, nor be lost."""
    def rows() -> list[tuple[str, int]]:
        counted = sa.text("SELECT kind, count(*) FROM revision GROUP BY kind ORDER BY kind")
        with db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(counted)]

    before = rows()
    assert before
    db.session.remove()
    downgrade(revision="0105")  # before revisions were built anew
    upgrade()
    assert rows() == before
    check()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert not connection.execute(sa.text("PRAGMA foreign_key_check")).all()
            assert connection.scalar(sa.text("PRAGMA foreign_keys")) == 1

"""Alembic's environment: the app's own database, names from the naming convention, batch mode for SQLite."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from webapp.extensions import db

config = context.config


def foreign_keys(connection: Connection, state: str) -> None:
    """Past SQLAlchemy, which would say BEGIN first: inside a transaction SQLite takes no notice of this."""
    connection.connection.cursor().execute(f"PRAGMA foreign_keys={state}")


def run() -> None:
    """Upgrade or check on a live connection; SQLite's foreign keys are off while tables are rebuilt."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            foreign_keys(connection, "OFF")
        context.configure(
            connection=connection, target_metadata=db.metadata, render_as_batch=True, compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if engine.dialect.name == "sqlite":
            connection.commit()
            foreign_keys(connection, "ON")


run()

"""Alembic's environment: the app's own database, names from the naming convention, batch mode for SQLite."""

from alembic import context
from flask import current_app

from webapp.extensions import db

config = context.config


def run() -> None:
    """Upgrade or check on a live connection; SQLite's foreign keys are off while tables are rebuilt."""
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        context.configure(
            connection=connection, target_metadata=db.metadata, render_as_batch=True, compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if engine.dialect.name == "sqlite":
            connection.commit()
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()

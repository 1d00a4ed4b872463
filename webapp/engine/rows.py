"""Rows that several processes want at once: one that may not be there yet, and those somebody is about to change.

Reading first and adding when nothing is found is safe on SQLite, where one writer writes at a time. On PostgreSQL two
processes can both find nothing, and the second one's insert breaks its request.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.dialects import postgresql, sqlite

from ..extensions import Model, db

Row = TypeVar("Row", bound=Model)
Chosen = TypeVar("Chosen", bound=Select[Any])

_INSERTS: dict[str, Callable[..., Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def locked(model: type[Row], key: Any, **first: Any) -> Row:
    """The row with this primary key, locked until the open transaction ends; made from `first` where it is missing.

    Whoever else wants the row waits for the lock and then reads what was written here.
    """
    found = db.session.get(model, key, with_for_update=True)
    if found is None:
        name = model.__mapper__.primary_key[0].name
        insert = _INSERTS[db.engine.dialect.name]
        db.session.execute(insert(model).values({name: key, **first}).on_conflict_do_nothing())
        found = db.session.get_one(model, key, with_for_update=True)
    return found


def to_change(chosen: Chosen, of: type[Model] | None = None) -> Chosen:
    """The same rows, locked until the open transaction ends and read anew once they are.

    Without reading anew, PostgreSQL waits for the other writer and the session then goes on with what it had read
    before: a version that is checked against nothing.
    """
    return chosen.with_for_update(of=of).execution_options(populate_existing=True)


def held(chosen: Chosen) -> Chosen:
    """The same rows, read anew and held by many at once: nobody changes them until all who hold them have ended."""
    return chosen.with_for_update(read=True).execution_options(populate_existing=True)


def not_held(chosen: Chosen) -> Chosen:
    """The same rows, locked and read anew, without those that somebody else has locked."""
    return chosen.with_for_update(skip_locked=True).execution_options(populate_existing=True)

"""A row that may not be there yet, for several processes at once.

Reading first and adding when nothing is found is safe on SQLite, where one writer writes at a time. On PostgreSQL two
processes can both find nothing, and the second one's insert breaks its request.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite

from ..extensions import Model, db

Row = TypeVar("Row", bound=Model)

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

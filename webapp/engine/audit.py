"""What was done, by whom, to what: a log that only grows.

The database itself refuses to change or remove a line (triggers on SQLite and PostgreSQL), so a fault in our code or a
person with the site's own rights cannot rewrite it. Lines name people by account number and things by reference, never
by words: what a family wrote, a name or an address has no place here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, event, select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Model, db
from . import clock


class AuditEntry(Model):
    """One line. `by` is the account's number, none when the site did it by itself."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    verb: Mapped[str] = mapped_column(index=True)
    ref: Mapped[str] = mapped_column(index=True)
    by: Mapped[int | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass(frozen=True)
class Verb:
    """One kind of act and the keys its lines must carry, no more and no fewer."""

    name: str
    keys: frozenset[str] = frozenset()


def verb(name: str, *keys: str) -> Verb:
    """A room's own verb: `verb("moderation.decided", "decision")`."""
    return Verb(name, frozenset(keys))


def record(what: Verb, ref: str, *, by: int | None, detail: Mapping[str, Any] | None = None) -> None:
    """Add a line in the open transaction. Raises ValueError when the detail is not what the verb carries."""
    carried = dict(detail or {})
    if carried.keys() != what.keys:
        raise ValueError(f"{what.name} carries {sorted(what.keys)}, not {sorted(carried)}")
    db.session.add(AuditEntry(verb=what.name, ref=ref, by=by, detail=carried))


def latest(limit: int = 100, *, ref: str = "", by: int | None = None) -> Sequence[AuditEntry]:
    """The newest lines first, of one thing or one person if named."""
    chosen = select(AuditEntry)
    if ref:
        chosen = chosen.where(AuditEntry.ref == ref)
    if by is not None:
        chosen = chosen.where(AuditEntry.by == by)
    return db.session.scalars(chosen.order_by(AuditEntry.id.desc()).limit(limit)).all()


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER audit_entry_no_{act} BEFORE {act} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
    for act in ("update", "delete")
)
POSTGRESQL_GUARDS = (
    """CREATE OR REPLACE FUNCTION audit_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit log only grows'; END $$""",
    """CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_only_grows()""",
)
for _dialect, _guards in (("sqlite", SQLITE_GUARDS), ("postgresql", POSTGRESQL_GUARDS)):
    for _guard in _guards:
        event.listen(AuditEntry.__table__, "after_create", DDL(_guard).execute_if(dialect=_dialect))  # type: ignore[no-untyped-call]  # SQLAlchemy's own

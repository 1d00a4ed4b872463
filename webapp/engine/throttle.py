"""How often something may be tried. Frees itself; nobody is ever shut out for good.

One row per thing counted (a sign-in name, an address), named by a keyed digest so that the table holds no address. The
rule is the generic cell rate algorithm (ITU-T I.371): `burst` tries at once, then one every `every` seconds. A refused
try costs nothing, so waiting always helps.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from ..extensions import Model, db
from . import clock, rows


class Throttle(Model):
    """When the tries so far will all be forgotten."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Limit:
    """`burst` tries at once, then one every `every` seconds."""

    name: str
    burst: int
    every: int


def wait(limit: Limit, *what: object) -> int:
    """Count one try, inside the open transaction. 0 when it may go on, else seconds until one may."""
    row = rows.locked(Throttle, _key(limit, what), free_at=clock.now())
    now, step = clock.now(), timedelta(seconds=limit.every)  # read under the lock, so that time never runs backwards
    free_at = max(clock.utc(row.free_at), now)
    over = free_at + step - (now + limit.burst * step)
    if over > timedelta(0):
        return int(over.total_seconds()) + 1
    row.free_at = free_at + step
    db.session.flush()
    return 0


def forgive(limit: Limit, *what: object) -> None:
    """Forget the tries of somebody who got it right."""
    row = db.session.get(Throttle, _key(limit, what))
    if row is not None:
        db.session.delete(row)


def sweep() -> int:
    """Remove rows that say nothing any more; how many."""
    over = db.session.scalars(
        select(Throttle).where(Throttle.free_at < clock.now()).order_by(Throttle.key)
    ).all()
    for row in over:
        db.session.delete(row)
    return len(over)


def _key(limit: Limit, what: tuple[object, ...]) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    words = "\x1f".join(map(str, what))
    return f"{limit.name}:{hmac.new(secret, f'{limit.name}:{words}'.encode(), hashlib.sha256).hexdigest()}"

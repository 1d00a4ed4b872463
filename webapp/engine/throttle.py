"""How often something may be tried. Frees itself; nobody is ever shut out for good.

One row per thing counted (a sign-in name, an address), named by a keyed digest so that the table holds no address. The
rule is the generic cell rate algorithm (ITU-T I.371): `burst` tries at once, then one every `every` seconds. A refused
try costs nothing, so waiting always helps.
"""

import hashlib
import hmac
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

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


class Meter:
    """The same rule in this process's memory, for reading: nothing is written to read a page. Forgets the oldest first.

    Addresses are held only as keyed digests here too, and only until they may go on.
    """

    def __init__(self, limit: Limit, most: int = 10_000) -> None:
        self._limit, self._most = limit, most
        self._free_at: OrderedDict[str, datetime] = OrderedDict()
        self._lock = Lock()

    def wait(self, *what: object) -> int:
        """Count one try. 0 when it may go on, else seconds until one may."""
        key, now = _key(self._limit, what), clock.now()
        step = timedelta(seconds=self._limit.every)
        with self._lock:
            free_at = max(self._free_at.get(key, now), now)
            over = free_at + step - (now + self._limit.burst * step)
            if over > timedelta(0):
                return int(over.total_seconds()) + 1
            self._free_at[key] = free_at + step
            self._free_at.move_to_end(key)
            while len(self._free_at) > self._most:
                self._free_at.popitem(last=False)
        return 0

    def forgive(self, *what: object) -> None:
        """Give one try back to somebody who got it right: a class of thirty behind one address has thirty codes."""
        key = _key(self._limit, what)
        with self._lock:
            if key in self._free_at:
                self._free_at[key] -= timedelta(seconds=self._limit.every)


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

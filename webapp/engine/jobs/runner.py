"""Runs jobs: embedded in the server by default, in a worker of its own by one setting."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import huey
import structlog
from flask import Flask, current_app
from huey.consumer import Consumer

from ...extensions import db
from .. import clock, rows
from ..transaction import after_commit, in_transaction, transaction
from .models import JobRecord

if TYPE_CHECKING:
    from config import Settings

logger = structlog.get_logger("jobs")
stopping = threading.Event()  # set when the server ends: long jobs look at it between two rows

WORKERS = 2  # a long send must not keep a confirmation mail waiting


@dataclass(frozen=True)
class Job:
    """One kind of work. `every` is in seconds; a job without it runs only when poked."""

    name: str
    handler: Callable[..., None]
    why: str
    every: int | None = None


class _Consumer(Consumer):  # type: ignore[misc]  # huey ships no types
    """huey's consumer inside a server: the server keeps its own signals."""

    def _set_signal_handlers(self) -> None:
        return


_jobs: dict[str, Job] = {}


def register(name: str, handler: Callable[..., None], *, why: str, every: int | None = None) -> None:
    """Called from a room's wiring.

    The handler takes ids, opens its own transactions, and is safe to run twice.
    """
    _jobs[name] = Job(name, handler, why, every)


def all_jobs() -> list[Job]:
    """Every job, by name."""
    return sorted(_jobs.values(), key=lambda job: job.name)


def poke(name: str, **ids: Any) -> None:
    """Wake a job once the open transaction has committed (at once outside one).

    Losing a poke loses nothing.
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # what runs later needs the app itself
    if in_transaction():
        after_commit(lambda: _ring(app, name, ids))
    else:
        _ring(app, name, ids)


def _ring(app: Flask, name: str, ids: dict[str, Any]) -> None:
    try:
        app.extensions["jobs"].task(name, ids)
    except Exception as error:
        # A queue that does not answer must not fail the request: the sweep finds the row.
        logger.warning("poke lost", job=name, error=type(error).__name__)


def run(name: str, **ids: Any) -> bool:
    """Run one job here and now, and note how it went. Returns whether it worked."""
    job = _jobs[name]
    started = clock.now()
    error = ""
    try:
        job.handler(**ids)
    except Exception as problem:  # noted for staff; its rows are still due
        db.session.rollback()
        error = f"{type(problem).__name__}: {problem}"[:500]
        logger.exception("job failed", job=name)
    with transaction():
        _note(name, started, error)
    return not error


def _note(name: str, started: Any, error: str) -> None:
    record = rows.locked(JobRecord, name)
    record.started_at, record.finished_at = started, clock.now()
    record.runs += 1
    record.last_error = error
    if error:
        record.failures += 1
        record.failed_at = record.finished_at


class Queue:
    """The bell. `task` rings it; `start` listens to it inside this process."""

    def __init__(self, app: Flask, settings: "Settings") -> None:
        self._app = app
        self.kind = settings.jobs_queue
        self._huey = _huey(settings)
        self._task = self._huey.task(name="ring")(self._run)
        self._huey.periodic_task(huey.crontab(minute="*"), name="sweep")(self._sweep)
        self._consumer: _Consumer | None = None

    def task(self, name: str, ids: dict[str, Any]) -> None:
        """Put one job in the queue."""
        self._task(name, ids)

    def _run(self, name: str, ids: dict[str, Any]) -> None:
        with self._app.app_context():
            run(name, **ids)

    def _sweep(self) -> None:
        with self._app.app_context():
            self._app.extensions["sweep"]()

    def consumer(self) -> _Consumer:
        """A listener with its threads, not yet started."""
        return _Consumer(
            self._huey,
            workers=WORKERS,
            periodic=True,
            worker_type="thread",
            initial_delay=0.05,
            max_delay=1.0,
            backoff=1.2,
        )

    def start(self) -> None:
        """Listen inside this process, and sweep once now.

        Only for the embedded queue; starting twice is once.
        """
        if self.kind != "embedded" or self._consumer is not None:
            return
        stopping.clear()
        self._consumer = self.consumer()
        self._consumer.start()
        self._huey.task(name="first_sweep")(self._sweep)()

    def stop(self) -> None:
        """Stop listening. A job that is running stops at its next row."""
        stopping.set()
        if self._consumer is not None:
            self._consumer.stop(graceful=True)
            self._consumer = None


def _huey(settings: "Settings") -> Any:
    if settings.jobs_queue == "embedded":
        return huey.MemoryHuey("site", results=False)
    if settings.jobs_queue == "sqlite":
        settings.var_dir.mkdir(parents=True, exist_ok=True)
        return huey.SqliteHuey("site", filename=str(settings.var_dir / "queue.db"), results=False)
    return huey.RedisHuey("site", url=settings.jobs_queue, results=False)

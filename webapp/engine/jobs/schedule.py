"""Periodic jobs: each minute the sweep finds the ones that are due. Only one process wins each of them."""

from datetime import timedelta

from sqlalchemy import select

from ...extensions import db
from .. import clock, rows
from ..transaction import transaction
from . import runner
from .models import JobRecord


def sweep() -> list[str]:
    """Poke every periodic job that is due; returns their names."""
    due = [job for job in runner.all_jobs() if job.every is not None and claim(job)]
    for job in due:
        runner.poke(job.name)
    return [job.name for job in due]


def run_due() -> list[str]:
    """Run every periodic job that is due here and now.

    For `flask jobs sweep` and a machine without a server.
    """
    due = [job.name for job in runner.all_jobs() if job.every is not None and claim(job)]
    for name in due:
        runner.run(name)
    return due


def claim(job: runner.Job) -> bool:
    """Whether this process may poke a periodic job now. The row's lock lets one of many through."""
    now = clock.now()
    with transaction():
        record = rows.locked(JobRecord, job.name)
        if record.next_at is not None and clock.utc(record.next_at) > now:
            return False
        record.next_at = now + timedelta(seconds=job.every or 0)
    return True


def records() -> dict[str, JobRecord]:
    """What each job did last, by name."""
    return {record.name: record for record in db.session.scalars(select(JobRecord).order_by(JobRecord.name))}

"""Several workers that find the same row missing at the same moment: all go on, and the row counts each once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from webapp.engine import throttle
from webapp.engine.jobs import runner, schedule
from webapp.engine.throttle import Limit
from webapp.engine.transaction import transaction
from webapp.extensions import db

AT_ONCE = 8


def together(app: Flask, act: Callable[[], Any]) -> list[Any]:
    """The same act on so many threads at the same moment, each with a connection of its own."""
    start = Barrier(AT_ONCE)

    def one(_number: int) -> Any:
        with app.app_context():
            start.wait()
            return act()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def test_racing_first_tries_are_each_counted_and_none_breaks(empty_site: Flask) -> None:
    limit = Limit("race", burst=5, every=3600)

    def one_try() -> int:
        with transaction():
            return throttle.wait(limit, "the same address")

    waits = together(empty_site, one_try)
    assert sum(1 for wait in waits if wait == 0) == limit.burst


def test_workers_that_start_together_share_the_periodic_jobs(empty_site: Flask) -> None:
    job = runner.Job("race.job", lambda: None, "a test", every=3600)
    assert sum(together(empty_site, lambda: schedule.claim(job))) == 1


def test_an_error_of_the_database_names_nobody(empty_site: Flask) -> None:
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(text("SELECT no_such_column WHERE :who = :who"), {"who": "parent@example.org"})
    db.session.rollback()
    assert "parent@example.org" not in str(caught.value)

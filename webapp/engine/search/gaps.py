"""What families look for and do not find: counted per week, never per person.

Counts gather in memory and are written together a little later, so nothing tells when or in which order anyone
searched. Words with a digit are never kept (they may be somebody's number), and what was asked fewer than
`SHOWN_FROM` times in a week is shown to nobody and dropped when the week is over.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock, Timer

from flask import Flask, current_app
from sqlalchemy import select

from ...extensions import db
from .. import clock
from ..transaction import transaction
from .models import SearchGap
from .question import Question

log = logging.getLogger(__name__)
SHOWN_FROM = 5
MOST_TERMS, MOST_WORDS, WRITE_AFTER = 500, 5, 20.0

_waiting: Counter[str] = Counter()
_lock = Lock()
_timer: list[Timer] = []


@dataclass(frozen=True)
class Gap:
    """A term looked for without an answer: how often in all, in how many weeks, and when last (the week's Monday)."""

    term: str
    times: int
    weeks: int
    last_week: date


def term_of(question: Question) -> str:
    """The question as counted: its concepts in order of the alphabet, without anything that holds a digit."""
    words = sorted({concept.typed for concept in question.concepts if not any(c.isdigit() for c in concept.typed)})
    return " + ".join(words[:MOST_WORDS])[:80]


def note(question: Question) -> None:
    """Count one search that found nothing."""
    term = term_of(question)
    if not term:
        return
    with _lock:
        if term in _waiting or len(_waiting) < MOST_TERMS:
            _waiting[term] += 1
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself, for a thread
        if not _timer and not app.testing:  # tests write when they want to: a thread would outlive its database
            timer = Timer(WRITE_AFTER, _write_later, (app,))
            timer.daemon = True
            _timer.append(timer)
            timer.start()


def _write_later(app: Flask) -> None:
    try:
        with app.app_context():
            write()
    except Exception:  # a count of words is never worth an error for a reader
        log.exception("search gaps were not written")


def write() -> None:
    """Write what has gathered, in its own transaction, and drop the rare terms of weeks that are over."""
    with _lock:
        gathered = dict(_waiting)
        _waiting.clear()
        _timer.clear()
    week = monday(clock.today())
    with transaction():
        kept = {row.term: row for row in db.session.scalars(select(SearchGap).where(SearchGap.week == week))}
        for term in sorted(gathered):
            row = kept.get(term)
            if row is None:
                db.session.add(SearchGap(week=week, term=term, nothing_found=gathered[term]))
            else:
                row.nothing_found += gathered[term]
        over = select(SearchGap).where(SearchGap.week < week, SearchGap.nothing_found < SHOWN_FROM)
        for rare in db.session.scalars(over):
            db.session.delete(rare)


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def gaps(since: date) -> list[Gap]:
    """Terms not found often enough to be shown, most often first; weeks with fewer than the limit do not count."""
    rows = db.session.scalars(
        select(SearchGap).where(SearchGap.week >= monday(since), SearchGap.nothing_found >= SHOWN_FROM)
    )
    times: Counter[str] = Counter()
    weeks: dict[str, list[date]] = {}
    for row in rows:
        times[row.term] += row.nothing_found
        weeks.setdefault(row.term, []).append(row.week)
    return [Gap(term, number, len(weeks[term]), max(weeks[term])) for term, number in times.most_common()]

"""What families look for and do not find: counted per week, never per person.

Two things are counted: searches that found nothing, and searches given up, which found something and were asked again
from the same page in other words. Counts gather in memory and are written together a little later, so nothing tells
when or in which order anyone searched. Words with a digit are never kept (they may be somebody's number). A count
below `SHOWN_FROM` in a week is shown to nobody, and dropped when the week is over.
"""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock, Timer

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, or_, select

from ...extensions import db
from .. import clock
from ..transaction import transaction
from . import asking
from .models import SearchGap
from .question import Question

log = logging.getLogger(__name__)
SHOWN_FROM = 5
MOST_TERMS, MOST_WORDS, WRITE_AFTER = 500, 5, 20.0

NOTHING, AGAIN = "nothing_found", "asked_again"

_waiting: Counter[tuple[str, str]] = Counter()
_lock = Lock()
_timer: list[Timer] = []


@dataclass(frozen=True)
class Gap:
    """A term looked for without an answer: how often nothing was found, how often it was asked again in other words,
    in how many weeks, and when last (the week's Monday). A number below the limit counts as none."""

    term: str
    nothing_found: int
    asked_again: int
    weeks: int
    last_week: date


def term_of(question: Question) -> str:
    """The question as counted: its concepts in order of the alphabet, without anything that holds a digit."""
    words = sorted({concept.typed for concept in question.concepts if not any(c.isdigit() for c in concept.typed)})
    return " + ".join(words[:MOST_WORDS])[:80]


def note(question: Question, what: str = NOTHING) -> None:
    """Count one search that found nothing, or one given up (`AGAIN`)."""
    term = term_of(question)
    if not term:
        return
    with _lock:
        if (term, what) in _waiting or len(_waiting) < MOST_TERMS:
            _waiting[term, what] += 1
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself, for a thread
        if not _timer and not app.testing:  # tests write when they want to: a thread would outlive its database
            timer = Timer(WRITE_AFTER, _write_later, (app,))
            timer.daemon = True
            _timer.append(timer)
            timer.start()


def note_given_up(before: str, now: str, kinds: tuple[str, ...]) -> None:
    """Count the search somebody stood on, if it had found something and they now look in other words."""
    if not before.strip() or before.casefold().split() == now.casefold().split():
        return
    try:
        asked = asking.ask(before)
        if asked.question.asks_words and asked.find(kinds=kinds, count=1).total:
            note(asked.question, AGAIN)
    except asking.UnreadableIndexError:  # a count is never worth an error for a reader
        return


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
        for term, what in sorted(gathered):
            row = kept.get(term)
            if row is None:
                row = kept[term] = SearchGap(week=week, term=term, nothing_found=0, asked_again=0)
                db.session.add(row)
            setattr(row, what, getattr(row, what) + gathered[term, what])
        for old in db.session.scalars(select(SearchGap).where(SearchGap.week < week, _is_rare())):
            old.nothing_found, old.asked_again = _shown(old.nothing_found), _shown(old.asked_again)
            if not old.nothing_found and not old.asked_again:
                db.session.delete(old)


def _is_rare() -> ColumnElement[bool]:
    """Rows with a count too small to keep."""
    counts = (SearchGap.nothing_found, SearchGap.asked_again)
    return or_(*(and_(count > 0, count < SHOWN_FROM) for count in counts))


def _shown(count: int) -> int:
    return count if count >= SHOWN_FROM else 0


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def gaps(since: date) -> list[Gap]:
    """Terms not answered often enough to be shown, most often first. What was rare in its week counts for nothing."""
    rows = db.session.scalars(select(SearchGap).where(SearchGap.week >= monday(since)).order_by(SearchGap.term))
    found: dict[str, Gap] = {}
    for row in rows:
        nothing, again = _shown(row.nothing_found), _shown(row.asked_again)
        if nothing or again:
            before = found.get(row.term, Gap(row.term, 0, 0, 0, row.week))
            found[row.term] = Gap(
                row.term, before.nothing_found + nothing, before.asked_again + again, before.weeks + 1,
                max(before.last_week, row.week),
            )
    return sorted(found.values(), key=lambda gap: (-gap.nothing_found - gap.asked_again, gap.term))

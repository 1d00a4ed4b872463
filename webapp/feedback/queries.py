"""Reads of comments, themes and reports. What the public sees comes from `published_comment` and live themes only."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import selectinload

from ..engine import subjects
from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.rows import to_change
from ..extensions import db
from ..ui import languages
from .models import Comment, PublishedComment, Theme, YearReport
from .wording import COUNTED, About, Promise, Speaker

_LANGUAGE = re.compile(r"^/[a-z]{2}(?=/)")


@dataclass(frozen=True)
class Said:
    """A published comment as pages show it. `theme` is the slug of its live theme."""

    id: int
    words: str
    speaker: Speaker
    about: About
    page: str
    page_title: str
    taken_out: int
    published_on: date
    theme: str
    theme_title: str


@dataclass(frozen=True)
class Step:
    """One move of a promise."""

    promise: Promise
    due_on: date | None
    on: date


@dataclass(frozen=True)
class Answered:
    """A live theme as pages show it, with its comments."""

    slug: str
    title: str
    said: str
    answer: str
    action: str
    owner: str
    due_on: date | None
    promise: Promise
    answered_on: date | None
    steps: tuple[Step, ...]
    comments: tuple[Said, ...]
    measures: tuple[str, ...] = ()


def page_titles() -> dict[str, str]:
    """Titles in this page's language, by address without a language in front, of everything that has a page."""
    return _page_titles(languages.current())


@remembered
def _page_titles(_language: str) -> dict[str, str]:
    return {_LANGUAGE.sub("", card.url): card.title for card in subjects.with_pages()}


def comments() -> tuple[Said, ...]:
    """Every published comment, newest first."""
    return _comments(languages.current())


@remembered
def _comments(_language: str) -> tuple[Said, ...]:
    rows = db.session.execute(
        select(PublishedComment, Theme)
        .outerjoin(Theme, (Theme.id == PublishedComment.theme_id) & Theme.is_live)
        .order_by(PublishedComment.published_on.desc(), PublishedComment.comment_id.desc())
    )
    return tuple(_said(row, theme) for row, theme in rows)


def _said(row: PublishedComment, theme: Theme | None) -> Said:
    return Said(
        row.comment_id,
        row.words,
        Speaker(row.speaker),
        About(row.about),
        row.page,
        page_titles().get(row.page, ""),
        row.taken_out,
        row.published_on,
        theme.slug if theme else "",
        theme.title if theme else "",
    )


def themes() -> tuple[Answered, ...]:
    """Every live theme, newest answer first."""
    return _themes(languages.current())


@remembered
def _themes(_language: str) -> tuple[Answered, ...]:
    chosen = select(Theme).where(Theme.is_live).options(selectinload(Theme.steps))
    by_theme: dict[str, list[Said]] = {}
    for said in comments():
        by_theme.setdefault(said.theme, []).append(said)
    return tuple(
        Answered(
            row.slug,
            row.title,
            row.said,
            row.answer,
            row.action,
            row.owner,
            row.due_on,
            Promise(row.promise),
            row.answered_on,
            tuple(Step(Promise(s.promise), s.due_on, s.on) for s in row.steps),
            tuple(by_theme.get(row.slug, ())),
            tuple(row.measures),
        )
        for row in db.session.scalars(chosen.order_by(Theme.answered_on.desc(), Theme.id.desc()))
    )


def measure_cards(keys: Iterable[str] | None = None) -> list[subjects.Card]:
    """Measures that have a page: all, or those of these keys."""
    every = [card for card in subjects.with_pages() if card.ref.kind == "measure"]
    return every if keys is None else [card for card in every if card.ref.key in set(keys)]


def theme(slug: str) -> Answered:
    """One live theme; NotFoundError when there is none."""
    for found in themes():
        if found.slug == slug:
            return found
    raise NotFoundError("There is no answer with this name.")


@remembered
def report(year: int) -> YearReport:
    """A published report; NotFoundError when there is none."""
    found = db.session.get(YearReport, year)
    if found is None:
        raise NotFoundError("There is no report for this year yet.")
    db.session.expunge(found)
    return found


@remembered
def report_years() -> tuple[int, ...]:
    """Years with a published report, newest first."""
    return tuple(db.session.scalars(select(YearReport.year).order_by(YearReport.year.desc())))


def last_report_on() -> date | None:
    """When a report was published last."""
    return db.session.scalar(select(func.max(YearReport.published_on)))


def comment_by_reference(reference: str) -> Comment:
    """The comment with this code, whatever became of it; NotFoundError when there is none."""
    code = reference.replace("-", "").replace(" ", "").upper()
    found = db.session.scalar(select(Comment).where(Comment.reference == code))
    if found is None:
        raise NotFoundError("We have no comment with this code. Check each letter and number.")
    return found


def comment(comment_id: int, *, lock: bool = False) -> Comment:
    """One comment; NotFoundError when there is none."""
    chosen = select(Comment).where(Comment.id == comment_id)
    found = db.session.scalar(to_change(chosen) if lock else chosen)
    if found is None:
        raise NotFoundError("There is no comment with this number.")
    return found


def published(comment_id: int) -> PublishedComment | None:
    """The public row of a comment."""
    return db.session.get(PublishedComment, comment_id)


def all_themes() -> Sequence[Theme]:
    """Every theme, for those who answer; not answered ones first, then by date promised."""
    chosen = select(Theme).options(selectinload(Theme.steps))
    return db.session.scalars(chosen.order_by(Theme.is_live, Theme.due_on, Theme.id)).all()


def themes_with_steps() -> Sequence[Theme]:
    """Every theme with every move of its promise, oldest first."""
    return db.session.scalars(select(Theme).options(selectinload(Theme.steps)).order_by(Theme.id)).all()


def theme_row(theme_id: int, *, lock: bool = False) -> Theme:
    """One theme to be changed; NotFoundError when there is none."""
    chosen = select(Theme).where(Theme.id == theme_id).options(selectinload(Theme.steps))
    found = db.session.scalar(to_change(chosen, of=Theme) if lock else chosen)
    if found is None:
        raise NotFoundError("There is no theme with this number.")
    return found


def comments_of(theme_id: int) -> Sequence[PublishedComment]:
    """Published comments grouped under a theme."""
    chosen = select(PublishedComment).where(PublishedComment.theme_id == theme_id)
    return db.session.scalars(chosen.order_by(PublishedComment.comment_id)).all()


def comments_without_theme() -> Sequence[PublishedComment]:
    """Published comments that nobody has grouped yet, oldest first: they wait for an answer."""
    chosen = select(PublishedComment).where(PublishedComment.theme_id.is_(None))
    return db.session.scalars(
        chosen.order_by(PublishedComment.published_on, PublishedComment.comment_id)
    ).all()


def slug_taken(slug: str) -> bool:
    """Whether a theme has this name already."""
    return db.session.scalar(select(Theme.id).where(Theme.slug == slug)) is not None


@dataclass(frozen=True)
class Tally:
    """Counts of one year, unsuppressed: never shown as they are."""

    speakers: Counter[str]
    subjects: Counter[str]
    states: Counter[str]
    reasons: Counter[str]


def tally(year: int) -> Tally:
    """Comments of one calendar year from those whom the law counts."""

    def _where(state: str) -> str:
        return "awaiting" if state == "urgent" else state  # an urgent one is never told apart in public

    rows = db.session.execute(
        select(Comment.speaker, Comment.about, Comment.state, Comment.reason, Comment.wish)
        .where(extract("year", Comment.received_on) == year, Comment.speaker.in_(COUNTED))
        .order_by(Comment.id)
    ).all()
    return Tally(
        Counter(str(row.speaker) for row in rows),
        Counter(str(row.about) for row in rows),
        Counter(_where(row.state) if row.wish == "publish" else f"wish_{row.wish}" for row in rows),
        Counter(
            row.reason for row in rows if row.state == "private" and row.reason and row.wish == "publish"
        ),
    )

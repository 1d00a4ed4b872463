"""Every write about comments, themes and reports."""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..engine import audit, clock, content_revision
from ..engine.errors import InvalidError, StaleError
from ..engine.subjects import SubjectRef
from ..extensions import db
from ..moderation import operations as moderation
from ..moderation.models import Lane
from ..taxonomy import queries as taxonomy
from . import disclosure, queries
from .models import Comment, PromiseStep, PublishedComment, Theme, YearReport
from .wording import COUNTED, YOUNG, About, Promise, Speaker, Wish

KIND = "comment"
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

GROUPED = audit.verb("feedback.grouped", "comments")
ANSWERED = audit.verb("feedback.answered", "promise")
REPORTED = audit.verb("feedback.report-published")


@dataclass(frozen=True)
class Words:
    """What somebody sent."""

    speaker: Speaker
    about: About
    wish: Wish
    words: str
    page: str = ""


def leave_comment(
    said: Words,
    *,
    writer_mark: str = "",
    names: tuple[str, str] = ("", ""),
    known_names: tuple[str, ...] | None = None,
) -> str:
    """Take a comment in; the code with which its writer can look it up. `names` say about what and by whom.

    `known_names` are never tinted as somebody's; outside a request, where no page has an address, they must be given.

    Nothing is public by this: words that may be published, or read by staff, go to the queue. Words of somebody who
    only wants to be counted are not kept at all.
    """
    comment = Comment(
        reference=_new_reference(),
        speaker=said.speaker,
        about=said.about,
        page=said.page,
        wish=said.wish,
        state="counted" if said.wish is Wish.COUNT else "awaiting",
    )
    db.session.add(comment)
    db.session.flush()
    if said.wish is not Wish.COUNT:
        moderation.put_in_queue(
            SubjectRef(KIND, str(comment.id)),
            said.words,
            about=names[0],
            said_by=names[1],
            young=said.speaker in YOUNG,
            writer_mark=writer_mark,
            public_names=public_names() if known_names is None else known_names,
            lane=Lane.VOLUNTEERS if said.wish is Wish.PUBLISH else Lane.STAFF,
        )
    return comment.reference


def public_names() -> tuple[str, ...]:
    """Names of services, pages and places: public already, so never tinted as somebody's name."""
    return (*queries.page_titles().values(), *taxonomy.place_names())


def _new_reference() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(8))


def publish_comment(comment_id: int, *, words: str, taken_out: int) -> None:
    """Make a comment's decided text public. Only words whose writer allowed it, whoever decided."""
    comment = queries.comment(comment_id, lock=True)
    if comment.wish != Wish.PUBLISH:
        hold_comment(comment_id, state="private", reason=None)
        return
    row = queries.published(comment_id)
    if row is None:
        row = PublishedComment(
            comment_id=comment_id, speaker=comment.speaker, about=comment.about, page=comment.page
        )
        db.session.add(row)
    row.words, row.taken_out = words, taken_out
    comment.state, comment.reason, comment.decided_on = "published", None, clock.today()
    db.session.flush()


def hold_comment(comment_id: int, *, state: str, reason: str | None) -> None:
    """Take a comment off every public page, or keep it off. Its row goes, and all that was made from it."""
    comment = queries.comment(comment_id, lock=True)
    row = queries.published(comment_id)
    if row is not None:
        db.session.delete(row)
    comment.state, comment.reason = state, reason
    comment.decided_on = clock.today() if state == "private" else None
    db.session.flush()


def start_theme(title: str, said: str, *, by: int) -> int:
    """A new theme, seen only by those who answer."""
    slug = base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:70] or "theme"
    number = 2
    while queries.slug_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    theme = Theme(slug=slug, title=title, said=said)
    db.session.add(theme)
    db.session.flush()
    audit.record(GROUPED, f"theme:{theme.id}", by=by, detail={"comments": 0})
    return theme.id


def group(theme_id: int, comment_ids: Iterable[int], *, by: int) -> None:
    """Put published comments under a theme; those that are no longer named leave it."""
    wanted = set(comment_ids)
    for row in queries.comments_of(theme_id):
        if row.comment_id not in wanted:
            row.theme_id = None
    for comment_id in sorted(wanted):
        found = queries.published(comment_id)
        if found is not None:
            found.theme_id = theme_id
    audit.record(GROUPED, f"theme:{theme_id}", by=by, detail={"comments": len(wanted)})


@dataclass(frozen=True)
class Answer:
    """What the partnership says and promises."""

    title: str
    said: str
    answer: str
    action: str
    owner: str
    due_on: date | None
    promise: Promise
    measures: tuple[str, ...] = ()


def answer(theme_id: int, words: Answer, *, version: int, live: bool, by: int) -> None:
    """The partnership's answer. Public answers say what will be done, by whom and by when, or that nothing will."""
    theme = queries.theme_row(theme_id, lock=True)
    if theme.version != version:
        raise StaleError("Somebody else changed this answer while you were writing.")
    if live and not words.answer.strip():
        raise InvalidError("Write the answer first.")
    if words.promise in {Promise.DOING} and not (words.owner.strip() and words.due_on):
        raise InvalidError("Say who does it and by when.")
    moved = (theme.promise, theme.due_on) != (words.promise, words.due_on) or not theme.steps
    for name in ("title", "said", "answer", "action", "owner", "due_on", "promise"):
        setattr(theme, name, getattr(words, name))
    theme.measures = list(words.measures)
    if live and theme.answered_on is None:
        theme.answered_on = clock.today()
    theme.is_live, theme.version = live, theme.version + 1
    if moved:
        db.session.add(PromiseStep(theme_id=theme_id, promise=words.promise, due_on=words.due_on))
    audit.record(ANSWERED, f"theme:{theme_id}", by=by, detail={"promise": words.promise})


def year_figures(year: int) -> dict[str, object]:
    """The figures of a year as they may be published: small numbers are none (law.md SDC-02, CM-07)."""
    counted = queries.tally(year)
    by_speaker = {str(who): counted.speakers[str(who)] for who in COUNTED}
    by_about = {str(about): counted.subjects[str(about)] for about in About}
    return {
        "received": disclosure.total(by_speaker),
        "speakers": disclosure.shown(by_speaker),
        "subjects": disclosure.shown(by_about),
        "states": disclosure.shown(dict(counted.states)),
        "reasons": disclosure.shown(dict(counted.reasons)),
    }


def publish_report(year: int, *, by: int) -> None:
    """Freeze and publish a year's report (reg. 56: at least once a year). Publishing again brings it up to date."""
    if not 2000 <= year <= clock.today().year:
        raise InvalidError("There is nothing to report for this year.")
    found = db.session.get(YearReport, year)
    if found is None:
        found = YearReport(year=year, figures={})
        db.session.add(found)
    found.figures, found.published_on = year_figures(year), clock.today()
    content_revision.move()
    audit.record(REPORTED, f"year-report:{year}", by=by)

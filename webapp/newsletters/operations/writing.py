"""An issue from first words to approval. What was approved is what is sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...engine import clock
from ...engine.errors import InvalidError, NotAllowedError, StaleError
from ...extensions import db
from .. import queries
from ..models import Issue, IssueItem, IssueState


def create_issue(*, title: str, by: int) -> Issue:
    """A new draft with an address of its own."""
    slug = _slug(title)
    issue = Issue(slug=slug, title=title, written_by=by, topics=[], intro="", easy_intro="", version=1, items=[])
    db.session.add(issue)
    db.session.flush()
    return issue


def _slug(title: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:50].strip("-") or "newsletter"
    slug = base = f"{clock.today():%Y-%m}-{words}"
    number = 2
    while queries.slug_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def add_item(issue: Issue, *, by: int, ref: str = "", heading: str = "", words: str = "") -> IssueItem:
    """Put one more part at the end."""
    _must_be_open(issue, issue.version)
    position = max((item.position for item in issue.items), default=0) + 1
    item = IssueItem(position=position, ref=ref, heading=heading, words=words)
    issue.items.append(item)
    _touched(issue, by)
    db.session.flush()
    return item


@dataclass(frozen=True)
class PartWords:
    """The words of one part as somebody wrote them."""

    heading: str
    words: str
    easy_words: str


def write_all(issue: Issue, *, by: int, version: int, head: Mapping[str, Any], parts: Mapping[int, PartWords]) -> bool:
    """Keep the head and every part as they were written together; returns whether anything changed.

    Keeping the same words makes nobody a writer. A part that somebody else took out meanwhile is a newer version.
    """
    _must_be_open(issue, version)
    changed: list[tuple[Issue | IssueItem, str, Any]] = [
        (issue, name, value) for name, value in head.items() if getattr(issue, name) != value
    ]
    for number, written in parts.items():
        item = _item(issue, number)
        changed += [(item, name, value) for name, value in vars(written).items() if getattr(item, name) != value]
    for thing, name, value in changed:
        setattr(thing, name, value)
    if changed:
        _touched(issue, by)
    return bool(changed)


def remove_item(issue: Issue, item_id: int, *, by: int) -> None:
    """Take one part out."""
    _must_be_open(issue, issue.version)
    issue.items.remove(_item(issue, item_id))
    _touched(issue, by)


def move_item(issue: Issue, item_id: int, *, by: int, down: bool = False) -> None:
    """Swap a part with the one above or below it."""
    _must_be_open(issue, issue.version)
    order = list(issue.items)
    place = order.index(_item(issue, item_id))
    other = place + 1 if down else place - 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    for number, item in enumerate(order, start=1):
        item.position = number
    _touched(issue, by)


def ask_for_approval(issue: Issue, *, by: int, blocking: int) -> None:
    """Say that the words are ready. Not while the checks find something that blocks."""
    if blocking:
        raise InvalidError("There is still something to put right before this can be sent.")
    if not issue.topics:
        raise InvalidError("Choose at least one topic, so that we know who this is for.")
    if issue.state not in {IssueState.DRAFT, IssueState.HELD}:
        raise StaleError("This newsletter is past that step.")
    issue.state, issue.asked_by = IssueState.WAITING, by


def approve(issue: Issue, *, by: int, version: int, frozen: dict[str, Any], send_at: datetime) -> None:
    """A second person has read the final words, the count and the topics.

    The words are kept as they are now.
    """
    if issue.state != IssueState.WAITING:
        raise StaleError("Nobody has asked for this newsletter to be approved, or it was changed since.")
    if issue.version != version:
        raise StaleError("This newsletter was changed while you were reading it. Read it again.")
    if by in {issue.written_by, issue.asked_by}:
        raise NotAllowedError("Somebody else has to approve what you wrote.")
    issue.state, issue.approved_by, issue.approved_at = IssueState.APPROVED, by, clock.now()
    issue.frozen, issue.send_at, issue.why_stopped = frozen, send_at, ""


def send_back(issue: Issue, *, why: str) -> None:
    """Make it a draft again, before anything has left."""
    if issue.started_at is not None or issue.state not in {
        IssueState.WAITING,
        IssueState.APPROVED,
        IssueState.HELD,
    }:
        raise StaleError("This newsletter has begun to leave and cannot be changed any more.")
    _reopen(issue)
    issue.why_stopped = why


def _must_be_open(issue: Issue, version: int) -> None:
    if issue.state not in {IssueState.DRAFT, IssueState.WAITING}:
        raise StaleError("This newsletter has been approved. Send it back before you change it.")
    if issue.version != version:
        raise StaleError("Somebody else changed this newsletter. Look at it again before you change it.")


def _touched(issue: Issue, by: int) -> None:
    """Whoever writes last is a writer: the approver must be somebody else."""
    issue.written_by = by
    issue.version += 1
    _reopen(issue)
    db.session.flush()


def _reopen(issue: Issue) -> None:
    issue.state, issue.asked_by, issue.approved_by = IssueState.DRAFT, None, None
    issue.approved_at, issue.frozen, issue.send_at = None, None, None


def _item(issue: Issue, item_id: int) -> IssueItem:
    found = next((item for item in issue.items if item.id == item_id), None)
    if found is None:
        raise StaleError("That part is not there any more.")
    return found

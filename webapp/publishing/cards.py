"""What waits for those who edit."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.subjects import SubjectRef
from . import queries, standing
from .models import Stage
from .standing import Review, Standing


def for_editors(person: Person) -> Iterator[Waiting]:
    """Drafts of one's own, words that wait for a second person, pages overdue, changes from files."""
    url, drafts = url_for("publishing_manage.overview"), queries.drafts()
    to_read = [d for d in drafts if d.stage == Stage.REVIEW and person.id not in {d.changed_by, d.sent_by}]
    mine = [d for d in drafts if d.stage == Stage.DRAFT and d.changed_by == person.id]
    overdue, incoming = queries.overdue(clock.today()), queries.incoming()
    if to_read:
        yield Waiting(gettext("Words that wait for a second person"), url, count=len(to_read), state="watch")
    suggested = queries.suggestions()
    if suggested:
        yield Waiting(gettext("Suggestions from providers"), url, count=len(suggested), state="watch")
    if mine:
        yield Waiting(gettext("Your drafts"), url, count=len(mine))
    if overdue:
        yield Waiting(gettext("Pages to check again"), url, count=len(overdue), state="late")
    if incoming:
        words = gettext("A file changed after a person edited the words.")
        yield Waiting(gettext("Changed files"), url, words, len(incoming))


def review_of(kind: str, key: str) -> Review:
    """For public pages: when these words were checked, by whom, and whether a check is due."""
    return queries.review(kind, key, clock.today())


def weight(ref: SubjectRef) -> float:
    """For search: what has been overdue for long stands lower."""
    overdue = queries.review(ref.kind, ref.key, clock.today()).standing is Standing.REQUIRED
    return standing.LOWERED if overdue else 1.0

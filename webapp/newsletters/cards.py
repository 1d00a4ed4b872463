"""Newsletters for other rooms' pages."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import gettext as _

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine.subjects import Card, SubjectRef
from . import queries
from .models import IssueState

KIND = "newsletter"


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Newsletters that went out, by their address."""
    found = {issue.slug: issue for issue in queries.published()}
    return {
        key: Card(SubjectRef(KIND, key), found[key].title, url_for("newsletters.issue", slug=key), detail=found[key])
        for key in keys
        if key in found
    }


def keys() -> list[str]:
    """Every newsletter that has a page now."""
    return [issue.slug for issue in queries.published()]


def for_senders(person: Person) -> Iterator[Waiting]:
    """What a second person may send, what stopped, and letters that only a person can settle."""
    url = url_for("newsletters_manage.overview")
    to_read = [one for one in queries.issues_in(IssueState.WAITING) if person.id not in {one.written_by, one.asked_by}]
    stopped = queries.issues_in(IssueState.HELD, IssueState.PAUSED)
    if stopped:
        yield Waiting(_("Newsletters that stopped"), url, ", ".join(one.title for one in stopped), len(stopped), "late")
    if to_read:
        words = _("Read it as families will, then let it go.")
        yield Waiting(_("Newsletters that wait for a second person"), url, words, len(to_read), "watch")
    for issue, letters in queries.issues_with_unsure():
        address = url_for("newsletters_manage.unsure", issue_id=issue.id)
        yield Waiting(_("Letters nobody can be sure of"), address, issue.title, letters, "watch")

"""What waits, for the first screen of those who run the site."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext, ngettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from . import queries, rules
from .models import Lane


def for_moderators(_person: Person) -> Iterator[Waiting]:
    """The queue, late when the oldest has waited longer than the promise."""
    count, oldest = queries.count_waiting(), queries.oldest_waiting()
    if count:
        late = oldest is not None and oldest > rules.PROMISE_WORKING_DAYS
        waited = ngettext(
            "The oldest has waited %(num)s working day.", "The oldest has waited %(num)s working days.", oldest or 0
        )
        words = waited if oldest else ""
        yield Waiting(
            gettext("Comments to read"),
            url_for("moderation_manage.queue"),
            words,
            count,
            "late" if late else "watch",
        )


def for_responders(_person: Person) -> Iterator[Waiting]:
    """Words for staff only."""
    count = queries.count_waiting(Lane.STAFF)
    if count:
        yield Waiting(gettext("Words for staff to read"), url_for("moderation_manage.staff"), count=count)


def for_leads(_person: Person) -> Iterator[Waiting]:
    """Urgent comments; late until somebody has acknowledged them."""
    found = queries.concerns()
    if found:
        late = any(concern.acknowledged_at is None for concern in found)
        yield Waiting(
            gettext("Urgent comments"),
            url_for("moderation_manage.concerns"),
            count=len(found),
            state="late" if late else "watch",
        )

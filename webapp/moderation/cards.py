"""What waits, for the first screen of those who run the site."""

from collections.abc import Iterator
from datetime import timedelta

from flask import current_app, url_for
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
            gettext("Somebody waits for you. Press “I have it” first.") if late else "",
            count=len(found),
            state="late" if late else "watch",
        )


def for_administrators(_person: Person) -> Iterator[Waiting]:
    """Urgent comments that nobody has had for too long: administrators see to it that somebody does."""
    patience = timedelta(hours=current_app.config["SETTINGS"].concern_escalate_hours)
    left = [one for one in queries.concerns() if one.acknowledged_at is None and queries.waited(one) >= patience]
    if left:
        words = gettext("Ring the safeguarding lead, or give the role to somebody who can act today.")
        yield Waiting(
            gettext("Urgent comments that nobody has"), url_for("accounts_manage.people"), words, len(left), "late"
        )

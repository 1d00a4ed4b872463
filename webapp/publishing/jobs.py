"""What runs by itself: approved words go public in time, reviews are asked for, what is over is forgotten."""

from flask_babel import force_locale

from ..accounts import queries as accounts
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.jobs import runner
from ..engine.transaction import transaction
from . import letters, queries
from .operations import drafting, listings, reviewing

SCHEDULED, REVIEWS = "publishing.scheduled", "publishing.reviews"
DAY = 24 * 60 * 60


def publish_scheduled() -> None:
    """Publish every approved draft whose time has come, each by itself: one that cannot go holds no other back."""
    due = [(draft.kind, draft.key) for draft in queries.scheduled(clock.now())]
    for kind, key in due:
        with transaction():
            draft = queries.draft(kind, key, lock=True)
            if draft is not None and draft.is_due(clock.now()):
                drafting.publish_due(draft)


def ask_for_reviews() -> None:
    """Tell editors and providers what has to be checked, tell search what fell behind, forget what is over."""
    with transaction():
        listings.forget_what_is_over()
        reviewing.forget_reminders()
        reviewing.follow_standings(clock.today())
    with transaction(), force_locale("en"):  # nobody's page is being drawn: letters are in the site's own language
        told = reviewing.note_reminders(clock.today())
        letters.tell_editors([p.email for p in accounts.people_who_may(Permission.EDIT) if p.email], told.editors)
        for contact, due in told.providers:
            letters.ask_provider(contact, listings.make_link(contact.id, by=None), due)


def register() -> None:
    """Put the jobs on the list."""
    runner.register(SCHEDULED, publish_scheduled, why="Publishes approved words when their time comes.", every=60)
    runner.register(REVIEWS, ask_for_reviews, why="Asks for reviews that are due, by mail, once each.", every=DAY)

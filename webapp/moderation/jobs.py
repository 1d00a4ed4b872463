"""What runs by itself: originals are destroyed in time, and nobody forgets that something urgent waits."""

from datetime import timedelta

from ..engine import throttle
from ..engine.jobs import runner
from ..engine.mail import outbox
from ..engine.transaction import transaction
from . import letters, operations, queries
from .rules import Told

RETENTION, REMIND = "moderation.retention", "moderation.remind"
DAY = 24 * 60 * 60
OFTEN = 5 * 60


def retention() -> None:
    """Destroy what was kept long enough, and counts of tries that say nothing any more."""
    with transaction():
        operations.destroy_originals()
        throttle.sweep()


def remind() -> None:
    """Write about each urgent comment that nobody has, to those whose turn it is: note and letter, or neither."""
    chosen = outbox.settings()
    turns = (
        (Told.LEADS, timedelta(hours=chosen.concern_remind_hours)),
        (Told.ADMINISTRATORS, timedelta(hours=chosen.concern_escalate_hours)),
    )
    for concern_id in queries.unanswered_concerns():
        for told, every in turns:
            with transaction():
                if operations.note_reminder(concern_id, told, every=every):
                    letters.still_waiting(concern_id, queries.waited(queries.concern(concern_id)), told)


def register() -> None:
    """Put the jobs on the list."""
    runner.register(RETENTION, retention, why="Destroys what families wrote when its time is over.", every=DAY)
    runner.register(REMIND, remind, why="Writes again about urgent comments that nobody has yet.", every=OFTEN)

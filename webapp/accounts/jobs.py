"""What runs by itself: browsers and invitations that are over are forgotten."""

from ..engine.jobs import runner
from ..engine.transaction import transaction
from . import operations

RETENTION = "accounts.retention"
DAY = 24 * 60 * 60


def retention() -> None:
    """Forget where people were signed in, and whom they invited, when its time is over."""
    with transaction():
        operations.forget_old()


def register() -> None:
    """Put the job on the list."""
    why = "Forgets old sign-ins and invitations of those who run the site."
    runner.register(RETENTION, retention, why=why, every=DAY)

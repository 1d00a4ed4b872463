"""What runs by itself: originals are destroyed when their time is over."""

from ..engine import throttle
from ..engine.jobs import runner
from ..engine.transaction import transaction
from . import operations

RETENTION = "moderation.retention"
DAY = 24 * 60 * 60


def retention() -> None:
    """Destroy what was kept long enough, and counts of tries that say nothing any more."""
    with transaction():
        operations.destroy_originals()
        throttle.sweep()


def register() -> None:
    """Put the job on the list."""
    runner.register(
        RETENTION, retention, why="Destroys what families wrote when its time is over.", every=DAY
    )

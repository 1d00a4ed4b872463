"""What runs by itself: approved words go public when their time comes."""

from ..engine import clock
from ..engine.jobs import runner
from ..engine.transaction import transaction
from . import operations, queries

SCHEDULED = "publishing.scheduled"


def publish_scheduled() -> None:
    """Publish every approved draft whose time has come."""
    with transaction():
        for draft in queries.scheduled(clock.now()):
            operations.publish_draft(draft)


def register() -> None:
    """Put the job on the list."""
    runner.register(SCHEDULED, publish_scheduled, why="Publishes approved words when their time comes.", every=60)

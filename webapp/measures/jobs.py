"""What runs by itself: a release comes out when its moment has come."""

from ..engine import audit
from ..engine.jobs import runner
from ..engine.transaction import transaction
from . import operations

DUE = "measures.publish-due"
MINUTE = 60
CAME_OUT = audit.verb("release.came-out")


def publish_due() -> None:
    """Publish what is due. Pages kept in memory go with the change, on every worker."""
    with transaction():
        for release in operations.publish_due():
            audit.record(CAME_OUT, f"release:{release.key}", by=None)


def register() -> None:
    """Put the job on the list."""
    runner.register(DUE, publish_due, why="Publishes releases of measures whose moment has come.", every=MINUTE)

"""When a wave takes answers. Pure. The rule families read: open to the end of the last day, then days of grace for
those who had begun, then frozen.
"""

from datetime import date, timedelta
from enum import StrEnum


class Stage(StrEnum):
    """Where a wave stands today."""

    BEFORE = "before"
    OPEN = "open"
    GRACE = "grace"
    CLOSED = "closed"


def stage(state: str | None, closes_on: date | None, grace_days: int, today: date) -> Stage:
    """The stage. A wave that the lead has closed is closed, whatever the day."""
    if state is None or closes_on is None:
        return Stage.BEFORE
    if state == Stage.CLOSED or today > last_day(closes_on, grace_days):
        return Stage.CLOSED
    return Stage.OPEN if today <= closes_on else Stage.GRACE


def last_day(closes_on: date, grace_days: int) -> date:
    """The last day on which answers that were begun can be sent."""
    return closes_on + timedelta(days=grace_days)

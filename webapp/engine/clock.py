"""The only clock. Moments are stored in UTC; days are days in England."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """This moment, in UTC, with its zone."""
    return datetime.now(UTC)


def today() -> date:
    """Today's date as families see it on a calendar in England."""
    return now().astimezone(LONDON).date()


def utc(moment: datetime) -> datetime:
    """A stored moment with its zone back. Moments without a zone are UTC (SQLite drops the zone)."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def local(moment: datetime) -> datetime:
    """A stored moment in English local time."""
    return utc(moment).astimezone(LONDON)

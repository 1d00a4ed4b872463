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


def local(moment: datetime) -> datetime:
    """A stored moment in English local time. Moments without a zone are UTC (SQLite drops the zone)."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(LONDON)

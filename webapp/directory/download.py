"""The whole directory to take away: JSON in the standard's words, CSV for a spreadsheet with its codebook. Pure."""

import csv
import io
from collections.abc import Callable, Iterable

from ..engine.spreadsheet import guarded
from .hsds import Directory, Record
from .offer import Listing
from .records import ident

Column = tuple[str, str, Callable[[Listing], str]]


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


COLUMNS: tuple[Column, ...] = (
    ("id", "Permanent id, the same as in the Open Referral UK interface (UUID)", lambda x: ident("service", x.key)),
    ("slug", "The last part of the listing's address on this site", lambda x: x.key),
    ("name", "Name of the service", lambda x: x.name),
    ("organisation", "Who runs it", lambda x: x.organisation),
    ("summary", "One line about it", lambda x: x.summary),
    ("description", "What it is", lambda x: x.description),
    ("min_age", "Youngest age of the child or young person, in years", lambda x: str(x.min_age)),
    ("max_age", "Oldest age, in years, included", lambda x: str(x.max_age)),
    ("needs", "Needs it is for, keys of this site's list, parted by “; ”", lambda x: _joined(x.needs)),
    ("topics", "Topics, the main one first", lambda x: _joined(x.topics)),
    ("districts", "Districts it works in; county-wide means all", lambda x: _joined(x.districts)),
    ("scope", "local, regional or national", lambda x: x.scope),
    ("cost", "free, paid, mixed or unknown (not found)", lambda x: x.cost),
    ("access", "How a family gets it, key of this site's list", lambda x: x.access),
    ("how_to_get_it", "The same in words", lambda x: x.how_to_get_it),
    ("phone", "Phone number; empty means not found", lambda x: x.phone or ""),
    ("text", "Number for text messages; empty means not found", lambda x: x.text or ""),
    ("email", "Email address; empty means not found", lambda x: x.email or ""),
    ("website", "Web address; empty means not found", lambda x: x.website or ""),
    ("address", "Where it is; empty means not found", lambda x: x.address or ""),
    ("opening", "Opening times in the provider's words; empty means not found", lambda x: x.opening or ""),
    ("waiting_time", "Published wait with its date; empty means not found", lambda x: x.waiting_time or ""),
    ("accessibility", "Access in words; empty means not found", lambda x: x.accessibility or ""),
    ("schedule_2", "What it covers of SEND Regulations 2014, Schedule 2", lambda x: _joined(x.schedule_2)),
    ("confidence", "high: confirmed; medium: not confirmed yet, ring first", lambda x: x.confidence),
    ("source_url", "Where it was read", lambda x: x.source_url or ""),
    ("source_seen", "The date on that page, or undated", lambda x: x.source_seen or ""),
    ("reviewed_on", "When it was last looked at (year-month-day)", lambda x: str(x.reviewed_on or "")),
)


def as_csv(listings: Iterable[Listing]) -> str:
    """Every service as a row, with a first row of column names."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([name for name, _meaning, _value in COLUMNS])
    writer.writerows([guarded(value(listing)) for _name, _meaning, value in COLUMNS] for listing in listings)
    return out.getvalue()


def codebook() -> str:
    """What each column means."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["column", "meaning"])
    writer.writerows((name, meaning) for name, meaning, _value in COLUMNS)
    return out.getvalue()


def everything(directory: Directory) -> Record:
    """All records in the words of Open Referral UK 3.0."""
    return {
        "version": "HSDS-UK-3.0", "licence": "Open Government Licence v3.0",
        "services": list(directory.services.values()),
        "organizations": [
            {name: value for name, value in record.items() if name != "services"}
            for record in directory.organizations.values()
        ],
        "taxonomies": list(directory.taxonomies.values()),
    }

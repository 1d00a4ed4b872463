"""The read-only interface of the national standard, version 3.0: filters, paging, envelopes. Pure.

Parameters mean what Open Referral UK says they mean; filters add up. Ages are containment, not overlap.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from .hsds import PROFILE, Directory, Record

PER_PAGE, MOST_PER_PAGE = 50, 500
COLLECTIONS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")
PARAMS = (
    "search", "page", "per_page", "format", "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after",
    "minimal", "full", "full_service", "minimum_age", "maximum_age", "top_only", "parent_id", "postcode", "proximity",
    "start_time", "end_time", "day",
)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LIST_FIELDS = (
    "id", "organization_id", "name", "description", "url", "email", "status", "minimum_age", "maximum_age",
    "assured_date", "alert", "last_modified", "organization",
)

Asked = Mapping[str, str]
Match = Callable[[Record], bool]


class BadParameterError(Exception):
    """A parameter cannot be used; the message says which and why (400)."""


@dataclass(frozen=True)
class Paging:
    """Which page, and how many to a page."""

    page: int
    per_page: int


def details(site: str) -> Record:
    """What stands at the root of the interface."""
    return {
        "version": "HSDS-UK-3.0", "profile": PROFILE, "openapi_url": f"{site}/api/oruk/v3/openapi.json",
        "licence": "Open Government Licence v3.0",
        "attribution": "Human Services Data Specification UK: an Open Referral UK resource",
    }


def paging(asked: Asked) -> Paging:
    """Page and size. Raises BadParameterError."""
    return Paging(_number(asked, "page", 1, 1_000_000), _number(asked, "per_page", PER_PAGE, MOST_PER_PAGE))


def _number(asked: Asked, name: str, default: int, most: int) -> int:
    text = asked.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= most):
        raise BadParameterError(f"{name} must be a whole number from 1 to {most}.")
    return int(text)


def is_true(asked: Asked, name: str) -> bool:
    """A yes-or-no parameter: true, True, 1, and their opposites. Raises BadParameterError for anything else."""
    text = asked.get(name, "").lower()
    if text in {"", "false", "0"}:
        return False
    if text in {"true", "1"}:
        return True
    raise BadParameterError(f"{name} must be true or false.")


@dataclass(frozen=True)
class Near:
    """What a postcode means here: services (by id) that work there, and metres to those whose place is known."""

    covering: frozenset[str]
    metres: Mapping[str, float]


def found(directory: Directory, collection: str, asked: Asked, near: Near | None = None) -> list[Record]:
    """Everything in a collection that passes every filter, in a steady order. Raises BadParameterError.

    `near` is what `postcode` comes to, where one was asked for.
    """
    if asked.get("format", "json") not in {"json", "ndjson"}:
        raise BadParameterError("format must be json or ndjson.")
    records: Iterable[Record] = getattr(directory, collection).values()
    tests = _tests(directory, collection, asked, near)
    return sorted((r for r in records if all(test(r) for test in tests)), key=lambda r: (r.get("name", ""), r["id"]))


def _tests(directory: Directory, collection: str, asked: Asked, near: Near | None) -> list[Match]:
    tests: list[Match] = []
    if asked.get("search"):
        wanted = asked["search"].casefold().split()
        tests.append(lambda r: all(word in _text(r) for word in wanted))
    if collection == "taxonomy_terms":
        return tests + _term_tests(asked)
    if collection in {"services", "service_at_locations"}:
        wanted_of_service = [*_service_tests(asked), *_time_tests(asked), *_near_tests(asked, near)]
        tests.append(lambda r: all(test(_whole(directory, r)) for test in wanted_of_service))
    return tests


def _whole(directory: Directory, record: Record) -> Record:
    """The service itself, or the one a place belongs to."""
    return directory.services.get(record.get("service_id", ""), record)


def _text(record: Record) -> str:
    service = record.get("service", record)
    return f"{service.get('name', '')} {service.get('description', '')}".casefold()


def _term_tests(asked: Asked) -> list[Match]:
    tests: list[Match] = []
    if asked.get("taxonomy_id"):
        tests.append(lambda r: r["taxonomy_id"] == asked["taxonomy_id"])
    if asked.get("parent_id"):
        tests.append(lambda r: r.get("parent_id") == asked["parent_id"])
    if is_true(asked, "top_only"):
        tests.append(lambda r: "parent_id" not in r)
    return tests


def _service_tests(asked: Asked) -> list[Match]:
    tests: list[Match] = []
    if asked.get("taxonomy_term_id"):
        term = asked["taxonomy_term_id"]
        tests.append(lambda s: any(a["taxonomy_term_id"] == term for a in s.get("attributes", ())))
    if asked.get("taxonomy_id"):
        wanted = asked["taxonomy_id"]
        tests.append(lambda s: any(a["taxonomy_term"]["taxonomy_id"] == wanted for a in s.get("attributes", ())))
    if asked.get("organization_id"):
        tests.append(lambda s: s.get("organization_id") == asked["organization_id"])
    if asked.get("modified_after"):
        after = _moment(asked["modified_after"])
        tests.append(lambda s: "last_modified" in s and _moment(s["last_modified"]) >= after)
    if asked.get("minimum_age"):
        least = _age(asked, "minimum_age")
        tests.append(lambda s: s["minimum_age"] >= least)
    if asked.get("maximum_age"):
        most = _age(asked, "maximum_age")
        tests.append(lambda s: s["maximum_age"] <= most)
    return tests


def _near_tests(asked: Asked, near: Near | None) -> list[Match]:
    """With proximity: places within so many metres. Without: services that work where the postcode is."""
    if not asked.get("proximity"):
        return [] if near is None else [lambda s: s["id"] in near.covering]
    if near is None:
        raise BadParameterError("proximity needs a postcode.")
    most = _number(asked, "proximity", 0, 1_000_000)
    return [lambda s: near.metres.get(s["id"], most + 1) <= most]


def _time_tests(asked: Asked) -> list[Match]:
    """Open on that day, from or after start_time, until or before end_time: one schedule must fit all that is asked."""
    day = asked.get("day", "").upper()[:2]
    if asked.get("day") and day not in DAYS:
        raise BadParameterError("day must be one of MO, TU, WE, TH, FR, SA, SU.")
    start, end = _clock(asked, "start_time"), _clock(asked, "end_time")
    if not (day or start or end):
        return []

    def fits(schedule: Record) -> bool:
        opens, closes = schedule.get("opens_at", "00:00"), schedule.get("closes_at", "24:00")
        return "freq" in schedule and day in schedule["byday"] and opens >= start and closes <= (end or "24:00")

    return [lambda s: any(fits(schedule) for schedule in s.get("schedules", ()))]


def _clock(asked: Asked, name: str) -> str:
    text = asked.get(name, "")
    if text and not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", text):
        raise BadParameterError(f"{name} must be a time such as 09:30.")
    return text[:5]


def _age(asked: Asked, name: str) -> int:
    if not (asked[name].isascii() and asked[name].isdecimal() and len(asked[name]) < 4):
        raise BadParameterError(f"{name} must be a whole number of years.")
    return int(asked[name])


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError as error:
        raise BadParameterError("modified_after must be a date and time such as 2026-11-22T09:00:00Z.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def item(collection: str, record: Record, asked: Asked) -> Record:
    """A record as it stands in a list: brief unless asked for in full."""
    if is_true(asked, "full"):
        return single(collection, record, asked)
    if collection == "services":
        names = ("id", "name", "status", "last_modified") if is_true(asked, "minimal") else _LIST_FIELDS
        return {name: record[name] for name in names if name in record}
    if collection == "organizations":
        if is_true(asked, "full_service"):
            return record
        return {name: value for name, value in record.items() if name != "services"}
    if collection == "taxonomies":
        return {name: value for name, value in record.items() if name != "taxonomy_terms"}
    return record


def _with_brief_services(record: Record) -> Record:
    brief = [{name: s[name] for name in _LIST_FIELDS if name in s} for s in record.get("services", ())]
    return {**record, "services": brief}


def single(collection: str, record: Record, asked: Asked) -> Record:
    """A record by its id: whole."""
    if collection == "organizations" and not is_true(asked, "full_service"):
        return _with_brief_services(record)
    return record


def envelope(records: list[Record], page: Paging, make: Callable[[Record], Record]) -> Record:
    """One page of version 3.0."""
    total = len(records)
    pages = max(1, -(-total // page.per_page))
    shown = records[(page.page - 1) * page.per_page: page.page * page.per_page]
    return {
        "total_items": total, "total_pages": pages, "page_number": page.page, "size": len(shown),
        "first_page": page.page == 1, "last_page": page.page == pages, "empty": not shown,
        "contents": [make(record) for record in shown],
    }

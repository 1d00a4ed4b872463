"""Somebody else's services as listings of ours: records of Open Referral UK or rows of a table. Pure.

Nothing is guessed: a term, a district or a cost the mapping does not name is left out, and what a listing cannot be
without comes from the mapping's `defaults` or makes an error. What comes in is never surer than “medium”.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import Field, ValidationError

from ..publishing.content_types import ContentType
from ..taxonomy.content import Part
from .content import ServiceFields
from .hsds import TAXONOMIES
from .offer import slug
from .records import BYDAY, TAGGED

Record = dict[str, Any]
DAY_NAMES = {code: name for name, code in BYDAY.items()}
LISTS = ("needs", "topics", "schedule_2", "districts")
PLAIN = ("phone", "text", "email", "website", "address")
COLUMNS = ("id", "name", "organisation", "summary", "description", "min_age", "max_age", *LISTS, "cost", "access",
           "how_to_get_it", *PLAIN, "opening", "waiting_time", "accessibility", "source_url", "source_seen")


class Defaults(Part):
    """What a listing gets where the feed does not say."""

    topics: list[str] = []
    districts: list[str] = []
    scope: str = "local"
    cost: str = "unknown"
    access: str | None = None
    how: str | None = None


class FeedMap(Part):
    """The mapping file. Keys of the tables are the feed's words or ids, values are keys of our lists."""

    feed: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)
    title: str
    checking: str
    confidence: Literal["medium", "low"] = "medium"
    defaults: Defaults = Defaults()
    needs: dict[str, str] = {}
    topics: dict[str, str] = {}
    schedule_2: dict[str, str] = {}
    districts: dict[str, str] = {}
    cost: dict[str, str] = {}
    access: dict[str, str] = {}
    columns: dict[str, str] = {}


@dataclass(frozen=True)
class Words:
    """Our own lists: kind → key → title, and the area's name."""

    terms: Mapping[str, Mapping[str, str]]
    area: str


@dataclass
class Reading:
    """What was found: listings by the feed's own id, and what is wrong with the others."""

    services: dict[str, ServiceFields] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def read(
    records: Iterable[Record], mapping: FeedMap, words: Words, kind: ContentType, *, table: bool = False
) -> Reading:
    """Listings from records (or rows of a table), each whole or named among the errors."""
    reading, shape = Reading(), _from_row if table else _from_record
    for number, record in enumerate(records, 1):
        name = str(record.get(mapping.columns.get("name", "name"), "") or "without a name")[:80]
        where = f"{'row' if table else 'record'} {number} ({name})"
        own = str(record.get(mapping.columns.get("id", "id"), "") or "")
        if not own or own in reading.services:
            reading.errors.append(f"{where}: " + ("it has no id" if not own else f"the id {own} is there twice"))
            continue
        try:
            data = _whole(shape(record, mapping, words), mapping)
            fields = kind.parse({"key": slug(data["name"])[:100] or "x", **data})
        except ValidationError as error:
            reading.errors += [f"{where}: {_place(e['loc'])}: {e['msg']}" for e in error.errors()]
            continue
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            reading.errors.append(f"{where}: {error}")
            continue
        assert isinstance(fields, ServiceFields)  # noqa: S101 - the kind says so
        wrong = [f"{where}: {words_}" for words_ in _unknown(fields, words)]
        reading.errors += wrong
        if not wrong:
            reading.services[own] = fields
    return reading


def _place(loc: tuple[int | str, ...]) -> str:
    return " → ".join(map(str, loc)) or "listing"


def _unknown(fields: ServiceFields, words: Words) -> Iterator[str]:
    """Keys that no list of ours has: slips in the mapping file."""
    for kind, keys in (
        ("need", fields.needs), ("topic", fields.topics), ("district", fields.districts), ("cost", [fields.cost]),
        ("schedule-2", fields.schedule_2), ("access", [fields.access.type]), ("scope", [fields.scope]),
    ):
        yield from (f"our list of {kind} has no “{key}”" for key in keys if key not in words.terms[kind])


def _whole(data: Record, mapping: FeedMap) -> Record:
    """With the mapping's defaults, and without what has no value."""
    given = mapping.defaults
    for name in ("topics", "districts"):
        data[name] = data.get(name) or getattr(given, name)
    data["cost"] = data.get("cost") or given.cost
    access = {"type": data.pop("access", None) or given.access, "how": data.pop("how", None) or given.how}
    data |= {
        "access": {name: value for name, value in access.items() if value}, "scope": given.scope,
        "confidence": mapping.confidence, "checking": mapping.checking,
        "contact": {name: value for name, value in data.get("contact", {}).items() if value},
    }
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def _keys(said: Iterable[str], table: Mapping[str, str], own: Mapping[str, str]) -> list[str]:
    """Keys of our list for the feed's words: by the mapping, or because they are our own key or title."""
    titles = {title.casefold(): key for key, title in own.items()}
    found = (table.get(word) or (word if word in own else titles.get(word.casefold())) for word in said)
    return list(dict.fromkeys(key for key in found if key))


def _ages(youngest: Any, oldest: Any) -> Record:
    """Ages within 0 to 25; a service for adults of any age ends at 25 here."""
    least = int(float(youngest)) if youngest not in (None, "") else 0
    most = int(float(oldest)) if oldest not in (None, "") else 25
    if least > 25:
        raise ValueError("it is for people older than 25")
    return {"min": max(0, least), "max": min(25, most)}


def _summary(description: str) -> tuple[str, str]:
    """The first paragraph, or its first sentence, and the rest."""
    text = " ".join(description.split("\n\n", 1)[0].split())
    rest = description.split("\n\n", 1)[1].strip() if "\n\n" in description else ""
    short = text if len(text) <= 200 else text[:text.find(". ") + 1 or 200].strip()
    return short, rest or text


def _from_record(record: Record, mapping: FeedMap, words: Words) -> Record:
    summary, description = _summary(str(record.get("description") or record["name"]))
    terms = [attribute.get("taxonomy_term", {}) for attribute in record.get("attributes", ())]
    places = [each.get("location", {}) for each in record.get("service_at_locations", ())]
    schedules = record.get("schedules", ())
    changed = str(record.get("assured_date") or record.get("last_modified") or "")[:10]
    return {
        "name": record["name"], "organisation": record["organization"]["name"],
        "summary": summary, "description": description,
        "ages": _ages(record.get("minimum_age"), record.get("maximum_age")),
        **{name: _tagged(terms, kind, getattr(mapping, name), words) for kind, name in TAGGED.items()},
        "districts": _districts([area.get("name", "") for area in record.get("service_areas", ())], mapping, words),
        "access": next(iter(_tagged(terms, "access", mapping.access, words)), None),
        "how": record.get("application_process"), "cost": _cost(record.get("cost_options", ()), mapping, words),
        "contact": _contact(record, places),
        "opening": "; ".join(s["description"] for s in schedules if s.get("description") and not s.get("freq")),
        "times": [_times(schedule) for schedule in schedules if schedule.get("freq") and schedule.get("byday")],
        "languages": [each["name"] for each in record.get("languages", ()) if each.get("name")],
        "waiting_time": record.get("wait_time"), "accessibility": _access_words(record, places),
        "source": {"url": record.get("url"), "seen": changed or "undated"},
        "reviewed_on": _day(record.get("assured_date")),
    }


def _tagged(terms: list[Record], kind: str, table: Mapping[str, str], words: Words) -> list[str]:
    """Terms the mapping names, and those of a list that is called as ours is."""
    own = words.terms[kind]
    said = [
        (str(term.get(part) or ""), term.get("taxonomy") == TAXONOMIES[kind][0])
        for term in terms for part in ("id", "code", "name")
    ]
    keys = (table.get(word) or (word if is_ours and word in own else "") for word, is_ours in said)
    return list(dict.fromkeys(key for key in keys if key))


def _districts(names: list[str], mapping: FeedMap, words: Words) -> list[str]:
    own = {**words.terms["district"], "county-wide": words.area}
    return _keys(names, mapping.districts, own)


def _cost(options: Iterable[Record], mapping: FeedMap, words: Words) -> str | None:
    """Free only where every price is nothing; what is said in words only if the mapping or our list knows them."""
    found = list(options)
    said = _keys([str(each.get("option") or "") for each in found], mapping.cost, words.terms["cost"])
    if said:
        return said[0]
    amounts = [each["amount"] for each in found if isinstance(each.get("amount"), int | float)]
    if not amounts or len(amounts) < len(found):
        return None
    return "free" if not any(amounts) else "paid" if all(amounts) else "mixed"


def _contact(record: Record, places: list[Record]) -> Record:
    phones = [*record.get("phones", ()), *(p for c in record.get("contacts", ()) for p in c.get("phones", ()))]
    texts = [p["number"] for p in phones if "text" in str(p.get("description", "")).casefold()]
    spoken = [p["number"] for p in phones if p["number"] not in texts]
    return {
        "phone": next(iter(spoken), None), "text": next(iter(texts), None), "email": record.get("email"),
        "website": record.get("url"), "address": next(filter(None, map(_address, places)), None),
    }


def _address(place: Record) -> str | None:
    parts: Record = next(iter(place.get("addresses", ())), {})
    if not parts:
        return place.get("description")
    written = [str(parts[name]) for name in ("address_1", "city") if parts.get(name)]
    return f"{', '.join(written)} {parts.get('postal_code', '')}".strip()


def _access_words(record: Record, places: list[Record]) -> str:
    said = [*record.get("accessibility", ()), *(a for place in places for a in place.get("accessibility", ()))]
    return "; ".join(dict.fromkeys(each["description"] for each in said if each.get("description")))


def _times(schedule: Record) -> Record:
    """A schedule of the standard as ours; one of another shape is an error, not a guess."""
    days = str(schedule["byday"]).split(",")
    data: Record = {
        "every": schedule.get("interval") or 1, "opens": (schedule.get("opens_at") or "")[:5] or None,
        "closes": (schedule.get("closes_at") or "")[:5] or None, "words": schedule.get("description"),
        "from": _day(schedule.get("valid_from")), "until": _day(schedule.get("valid_to")),
        "closed": [
            {"first": _day(each["start_date"]), "last": _day(each.get("end_date")), "words": each.get("description")}
            for each in schedule.get("exceptions", ())
        ],
    }
    if schedule["freq"] == "MONTHLY":
        data |= {"monthly": DAY_NAMES[days[0][-2:]], "nth": int(days[0][:-2] or 0)}
    else:
        data["weekly"] = [DAY_NAMES[day] for day in days]
    return {name: value for name, value in data.items() if value not in (None, [], "")}


def _day(text: Any) -> date | None:
    return date.fromisoformat(str(text)[:10]) if text else None


def rows(text: str) -> list[Record]:
    """A table with a first row of column names. A leading ' kept spreadsheets from reading a formula; it goes."""
    return [
        {name: value[1:] if value[:1] == "'" and value[1:2] in "=+-@" else value for name, value in row.items() if name}
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), restval="")
    ]


def _from_row(row: Record, mapping: FeedMap, words: Words) -> Record:
    def said(name: str) -> str:
        return str(row.get(mapping.columns.get(name, name)) or "").strip()

    def many(name: str) -> list[str]:
        return [part.strip() for part in said(name).split(";") if part.strip()]

    def one(name: str, kind: str) -> str | None:
        return next(iter(_keys(many(name), getattr(mapping, name), words.terms[kind])), None)

    return {
        "name": said("name"), "organisation": said("organisation") or said("name"),
        "summary": said("summary") or _summary(said("description"))[0],
        "description": said("description") or said("summary"), "ages": _ages(said("min_age"), said("max_age")),
        **{name: _keys(many(name), getattr(mapping, name), words.terms[kind]) for kind, name in TAGGED.items()},
        "districts": _districts(many("districts"), mapping, words),
        "access": one("access", "access"), "how": said("how_to_get_it"), "cost": one("cost", "cost"),
        "contact": {name: said(name) for name in PLAIN},
        **{name: said(name) for name in ("opening", "waiting_time", "accessibility")},
        "source": {"url": said("source_url") or None, "seen": said("source_seen") or "undated"},
    }

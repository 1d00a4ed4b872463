"""The directory's records in the words of the national standard: Open Referral UK, HSDS-UK 3.0. Pure.

Read from the tables of `models`. The standard wants no empty fields, and we invent none. Fields the UK profile lacks
(phones, waiting time, how to apply, exceptions of a schedule) come from international HSDS or from version 1.0 and are
additions its schemas allow.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from . import models
from .models import Row, Service
from .records import ident

Record = dict[str, Any]
Rows = Mapping[type[Row], Iterable[Row]]
M = TypeVar("M", bound=Row)

PROFILE = "https://docs.openreferraluk.org/"
TAXONOMIES = {
    "need": ("Needs", "What a child or young person needs help with, in the words of this Local Offer."),
    "topic": ("Topics", "What a service is about, in the words of this Local Offer."),
    "schedule-2": ("Schedule 2", "What a Local Offer must cover: SEND Regulations 2014, Schedule 2."),
    "access": ("Ways in", "How a family gets a service."),
}
_SPOKEN = {"voice": "Voice", "text": "Text message"}


@dataclass(frozen=True)
class Words:
    """What the records need besides the tables: titles of costs and districts, the area's name, when words changed."""

    titles: Mapping[str, Mapping[str, str]]
    area: str
    site: str
    changed: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Directory:
    """Every record by collection and id, whole."""

    services: dict[str, Record]
    organizations: dict[str, Record]
    service_at_locations: dict[str, Record]
    taxonomies: dict[str, Record]
    taxonomy_terms: dict[str, Record]


def present(record: Record) -> Record:
    """Without what has no value."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


class _Tables:
    """Rows by what they belong to."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._grouped: dict[tuple[type[Row], str], dict[str, list[Any]]] = {}

    def all(self, model: type[M]) -> list[M]:
        """Every row of a table."""
        return list(self._rows[model])  # type: ignore[arg-type]  # rows are filed under their own class

    def of(self, model: type[M], owner: str, column: str = "service_key") -> list[M]:
        """The rows of a table that belong to one service, contact, place or schedule."""
        grouped = self._grouped.get((model, column))
        if grouped is None:
            grouped = defaultdict(list)
            for row in self._rows[model]:
                grouped[getattr(row, column)].append(row)
            self._grouped[model, column] = grouped
        return list(grouped.get(owner, ()))


def directory(rows: Rows, words: Words) -> Directory:
    """All records, put together."""
    tables = _Tables(rows)
    terms = {row.id: _term(row) for row in tables.all(models.TaxonomyTerm)}
    places = {row.id: _location(row, tables, words) for row in tables.all(models.Location)}
    bodies = {row.id: row for row in tables.all(models.Organization)}
    run: dict[str, list[Record]] = defaultdict(list)
    services = {}
    for row in tables.all(Service):
        record = _service(row, bodies[row.organization_id or ""], tables, words, terms, places)
        services[record["id"]] = record
        run[record["organization_id"]].append(record)
    organizations = {}
    for own, found in run.items():
        organizations[own] = {**organization(bodies[own], len(found)), "services": found}
    at = {
        place["id"]: {**place, "service": _brief(service)}
        for service in services.values() for place in service.get("service_at_locations", ())
    }
    return Directory(services, organizations, at, _taxonomies(terms), terms)


def _brief(service: Record) -> Record:
    kept = ("id", "name", "status", "description", "url", "last_modified", "organization")
    return {name: service[name] for name in kept if name in service}


def organization(row: models.Organization, services: int) -> Record:
    """A body that runs services. All we know of it is its name and what it runs."""
    return {
        "id": row.id, "name": row.name,
        "description": f"Runs {services} of the services in this Local Offer." if services > 1
        else "Runs one of the services in this Local Offer.",
    }


def _term(row: models.TaxonomyTerm) -> Record:
    return {
        "id": row.id, "code": row.code, "name": row.name, "description": row.description,
        "taxonomy": TAXONOMIES[row.taxonomy][0], "taxonomy_id": ident("taxonomy", row.taxonomy),
    }


def _taxonomies(terms: Mapping[str, Record]) -> dict[str, Record]:
    found = {}
    for kind, (name, description) in TAXONOMIES.items():
        own = ident("taxonomy", kind)
        found[own] = {
            "id": own, "name": name, "description": description, "version": "1",
            "taxonomy_terms": [term for term in terms.values() if term["taxonomy_id"] == own],
        }
    return found


def _service(
    row: Service, body: models.Organization, tables: _Tables, words: Words, terms: Mapping[str, Record],
    places: Mapping[str, Record],
) -> Record:
    own, changed = ident("service", row.key), words.changed.get(row.key)
    who = tables.of(models.Eligibility, row.key)[0]
    contacts = _contacts(row.key, own, tables)
    return present({
        "id": own,
        "organization_id": body.id,
        "name": row.name,
        "description": f"{row.summary}\n\n{row.description}",
        "url": _web((row.contact or {}).get("website")),
        "email": (row.contact or {}).get("email"),
        "status": "active",
        "minimum_age": who.minimum_age,
        "maximum_age": who.maximum_age,
        "eligibility_description": f"Decided by: {who.decided_by}" if who.decided_by else None,
        "last_modified": changed.isoformat(timespec="seconds") if changed else None,
        **_review_state(row),
        "application_process": who.description,
        "wait_time": row.waiting_time,
        "organization": organization(body, 1),
        "schedules": _schedules(row.key, own, tables),
        "service_areas": _areas(row.key, own, tables, words),
        "service_at_locations": _places(row.key, own, tables, places),
        "languages": [
            {"id": language.id, "service_id": own, "name": language.name}
            for language in tables.of(models.Language, row.key)
        ],
        "cost_options": _costs(row.key, own, tables, words),
        "contacts": contacts,
        "phones": [_without(phone, "contact_id") for contact in contacts for phone in contact.get("phones", ())],
        "attributes": _attributes(row.key, own, tables, terms),
        "accessibility": _accessibility(row.key, None, tables),
        "additional_urls": [{
            "id": ident("url", row.key), "label": "This listing", "url": f"{words.site}/local-offer/services/{row.key}",
        }],
    })


def _without(record: Record, left_out: str) -> Record:
    return {name: value for name, value in record.items() if name != left_out}


def _review_state(row: Service) -> Record:
    """Assured only when every detail has been confirmed; what is being checked is said."""
    sure = row.confidence == "high" and row.reviewed_on
    return {"assured_date": row.reviewed_on.isoformat() if row.reviewed_on and sure else None, "alert": row.checking}


def _accessibility(key: str, location_id: str | None, tables: _Tables) -> list[Record]:
    """What is said of access at one place, or of a service without a place."""
    return [
        present({"id": row.id, "location_id": location_id, "description": row.description})
        for row in tables.of(models.Accessibility, key) if row.location_id == location_id
    ]


def _schedules(key: str, own: str, tables: _Tables) -> list[Record]:
    """Opening times in the provider's words, and by the week or month where that was found."""
    found = []
    for row in tables.of(models.Schedule, key):
        exceptions = [
            present({
                "id": each.id, "closed": True, "start_date": each.start_date.isoformat(),
                "end_date": each.end_date.isoformat(), "description": each.description,
            })
            for each in tables.of(models.ScheduleException, row.id, "schedule_id")
        ]
        closed = ", ".join(" to ".join(dict.fromkeys((each["start_date"], each["end_date"]))) for each in exceptions)
        found.append(present({
            "id": row.id, "service_id": own, "description": row.description, "freq": row.freq,
            "interval": row.every if row.freq else None, "byday": row.byday,
            "opens_at": row.opens_at.isoformat("minutes") if row.opens_at else None,
            "closes_at": row.closes_at.isoformat("minutes") if row.closes_at else None,
            "valid_from": row.valid_from.isoformat() if row.valid_from else None,
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
            "notes": f"Closed: {closed}" if closed else None, "exceptions": exceptions,
        }))
    return found


def _areas(key: str, own: str, tables: _Tables, words: Words) -> list[Record]:
    names = words.titles["district"]
    return [
        {"id": row.id, "service_id": own,
         "name": words.area if row.district == "county-wide" else names.get(row.district, row.district)}
        for row in tables.of(models.ServiceArea, key)
    ]


def _location(row: models.Location, tables: _Tables, words: Words) -> Record:
    return present({
        "id": row.id, "location_type": row.location_type, "name": row.name, "description": row.description,
        "addresses": [
            {"id": address.id, "location_id": row.id, "address_1": address.address_1, "city": address.city,
             "state_province": words.area, "postal_code": address.postal_code, "country": address.country,
             "address_type": row.location_type}
            for address in tables.of(models.Address, row.id, "location_id")
        ],
    })


def _places(key: str, own: str, tables: _Tables, places: Mapping[str, Record]) -> list[Record]:
    found = []
    for row in tables.of(models.ServiceAtLocation, key):
        access = _accessibility(key, row.location_id, tables)
        place = present({**places[row.location_id], "accessibility": access})
        found.append({"id": row.id, "service_id": own, "location_id": row.location_id, "location": place})
    return found


def _costs(key: str, own: str, tables: _Tables, words: Words) -> list[Record]:
    return [
        present({
            "id": row.id, "service_id": own, "option": words.titles["cost"].get(row.option, row.option),
            "amount_description": row.amount_description,
            "valid_from": row.valid_from.isoformat() if row.valid_from else None,
            "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        }) | ({} if row.amount is None else {"amount": float(row.amount), "currency": "GBP"})
        for row in tables.of(models.CostOption, key)
    ]


def _contacts(key: str, own: str, tables: _Tables) -> list[Record]:
    return [
        present({
            "id": row.id, "service_id": own, "name": row.name, "email": row.email,
            "phones": [
                {"id": phone.id, "contact_id": row.id, "number": phone.number, "description": _SPOKEN[phone.kind]}
                for phone in sorted(tables.of(models.Phone, row.id, "contact_id"), key=lambda p: p.kind, reverse=True)
            ],
        })
        for row in tables.of(models.Contact, key)
    ]


def _attributes(key: str, own: str, tables: _Tables, terms: Mapping[str, Record]) -> list[Record]:
    return [
        {"id": row.id, "link_id": own, "taxonomy_term_id": row.taxonomy_term_id, "link_type": "service",
         "taxonomy_term": terms[row.taxonomy_term_id]}
        for row in sorted(tables.of(models.ServiceAttribute, key), key=lambda row: row.position)
    ]


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None

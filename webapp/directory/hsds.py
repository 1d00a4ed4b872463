"""The directory in the words of the national standard: Open Referral UK, HSDS-UK 3.0. Pure.

Ids are name-based UUIDs, so they stay the same for as long as a slug does. A fact nobody found is left out: the
standard wants no empty fields, and we invent none. Fields the UK profile lacks (phones, waiting time, how to apply)
come from international HSDS 3.0/3.1 and are additions its schemas allow.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from .offer import Listing, slug

Record = dict[str, Any]

NAMESPACE = UUID("6f1d1f5e-6b0e-5c1e-9d1a-0f2b7a6c4e11")  # ours; changing it would change every id
PROFILE = "https://docs.openreferraluk.org/"
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})$")
TAXONOMIES = {
    "need": ("Needs", "What a child or young person needs help with, in the words of this Local Offer."),
    "topic": ("Topics", "What a service is about, in the words of this Local Offer."),
    "schedule-2": ("Schedule 2", "What a Local Offer must cover: SEND Regulations 2014, Schedule 2."),
    "access": ("Ways in", "How a family gets a service."),
}
_TAGS = {"need": "needs", "topic": "topics", "schedule-2": "schedule_2"}


@dataclass(frozen=True)
class Words:
    """What the records need besides the listings: each list's terms (key → title, words), the area's name."""

    terms: Mapping[str, Mapping[str, tuple[str, str]]]
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


def ident(table: str, *key: str) -> str:
    """The permanent id of one record."""
    return str(uuid5(NAMESPACE, "/".join((table, *key))))


def present(record: Record) -> Record:
    """Without what has no value."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def directory(listings: Iterable[Listing], words: Words) -> Directory:
    """All records of these listings."""
    shown = list(listings)
    terms = _terms(words)
    services = {ident("service", listing.key): _service(listing, words, terms) for listing in shown}
    places = {
        place["id"]: {**place, "service": _brief(service)}
        for service in services.values() for place in service.get("service_at_locations", ())
    }
    return Directory(services, _organizations(shown, services), places, _taxonomies(terms), terms)


def _brief(service: Record) -> Record:
    kept = ("id", "name", "status", "description", "url", "last_modified", "organization")
    return {name: service[name] for name in kept if name in service}


def organization(name: str, services: int) -> Record:
    """A body that runs services. All we know of it is its name and what it runs."""
    return {
        "id": ident("organization", slug(name)), "name": name,
        "description": f"Runs {services} of the services in this Local Offer." if services > 1
        else "Runs one of the services in this Local Offer.",
    }


def _organizations(listings: list[Listing], services: Mapping[str, Record]) -> dict[str, Record]:
    names: dict[str, list[Listing]] = {}
    for listing in listings:
        names.setdefault(listing.organisation, []).append(listing)
    found = {}
    for name, run in names.items():
        record = organization(name, len(run))
        record["services"] = [services[ident("service", listing.key)] for listing in run]
        found[record["id"]] = record
    return found


def _terms(words: Words) -> dict[str, Record]:
    found = {}
    for kind, (name, _description) in TAXONOMIES.items():
        for key, (title, text) in words.terms.get(kind, {}).items():
            record = {
                "id": ident("taxonomy_term", kind, key), "code": key, "name": title, "description": text or title,
                "taxonomy": name, "taxonomy_id": ident("taxonomy", kind),
            }
            found[record["id"]] = record
    return found


def _taxonomies(terms: Mapping[str, Record]) -> dict[str, Record]:
    found = {}
    for kind, (name, description) in TAXONOMIES.items():
        own = ident("taxonomy", kind)
        found[own] = {
            "id": own, "name": name, "description": description, "version": "1",
            "taxonomy_terms": [term for term in terms.values() if term["taxonomy_id"] == own],
        }
    return found


def _service(listing: Listing, words: Words, terms: Mapping[str, Record]) -> Record:
    own = ident("service", listing.key)
    changed = words.changed.get(listing.key)
    return present({
        "id": own,
        "organization_id": ident("organization", slug(listing.organisation)),
        "name": listing.name,
        "description": f"{listing.summary}\n\n{listing.description}",
        "url": _web(listing.website),
        "email": listing.email,
        "status": "active",
        "minimum_age": listing.min_age,
        "maximum_age": listing.max_age,
        "assured_date": listing.reviewed_on.isoformat() if listing.reviewed_on and not listing.needs_a_check else None,
        "alert": listing.checking,
        "last_modified": changed.isoformat(timespec="seconds") if changed else None,
        "application_process": listing.how_to_get_it,
        "wait_time": listing.waiting_time,
        "organization": organization(listing.organisation, 1),
        "schedules": _schedules(listing, own),
        "service_areas": _areas(listing, own, words),
        "service_at_locations": _places(listing, own, words),
        "cost_options": _costs(listing, own, words),
        "contacts": _contacts(listing, own),
        "phones": _phones(listing),
        "attributes": _attributes(listing, own, terms),
        "additional_urls": [{
            "id": ident("url", listing.key), "label": "This listing",
            "url": f"{words.site}/local-offer/services/{listing.key}",
        }],
    })


def _schedules(listing: Listing, own: str) -> list[Record]:
    """Opening times as the provider words them: we have no times of ours to compute with."""
    if not listing.opening:
        return []
    return [{"id": ident("schedule", listing.key), "service_id": own, "description": listing.opening}]


def _areas(listing: Listing, own: str, words: Words) -> list[Record]:
    names = words.terms.get("district", {})
    return [
        {"id": ident("service_area", listing.key, key), "service_id": own,
         "name": words.area if key == "county-wide" else names.get(key, (key, ""))[0]}
        for key in listing.districts
    ]


def _places(listing: Listing, own: str, words: Words) -> list[Record]:
    if not listing.address:
        return []
    where = ident("location", slug(listing.address))
    location = present({
        "id": where, "location_type": "physical", "name": listing.address.split(",")[0], "description": listing.address,
        "addresses": _addresses(listing.address, where, words),
        "accessibility": [
            {"id": ident("accessibility", listing.key), "location_id": where, "description": listing.accessibility}
        ] if listing.accessibility else [],
    })
    return [{
        "id": ident("service_at_location", listing.key), "service_id": own, "location_id": where, "location": location,
    }]


def _addresses(text: str, where: str, words: Words) -> list[Record]:
    """An address in parts. The standard wants a postcode; one without is only in the place's description."""
    found = _POSTCODE.search(text)
    parts = [part.strip() for part in _POSTCODE.sub("", text).split(",") if part.strip()]
    if found is None or len(parts) < 2:
        return []
    return [{
        "id": ident("address", slug(text)), "location_id": where, "address_1": ", ".join(parts[:-1]), "city": parts[-1],
        "state_province": words.area, "postal_code": f"{found.group(1)} {found.group(2)}", "country": "GB",
        "address_type": "physical",
    }]


def _costs(listing: Listing, own: str, words: Words) -> list[Record]:
    if listing.cost == "unknown":
        return []
    title = words.terms.get("cost", {}).get(listing.cost, (listing.cost, ""))[0]
    record: Record = {"id": ident("cost_option", listing.key), "service_id": own, "option": title}
    if listing.cost == "free":
        record |= {"amount": 0, "currency": "GBP"}
    return [record]


def _phones(listing: Listing) -> list[Record]:
    numbers = (("phone", listing.phone, "Voice"), ("text", listing.text, "Text message"))
    return [
        {"id": ident("phone", listing.key, kind), "number": number, "description": description}
        for kind, number, description in numbers if number
    ]


def _contacts(listing: Listing, own: str) -> list[Record]:
    phones, contact = _phones(listing), ident("contact", listing.key)
    if not phones and not listing.email:
        return []
    return [present({
        "id": contact, "service_id": own, "name": listing.organisation, "email": listing.email,
        "phones": [{**phone, "contact_id": contact} for phone in phones],
    })]


def _attributes(listing: Listing, own: str, terms: Mapping[str, Record]) -> list[Record]:
    tagged = [(kind, key) for kind, name in _TAGS.items() for key in getattr(listing, name)]
    found = []
    for kind, key in (*tagged, ("access", listing.access)):
        term = ident("taxonomy_term", kind, key)
        if term in terms:
            found.append({
                "id": ident("attribute", listing.key, kind, key), "link_id": own, "taxonomy_term_id": term,
                "link_type": "service", "taxonomy_term": terms[term],
            })
    return found


def _web(address: str | None) -> str | None:
    return address if address and address.startswith(("http://", "https://")) else None

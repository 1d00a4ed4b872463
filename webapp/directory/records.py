"""From a service's words to records of the national standard (HSDS 3.0). Pure.

Ids are name-based UUIDs, so they stay the same for as long as a slug does. A fact nobody found makes no record.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID, uuid5

from .models import (
    Accessibility,
    Address,
    Contact,
    CostOption,
    Eligibility,
    Language,
    Location,
    Organization,
    Phone,
    Record,
    Schedule,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceAttribute,
)
from .offer import slug

NAMESPACE = UUID("6f1d1f5e-6b0e-5c1e-9d1a-0f2b7a6c4e11")  # ours; changing it would change every id
SHAPE = 1  # of these rules; a higher number has every service's records made again at the next import
TAGGED = {"need": "needs", "topic": "topics", "schedule-2": "schedule_2"}
BYDAY = {"monday": "MO", "tuesday": "TU", "wednesday": "WE", "thursday": "TH", "friday": "FR", "saturday": "SA",
         "sunday": "SU"}
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})$")


@dataclass(frozen=True)
class Records:
    """A service's records, in the three steps in which they can be written: each step refers to the one before."""

    shared: tuple[Record, ...]
    own: tuple[Record, ...]
    parts: tuple[Record, ...]


def ident(table: str, *key: str) -> str:
    """The permanent id of one record."""
    return str(uuid5(NAMESPACE, "/".join((table, *key))))


def organization_id(service: Service) -> str:
    """The id of the body that runs a service."""
    return ident("organization", slug(service.organisation))


def of(service: Service) -> Records:
    """Every record of one service."""
    contact: dict[str, Any] = service.contact or {}
    where = _location(contact.get("address"))
    shared: list[Record] = [Organization(
        id=organization_id(service), slug=slug(service.organisation), name=service.organisation,
    )]
    own: list[Record] = [_eligibility(service), *_areas(service), *_costs(service), *_languages(service),
                        *_attributes(service)]
    parts: list[Record] = []
    if where is not None:
        shared.append(where)
        parts += _address(where)
        own.append(ServiceAtLocation(
            id=ident("service_at_location", service.key), service_key=service.key, location_id=where.id,
        ))
    if service.accessibility:
        own.append(Accessibility(
            id=ident("accessibility", service.key), service_key=service.key, description=service.accessibility,
            location_id=where.id if where else None,
        ))
    for schedule, exceptions in _schedules(service):
        own.append(schedule)
        parts += exceptions
    reached, phones = _contact(service, contact)
    return Records(tuple(shared), (*own, *reached), (*parts, *phones))


def _eligibility(service: Service) -> Eligibility:
    return Eligibility(
        id=ident("eligibility", service.key), service_key=service.key, minimum_age=service.ages["min"],
        maximum_age=service.ages["max"], access_type=service.access["type"], description=service.access["how"],
        decided_by=service.access.get("decides"),
    )


def _areas(service: Service) -> Iterator[ServiceArea]:
    for key in dict.fromkeys(service.districts):
        yield ServiceArea(id=ident("service_area", service.key, key), service_key=service.key, district=key)


def _costs(service: Service) -> Iterator[CostOption]:
    """The words of the list, and each price that was found."""
    if service.cost != "unknown":
        yield CostOption(
            id=ident("cost_option", service.key), service_key=service.key, option=service.cost,
            amount=Decimal(0) if service.cost == "free" else None,
        )
    for number, price in enumerate(service.prices or ()):
        yield CostOption(
            id=ident("cost_option", service.key, str(number)), service_key=service.key, option=price["what"],
            amount=Decimal(price["amount"]), amount_description=price.get("words"),
            valid_from=_day(price.get("from")), valid_to=_day(price.get("until")),
        )


def _languages(service: Service) -> Iterator[Language]:
    for name in dict.fromkeys(service.languages or ()):
        yield Language(id=ident("language", service.key, name), service_key=service.key, name=name)


def _attributes(service: Service) -> Iterator[ServiceAttribute]:
    tags = chain(
        ((kind, key) for kind, name in TAGGED.items() for key in getattr(service, name)),
        [("access", service.access["type"])],
    )
    for number, (kind, key) in enumerate(dict.fromkeys(tags)):
        yield ServiceAttribute(
            id=ident("attribute", service.key, kind, key), service_key=service.key, position=number,
            taxonomy_term_id=ident("taxonomy_term", kind, key),
        )


def _schedules(service: Service) -> Iterator[tuple[Schedule, list[ScheduleException]]]:
    """The opening times in words, and each regular time that was found."""
    if service.opening:
        yield Schedule(
            id=ident("schedule", service.key), service_key=service.key, description=service.opening, every=1,
        ), []
    for number, times in enumerate(service.times or ()):
        own = ident("schedule", service.key, str(number))
        yield Schedule(
            id=own, service_key=service.key, description=times.get("words"), every=times.get("every", 1),
            freq="MONTHLY" if times.get("monthly") else "WEEKLY", byday=_byday(times),
            opens_at=_clock(times.get("opens")), closes_at=_clock(times.get("closes")),
            valid_from=_day(times.get("from")), valid_to=_day(times.get("until")),
        ), [
            ScheduleException(
                id=ident("schedule_exception", service.key, str(number), closed["first"]), schedule_id=own,
                start_date=_day(closed["first"]), end_date=_day(closed.get("last") or closed["first"]),
                description=closed.get("words"),
            )
            for closed in times.get("closed", ())
        ]


def _byday(times: dict[str, Any]) -> str:
    """Days as calendars write them: “MO,WE”, and “2TU” for the second Tuesday."""
    if times.get("monthly"):
        return f"{times['nth']}{BYDAY[times['monthly']]}"
    return ",".join(BYDAY[name] for name in times["weekly"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _location(address: str | None) -> Location | None:
    if not address:
        return None
    return Location(
        id=ident("location", slug(address)), location_type="physical", name=address.split(",")[0], description=address,
    )


def _address(where: Location) -> list[Record]:
    found = _POSTCODE.search(where.description)
    parts = [part.strip() for part in _POSTCODE.sub("", where.description).split(",") if part.strip()]
    if found is None or len(parts) < 2:
        return []
    return [Address(
        id=ident("address", slug(where.description)), location_id=where.id, address_1=", ".join(parts[:-1]),
        city=parts[-1], postal_code=f"{found.group(1)} {found.group(2)}", country="GB",
    )]


def _contact(service: Service, contact: dict[str, Any]) -> tuple[list[Record], list[Record]]:
    numbers = [(kind, contact[name]) for name, kind in (("phone", "voice"), ("text", "text")) if contact.get(name)]
    if not numbers and not contact.get("email"):
        return [], []
    own = ident("contact", service.key)
    phones: list[Record] = [
        Phone(id=ident("phone", service.key, kind), contact_id=own, kind=kind, number=number)
        for kind, number in numbers
    ]
    return [Contact(
        id=own, service_key=service.key, name=service.organisation, email=contact.get("email"),
    )], phones

"""Our own short model of Open Referral UK, 3.0 and 1.0: what each record must hold and in which form.

Written from the standard's published description, not copied from its schema files.
"""

from __future__ import annotations

from typing import Any

UUID, DAY, MOMENT = {"type": "string", "format": "uuid"}, {"type": "string", "format": "date"}, "date-time"
WORDS: dict[str, Any] = {"type": "string", "pattern": r"\S"}
WEB, MAIL = {"type": "string", "format": "uri"}, {"type": "string", "format": "email"}
CLOCK = {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$"}
NUMBER, TRUTH = {"type": "number"}, {"type": "boolean"}


def _record(required: str, **fields: Any) -> dict[str, Any]:
    return {"type": "object", "required": required.split(), "properties": {"id": UUID, **fields}}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


ORGANIZATION = _record("id name description", name=WORDS, description=WORDS)
TERM = _record("id name description taxonomy_id", name=WORDS, description=WORDS, taxonomy_id=UUID, code=WORDS)
ATTRIBUTE = _record(
    "id link_id taxonomy_term_id taxonomy_term", link_id=UUID, taxonomy_term_id=UUID, taxonomy_term=TERM
)
ADDRESS = _record(
    "id address_1 city state_province postal_code country address_type", address_1=WORDS, city=WORDS,
    state_province=WORDS, postal_code={"type": "string", "pattern": r"^[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}$"},
    country={"enum": ["GB"]}, address_type={"enum": ["physical", "postal", "virtual"]},
)
LOCATION = _record(
    "id location_type", location_type={"enum": ["physical", "postal", "virtual"]}, name=WORDS,
    addresses=_many(ADDRESS), accessibility=_many(_record("id location_id", description=WORDS)),
)
SCHEDULE = _record(
    "id", freq={"enum": ["WEEKLY", "MONTHLY"]}, opens_at=CLOCK, closes_at=CLOCK, valid_from=DAY, valid_to=DAY,
    byday={"type": "string", "pattern": r"^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,(MO|TU|WE|TH|FR|SA|SU))*$"},
)
PHONE = _record("id number", number=WORDS)
AT_LOCATION = _record("id service_id location_id location", service_id=UUID, location_id=UUID, location=LOCATION)
LISTED: dict[str, Any] = {
    "name": WORDS, "description": WORDS, "url": WEB, "email": MAIL, "minimum_age": NUMBER, "maximum_age": NUMBER,
    "status": {"enum": ["active", "inactive", "defunct", "temporarily closed"]}, "assured_date": DAY,
    "last_modified": {"type": "string", "format": MOMENT}, "organization": ORGANIZATION,
}
SERVICE = _record(
    "id name status organization organization_id attributes service_areas", **LISTED, organization_id=UUID,
    attributes=_many(ATTRIBUTE), service_areas=_many(_record("id service_id name", name=WORDS)),
    schedules=_many(SCHEDULE), service_at_locations=_many(AT_LOCATION), phones=_many(PHONE),
    cost_options=_many(_record("id option", option=WORDS, amount=NUMBER)),
    contacts=_many(_record("id name", name=WORDS, email=MAIL, phones=_many(PHONE))),
    languages=_many(_record("id name", name=WORDS)),
)
TAXONOMY = _record("id name description", name=WORDS, description=WORDS)


def _page(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": "total_items total_pages page_number size first_page last_page empty contents".split(),
        "properties": {
            **{name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")},
            "first_page": TRUTH, "last_page": TRUTH, "empty": TRUTH, "contents": _many(item),
        },
    }


THREE: dict[str, dict[str, Any]] = {
    "api_details": {"type": "object", "required": ["version", "profile", "openapi_url"], "properties": {
        "version": {"enum": ["HSDS-UK-3.0"]}, "profile": WEB, "openapi_url": WEB}},
    "service": SERVICE, "service_list": _page(_record("id name status organization", **LISTED)),
    "organization": ORGANIZATION, "organization_list": _page(ORGANIZATION),
    "service_at_location": AT_LOCATION, "service_at_location_list": _page(AT_LOCATION),
    "taxonomy": TAXONOMY, "taxonomy_list": _page(TAXONOMY), "taxonomy_term": TERM, "taxonomy_term_list": _page(TERM),
}
ONE: dict[str, dict[str, Any]] = {
    "service": _record(
        "id name organization eligibilitys service_taxonomys", name=WORDS, organization=ORGANIZATION, email=MAIL,
        eligibilitys=_many(_record("id minimum_age maximum_age", minimum_age=NUMBER, maximum_age=NUMBER)),
        service_taxonomys=_many(_record("id taxonomy")), regular_schedules=_many(SCHEDULE), url=WEB,
        holiday_schedules=_many(_record("id closed start_date end_date", closed=TRUTH, start_date=DAY, end_date=DAY)),
    ),
    "organization": ORGANIZATION, "location": _record("id", name=WORDS),
    "taxonomy": _record("id name vocabulary", name=WORDS, vocabulary=WORDS),
}


def schema(version: str, name: str) -> dict[str, Any]:
    """The model of one kind of answer."""
    return (THREE if version == "3.0" else ONE)[name]

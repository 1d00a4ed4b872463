"""Version 1.0 of the national standard, for consumers that still ask for it. Pure."""

from collections.abc import Mapping

from .hsds import Directory, Record
from .oruk import Asked, Paging, found

RENAMED = {"text": "search"}
COLLECTIONS = ("services", "organizations", "locations", "taxonomies")
PARAMS = ("text", "taxonomy_type", "vocabulary", "minimum_age", "maximum_age", "include")


def envelope(records: list[Record], page: Paging) -> Record:
    """One page of version 1.0."""
    total = len(records)
    pages = max(1, -(-total // page.per_page))
    shown = records[(page.page - 1) * page.per_page: page.page * page.per_page]
    return {
        "totalElements": total, "totalPages": pages, "number": page.page, "size": len(shown),
        "first": page.page == 1, "last": page.page == pages, "empty": not shown, "content": shown,
    }


def records(directory: Directory, collection: str, asked: Mapping[str, str]) -> list[Record]:
    """Everything in a collection that passes the filters. Raises BadParameterError."""
    translated: Asked = {RENAMED.get(name, name): value for name, value in asked.items()}
    if collection == "services":
        return [service(record) for record in found(directory, "services", translated)]
    if collection == "organizations":
        return [
            {name: value for name, value in record.items() if name != "services"}
            for record in found(directory, "organizations", translated)
        ]
    if collection == "locations":
        sited = directory.service_at_locations.values()
        places = {record["location_id"]: location(record["location"]) for record in sited}
        return [places[key] for key in sorted(places)]
    terms = found(directory, "taxonomy_terms", translated)
    wanted = asked.get("vocabulary", "")
    return [term(record) for record in terms if not wanted or record["taxonomy"] == wanted]


def vocabularies(directory: Directory) -> list[str]:
    """The names of our lists of terms."""
    return sorted(record["name"] for record in directory.taxonomies.values())


def term(record: Record) -> Record:
    """A term of a taxonomy."""
    return {"id": record["id"], "name": record["name"], "vocabulary": record["taxonomy"]}


def location(record: Record) -> Record:
    """A place."""
    shown: Record = {name: record[name] for name in ("id", "name", "description") if name in record}
    addresses = [
        {name: value for name, value in address.items() if name != "address_type"}
        for address in record.get("addresses", ())
    ]
    return {**shown, "physical_addresses": addresses} if addresses else shown


def service(record: Record) -> Record:
    """A service: names of 1.0 for what 3.0 calls otherwise."""
    kept = ("id", "name", "description", "url", "email", "status", "assured_date", "organization", "cost_options",
            "service_areas", "contacts")
    shown = {name: record[name] for name in kept if name in record}
    shown["eligibilitys"] = [{
        "id": record["id"], "minimum_age": record["minimum_age"], "maximum_age": record["maximum_age"],
    }]
    shown["service_taxonomys"] = [
        {"id": attribute["id"], "taxonomy": term(attribute["taxonomy_term"])}
        for attribute in record.get("attributes", ())
    ]
    if record.get("schedules"):
        shown["regular_schedules"] = [
            {name: value for name, value in schedule.items() if name != "exceptions"}
            for schedule in record["schedules"]
        ]
    closed = [each for schedule in record.get("schedules", ()) for each in schedule.get("exceptions", ())]
    if closed:
        shown["holiday_schedules"] = closed
    if record.get("languages"):
        shown["languages"] = [{"id": each["id"], "language": each["name"]} for each in record["languages"]]
    if record.get("service_at_locations"):
        shown["service_at_locations"] = [
            {"id": place["id"], "location": location(place["location"])} for place in record["service_at_locations"]
        ]
    return shown

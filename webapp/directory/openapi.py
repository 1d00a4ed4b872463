"""The open interface described for machines (OpenAPI 3.1). Pure."""

from typing import Any

from .oruk import COLLECTIONS, DAYS, MOST_PER_PAGE, PER_PAGE

_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_WHOLE = {"type": "integer", "minimum": 1}
_TRUTH = {"type": "boolean"}
_ID = {"type": "string", "format": "uuid"}
_CLOCK = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
SCHEMAS: dict[str, dict[str, Any]] = {
    "search": {"type": "string"}, "page": {**_WHOLE, "default": 1},
    "per_page": {**_WHOLE, "maximum": MOST_PER_PAGE, "default": PER_PAGE},
    "format": {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
    "taxonomy_term_id": _ID, "taxonomy_id": _ID, "organization_id": _ID, "parent_id": _ID,
    "modified_after": {"type": "string", "format": "date-time"},
    "minimal": _TRUTH, "full": _TRUTH, "full_service": _TRUTH, "top_only": _TRUTH,
    "minimum_age": {"type": "integer", "minimum": 0}, "maximum_age": {"type": "integer", "minimum": 0},
    "postcode": {"type": "string"}, "proximity": {**_WHOLE, "description": "Metres from the postcode"},
    "start_time": _CLOCK, "end_time": _CLOCK, "day": {"type": "string", "enum": list(DAYS)},
}
_PAGED = ("search", "page", "per_page", "format")
_SERVICES = (*_PAGED, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "minimum_age",
             "maximum_age", "postcode", "proximity", "start_time", "end_time", "day")
PARAMETERS: dict[str, tuple[str, ...]] = {
    "services": (*_SERVICES, "minimal"), "service_at_locations": _SERVICES,
    "organizations": (*_PAGED, "full", "full_service"), "taxonomies": _PAGED,
    "taxonomy_terms": (*_PAGED, "taxonomy_id", "top_only", "parent_id"),
}


def document(site: str) -> dict[str, Any]:
    """The whole description."""
    paths: dict[str, Any] = {"/": {"get": _operation("details", "About this interface", "Details")}}
    for name in COLLECTIONS:
        paths[f"/{name}"] = {"get": {
            **_operation(f"list_{name}", f"List {name}", "Page", "400"),
            "parameters": [_parameter(each) for each in PARAMETERS[name]],
        }}
        single = _operation(f"get_{name}", f"One of {name}, whole", "Record", "400", "404")
        own = {"name": "id", "in": "path", "required": True, "schema": _ID}
        more = [_parameter("full_service")] if name == "organizations" else []
        paths[f"/{name}/{{id}}"] = {"get": {**single, "parameters": [own, *more]}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "SEND Local Offer, Open Referral UK", "version": "3.0",
            "description": "Read only, no key. Filters add up. Answers already made are kept for everybody; new ones "
                           "are limited for each address: after 429, wait as long as Retry-After says.",
            "license": {"name": "Open Government Licence v3.0", "url": _LICENCE},
        },
        "servers": [{"url": f"{site}/api/oruk/v3"}],
        "paths": paths,
        "components": {"schemas": _components(), "responses": _responses()},
    }


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": SCHEMAS[name]}


def _operation(name: str, summary: str, schema: str, *errors: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    named = {code: {"$ref": f"#/components/responses/E{code}"} for code in (*errors, "429")}
    answers = {"200": {"description": summary, "content": body}, **named}
    return {"operationId": name, "summary": summary, "responses": answers}


def _responses() -> dict[str, Any]:
    said = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {
        "E400": {"description": "A parameter cannot be used; the words say which and why", "content": said},
        "E404": {"description": "There is none with this id", "content": said},
        "E429": {
            "description": "Too many at once", "content": said,
            "headers": {"Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer"}}},
        },
    }


def _components() -> dict[str, Any]:
    words = {"type": "string"}
    record = {"$ref": "#/components/schemas/Record"}
    numbers = {name: {"type": "integer"} for name in ("total_items", "total_pages", "page_number", "size")}
    flags = dict.fromkeys(("first_page", "last_page", "empty"), _TRUTH)
    return {
        "Details": {
            "type": "object", "required": ["version", "profile", "openapi_url"],
            "properties": dict.fromkeys(("version", "profile", "openapi_url", "licence", "attribution"), words),
        },
        "Record": {
            "type": "object", "required": ["id"], "properties": {"id": _ID}, "additionalProperties": True,
            "description": "A record as HSDS-UK 3.0 describes it. Fields without a value are left out.",
        },
        "Page": {
            "type": "object", "required": [*numbers, *flags, "contents"],
            "properties": {**numbers, **flags, "contents": {"type": "array", "items": record}},
        },
        "Error": {"type": "object", "required": ["error"], "properties": {"error": words}},
    }

"""The addresses of the figures described in OpenAPI 3.1, with the shape of everything they give. Pure."""

from collections.abc import Iterator
from typing import Any

from .files import ENUMS, FIELDS

Schema = dict[str, Any]
WORDS: Schema = {"type": "string"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NUMBER: Schema = {"type": "integer"}
_NOT_IN_JSON = {"release", "wave", "measure_name", "group_name"}


def openapi(title: str, site: str, version: str = "1.0.0") -> Schema:
    """The whole description."""
    licence = {"name": "Open Government Licence v3.0", "identifier": "OGL-UK-3.0"}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "license": licence},
        "servers": [{"url": site}],
        "paths": {path: {"get": get} for path, get in _paths()},
        "components": {"schemas": {"Releases": _list(_about()), "Release": _release()}},
    }


def _object(fields: Schema, optional: tuple[str, ...] = ()) -> Schema:
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _map(of: Schema) -> Schema:
    return {"type": "object", "additionalProperties": of}


def _or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _about() -> Schema:
    facts = {"release": WORDS, "wave": WORDS, "number": NUMBER, "published_on": DAY, "published_at": MOMENT}
    return _object({**facts, "corrected_by": WORDS, "reason": WORDS, "url": WORDS, "page": WORDS, "csv": WORDS})


def _figure() -> Schema:
    fields: Schema = {}
    for name, kind, words in FIELDS:
        if name not in _NOT_IN_JSON:
            shape = {"type": kind, "description": words, **({"enum": ENUMS[name]} if name in ENUMS else {})}
            fields[name] = shape if kind != "integer" and not name.startswith("change") else _or_nothing(shape)
    fields["compared_with"] = _or_nothing(WORDS)
    optional = [n for n in fields if n.startswith("change") or n in {"compared_with", "count"}]
    return _object(fields, tuple(optional))


def _who() -> Schema:
    likeness = {"index": {"type": "number"}, "short_of": WORDS, "short_by": NUMBER, "source": WORDS, "year": WORDS}
    likeness["shares"] = _list(_object({"group": WORDS, "answers": NUMBER, "population": NUMBER}))
    entry = {
        "breakdown": WORDS,
        "audience": {"enum": ENUMS["audience"]},
        "title": WORDS,
        "names": _map(WORDS),
        "groups": _list(_object({"group": WORDS, "base": NUMBER})),
        "likeness": _or_nothing(_object(likeness)),
    }
    return _object({"answers": _map(_or_nothing(NUMBER)), "breakdowns": _list(_object(entry))})


def _release() -> Schema:
    gap = {"measure": WORDS, "of": WORDS, "breakdown": WORDS, "points": NUMBER, "best": WORDS, "worst": WORDS}
    gap |= {"best_percent": NUMBER, "worst_percent": NUMBER}
    counted = _object({"top": _list(WORDS), "middle": _list(WORDS), "bottom": _list(WORDS)})
    wording = {"text": WORDS, "fingerprint": WORDS, "route": WORDS, "core": {"type": "boolean"}}
    wording |= {"answers": _list(WORDS), "counted": counted}
    return _object(
        {
            "schema": {"const": "co-production-measures/1"},
            "release": WORDS,
            "wave": WORDS,
            "number": NUMBER,
            "published_on": DAY,
            "published_at": MOMENT,
            "corrected_by": WORDS,
            "reason": WORDS,
            "licence": WORDS,
            "figures": _list(_figure()),
            "withheld": _list(_object({"measure": WORDS, "question": WORDS, "breakdown": WORDS})),
            "who": _who(),
            "gaps": _list(_object(gap)),
            "wording": _map(_object(wording)),
            "thresholds": _map(NUMBER),
        }
    )


def _paths() -> Iterator[tuple[str, Schema]]:
    """Every address with what it gives."""
    key = {"name": "key", "in": "path", "required": True, "schema": WORDS}
    one = [{**key, "description": "Wave and number", "example": "2027-1"}]
    places: tuple[tuple[str, str, str, Schema, list[Schema]], ...] = (
        ("/api/measures/v1/releases", "Every published release, newest first", "application/json",
         {"$ref": "#/components/schemas/Releases"}, []),
        ("/api/measures/v1/releases/{key}", "One release with every figure", "application/json",
         {"$ref": "#/components/schemas/Release"}, one),
        ("/measures/releases/{key}.csv", "One release as CSV", "text/csv", WORDS, one),
        ("/measures/releases/{key}/codebook.json", "The columns of the CSV (a Frictionless Data Package)",
         "application/json", {"type": "object"}, one),
        ("/measures/releases.atom", "New releases, for feed readers", "application/atom+xml", WORDS, []),
    )  # fmt: skip
    for path, words, kind, schema, parameters in places:
        answers = {"200": {"description": words, "content": {kind: {"schema": schema}}}}
        missing = {"404": {"description": "No such release, or it is not out yet"}} if parameters else {}
        yield path, {"summary": words, "parameters": parameters, "responses": {**answers, **missing}}

"""Read our Open Referral UK interface as a consumer would and hold every answer against JSON Schemas.

    python -m tests.oruk_validation FOLDER      FOLDER/hsds-uk-3.0/schema and FOLDER/hsds-uk-1.0/schema: official files

The schemas belong to the standard and are not part of this project. The tests hold every answer against them where the
setting ORUK_SCHEMAS names their folder, and against our own short model (`tests/oruk_model.py`) always.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from tests import oruk_model

TYPES: dict[str, Any] = {
    "string": str, "array": list, "object": dict, "boolean": bool, "null": type(None), "integer": int,
    "number": (int, float),
}


def faults(value: Any, schema: dict[str, Any], root: Path, place: str = "$") -> Iterator[str]:
    """Where a value breaks a schema: type, enum, required, formats, patterns, and everything inside."""
    if "$ref" in schema:
        named = root / Path(urlsplit(schema["$ref"]).path).name
        schema = {**json.loads(named.read_text(encoding="utf-8")), **{k: v for k, v in schema.items() if k != "$ref"}}
    for part in schema.get("allOf", ()):
        yield from faults(value, part, root, place)
    kinds = schema.get("type")
    wanted = [kinds] if isinstance(kinds, str) else kinds or []
    if wanted and not any(_is(value, kind) for kind in wanted):
        yield f"{place}: {type(value).__name__}, not {' or '.join(wanted)}"
        return
    yield from _inner_faults(value, schema, root, place)


def _inner_faults(value: Any, schema: dict[str, Any], root: Path, place: str) -> Iterator[str]:
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is not one of {schema['enum']}"
    if isinstance(value, str):
        yield from _text_faults(value, schema, place)
    elif isinstance(value, dict):
        yield from (f"{place}: {name} is missing" for name in _required(schema) if name not in value)
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from faults(value[name], inner, root, f"{place}.{name}")
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for number, item in enumerate(value):
            yield from faults(item, schema["items"], root, f"{place}[{number}]")


def _required(schema: dict[str, Any]) -> list[str]:
    return schema["required"] if isinstance(schema.get("required"), list) else []


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool) and kind in {"number", "integer"}:
        return False
    return isinstance(value, TYPES[kind])


def _text_faults(value: str, schema: dict[str, Any], place: str) -> Iterator[str]:
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{place}: {value!r} does not match {schema['pattern']}"
    checks = {
        "uuid": UUID, "date-time": datetime.fromisoformat, "date": date.fromisoformat, "email": _email, "uri": _uri,
    }
    check = checks.get(schema.get("format", ""))
    if check is not None:
        try:
            check(value)
        except ValueError:
            yield f"{place}: {value!r} is no {schema['format']}"


def _email(value: str) -> None:
    if not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", value):
        raise ValueError(value)


def _uri(value: str) -> None:
    parts = urlsplit(value)
    if not parts.scheme or not parts.netloc or " " in value:
        raise ValueError(value)


def crawl(get: Any, stub: str, collection: str, envelope: dict[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    """Every record of a list by paging through it, and what is wrong with the envelopes."""
    records, wrong, page, pages = [], [], 1, 1
    while page <= pages:
        body = get(f"{stub}/{collection}?page={page}&per_page=40")
        shown = body[envelope["contents"]]
        pages = body[envelope["pages"]]
        expected = {"first": page == 1, "last": page == pages, "empty": not shown, "size": len(shown), "number": page}
        wrong += [
            f"{collection} page {page}: {name} is {body[envelope[name]]}"
            for name, right in expected.items() if body[envelope[name]] != right
        ]
        records += shown
        page += 1
    if len(records) != body[envelope["total"]] or len({record["id"] for record in records}) != len(records):
        wrong.append(f"{collection}: {len(records)} records crawled, {body[envelope['total']]} promised")
    return records, wrong


V3 = {"contents": "contents", "pages": "total_pages", "first": "first_page", "last": "last_page", "empty": "empty",
      "size": "size", "number": "page_number", "total": "total_items"}
V1 = {"contents": "content", "pages": "totalPages", "first": "first", "last": "last", "empty": "empty",
      "size": "size", "number": "number", "total": "totalElements"}
NAMES = {"services": "service", "organizations": "organization", "service_at_locations": "service_at_location",
         "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term"}


Schemas = Callable[[str, str], tuple[dict[str, Any], Path]]


def official(folder: Path) -> Schemas:
    """The standard's own files: (version, name) → schema and the folder its references are found in."""
    def schema(version: str, name: str) -> tuple[dict[str, Any], Path]:
        root = folder / f"hsds-uk-{version}" / "schema"
        return json.loads((root / f"{name}.json").read_text(encoding="utf-8")), root
    return schema


def own(version: str, name: str) -> tuple[dict[str, Any], Path]:
    """Our own short model of the standard, so that this is checked where the official files are not."""
    return oruk_model.schema(version, name), Path()


def validate(get: Any, schemas: Schemas, *, each: int = 10_000) -> tuple[int, list[str]]:
    """How many answers were held against the schemas, and everything wrong with them. `each`: single records read."""
    def wrong_with(body: Any, version: str, name: str) -> list[str]:
        schema, root = schemas(version, name)
        return [f"{version} {name} {fault}" for fault in faults(body, schema, root)]

    checked, wrong = 1, wrong_with(get("/api/oruk/v3/"), "3.0", "api_details")
    for collection, name in NAMES.items():
        records, faulty = crawl(get, "/api/oruk/v3", collection, V3)
        wrong += faulty
        for query in ("per_page=500", "per_page=500&full=true"):
            wrong += wrong_with(get(f"/api/oruk/v3/{collection}?{query}"), "3.0", f"{name}_list")
        for record in records[::max(1, len(records) // each)]:
            wrong += wrong_with(get(f"/api/oruk/v3/{collection}/{record['id']}"), "3.0", name)
        checked += len(records) + 2
    for collection in ("services", "organizations", "locations", "taxonomies"):
        records, faulty = crawl(get, "/api/oruk/v1", collection, V1)
        wrong += faulty
        for record in records:
            wrong += wrong_with(record, "1.0", collection[:-1] if collection != "taxonomies" else "taxonomy")
        checked += len(records)
    for record in get("/api/oruk/v1/services?per_page=500")["content"][::max(1, 200 // each)]:
        wrong += wrong_with(get(f"/api/oruk/v1/services/{record['id']}"), "1.0", "service")
    return checked, wrong


def main(folder: Path) -> int:
    """Validate the real content; 1 when anything is wrong."""
    from config import Mode, Settings
    from tests.conftest import prepared

    var = Path(tempfile.mkdtemp())
    settings = Settings(mode=Mode.TEST, var_dir=var, api_burst=100_000, database_url=f"sqlite:///{var / 'site.db'}")
    client = prepared(settings, content=True).test_client()

    def get(path: str) -> Any:
        response = client.get(path, base_url="http://127.0.0.1")
        assert response.status_code == 200, (path, response.status_code)
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        return response.get_json()

    checked, wrong = validate(get, official(folder))
    for fault in wrong[:40]:
        print(fault)
    print(f"{checked} answers held against the official schemas, {len(wrong)} faults")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

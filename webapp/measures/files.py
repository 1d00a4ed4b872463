"""A release as files: CSV, its codebook (Frictionless Table Schema), JSON. Pure, from the document alone."""

import csv
import io
import json
from typing import Any

from ..engine.spreadsheet import guarded
from .calculation import Change, WhyNot
from .disclosure import Status

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("release", "string", "The release these figures were published in: wave and number."),
    ("wave", "string", "The survey's year."),
    ("measure", "string", "The measure's short name."),
    ("measure_name", "string", "The measure's name in words."),
    (
        "audience",
        "string",
        "Who answered: parents (and carers) or young-people, never added together; partnership for what was done.",
    ),
    ("question", "string", "The question's id; empty for the mean of several questions."),
    ("breakdown", "string", "How the answers are split; “all” for everyone."),
    ("group", "string", "The group within the breakdown; empty for everyone."),
    ("group_name", "string", "The group's name in words."),
    (
        "status",
        "string",
        "Whether there is a value, and why not. Nothing hidden stands anywhere else in this file.",
    ),
    ("percent", "integer", "Whole per cent of valid answers that are top answers."),
    ("low", "integer", "Lower end of the 95 % range (Wilson), whole per cent. Chance only."),
    ("high", "integer", "Upper end of the 95 % range (Wilson), whole per cent. Chance only."),
    ("base", "integer", "Valid answers, to the nearest five; for what the partnership did, how many there were to do."),
    ("count", "integer", "For what the partnership did, how many; empty for people’s answers."),
    ("asked", "integer", "People asked, to the nearest five."),
    ("small", "boolean", "Whether the figure rests on fewer than 30 valid answers."),
    ("middle", "integer", "Whole per cent of middle answers."),
    ("bottom", "integer", "Whole per cent of bottom answers."),
    ("net", "integer", "Top minus bottom, in points."),
    ("change", "string", "Since the last wave: up, down, not-clear, cannot-compare."),
    ("change_points", "integer", "Change in points."),
    ("change_low", "integer", "Lower end of the 95 % range of the change (Newcombe), points."),
    ("change_high", "integer", "Upper end of the 95 % range of the change (Newcombe), points."),
    ("compared_with", "string", "The last wave that asked the same people the same words; else the last that asked."),
    ("change_why", "string", "Why it cannot be compared; empty where it can, or where there is no earlier wave."),
)
COLUMNS = tuple(name for name, _kind, _words in FIELDS)
ENUMS = {
    "audience": ["parents", "young-people", "partnership"],
    "status": [str(status) for status in Status],
    "change": [str(change) for change in Change],
    "change_why": [str(why) for why in WhyNot],
}


def cell(value: object) -> str:
    """A cell that no spreadsheet runs. Numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return guarded(str(value))


def table(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> str:
    """CSV with guarded cells and headers, columns in the order given and never from the data."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(column) for column in columns])
    writer.writerows([cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def figures(key: str, document: dict[str, Any], names: dict[str, str]) -> list[dict[str, Any]]:
    """The figures with the columns of the file."""
    groups = {entry["breakdown"]: entry["names"] for entry in document["who"]["breakdowns"]}
    return [
        {
            **{column: row.get(column) for column in COLUMNS},
            "release": key,
            "wave": document["wave"],
            "measure_name": names.get(row["measure"], row["measure"]),
            "group_name": groups.get(row["breakdown"], {}).get(row["group"], ""),
        }
        for row in document["figures"]
    ]


def as_csv(key: str, document: dict[str, Any], names: dict[str, str]) -> str:
    """The release as CSV."""
    return table(COLUMNS, figures(key, document, names))


def codebook(key: str, title: str) -> dict[str, Any]:
    """A Frictionless Data Package that describes the CSV, column by column."""
    fields = [
        {
            "name": name,
            "type": kind,
            "description": words,
            **({"constraints": {"enum": ENUMS[name]}} if name in ENUMS else {}),
        }
        for name, kind, words in FIELDS
    ]
    return {
        "profile": "tabular-data-package",
        "name": f"co-production-measures-{key}",
        "title": title,
        "licenses": [
            {
                "name": "OGL-UK-3.0",
                "title": "Open Government Licence v3.0",
                "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
            }
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "figures",
                "path": f"{key}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": fields,
                    "missingValues": [""],
                    "primaryKey": ["measure", "audience", "question", "breakdown", "group"],
                },
            }
        ],
    }


def as_json(key: str, document: dict[str, Any], about: dict[str, Any]) -> str:
    """The release as JSON, keys in a fixed order."""
    return json.dumps({"release": key, **about, **document}, ensure_ascii=False, sort_keys=True, indent=1) + "\n"

"""A form's boxes, made from the shape of a kind of words. Pure.

Each box says how one field is typed: a line, a long text, one thing to a line, a choice, a date, a number, a tick, or
(for parts inside parts) lines of `name: value` as in the files.
"""

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Union

import yaml
from pydantic import BaseModel

from .content_types import ContentType, ReviewedFields

LONG = {
    "summary", "description", "words", "what", "intro", "definition", "get_help_if", "how", "accessibility", "checking",
    "editor_note", "area_note", "note", "text", "said", "did",
}
LABELS = {
    "key": "Name for other pages (never changes)", "checking": "“We are checking …” (families see this)",
    "hold": "Keep off the public site", "editor_note": "Note for editors (families never see it)",
    "reviewed_on": "Last checked on", "review_due": "Check again by", "what": "The words",
}


@dataclass(frozen=True)
class Box:
    """One box. `path` leads to the value; `kind` is line, long, list, choice, date, number, tick or parts."""

    path: tuple[str, ...]
    kind: str
    required: bool
    choices: tuple[str, ...] = ()
    whole: bool = True

    @property
    def name(self) -> str:
        """The name in the form."""
        return "--".join(("w", *self.path))

    @property
    def label(self) -> str:
        """What stands above it."""
        words = [LABELS.get(part) or part.replace("_", " ").capitalize() for part in self.path]
        return ": ".join(words)


def boxes_of(content_type: ContentType) -> list[Box]:
    """Every box of a kind, what families read first. The key is left out: it never changes."""
    found = [box for box in _boxes(content_type.fields, ()) if box.path != ("key",)]
    last = set(ReviewedFields.model_fields)
    return sorted(found, key=lambda box: box.path[0] in last)


def _boxes(shape: type[BaseModel], path: tuple[str, ...]) -> Iterator[Box]:
    for name, field in shape.model_fields.items():
        here = (*path, field.alias or name)
        kind, optional = _without_none(field.annotation)
        if not path and isinstance(kind, type) and issubclass(kind, BaseModel) and not optional:
            yield from _boxes(kind, here)
            continue
        yield _box(here, kind, field.is_required() and not optional)


def _box(path: tuple[str, ...], kind: Any, required: bool) -> Box:
    origin = typing.get_origin(kind)
    if origin is Literal:
        return Box(path, "choice", required, tuple(map(str, typing.get_args(kind))))
    if kind is str:
        return Box(path, "long" if path[-1] in LONG else "line", required)
    plain = {bool: "tick", date: "date", int: "number", float: "number"}
    if kind in plain:
        return Box(path, plain[kind], required, whole=kind is not float)
    if origin is list and typing.get_args(kind) == (str,):
        return Box(path, "list", required)
    return Box(path, "parts", required)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        parts = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return parts[0], True
    return annotation, False


def to_texts(boxes: list[Box], data: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each box for these data."""
    return {box.name: _to_text(box, _at(data, box.path)) for box in boxes}


def _at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = data
    for part in path:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _to_text(box: Box, value: Any) -> str:
    if value is None or value is False:
        return ""
    if box.kind == "tick":
        return "y"
    if box.kind == "list":
        return "\n".join(map(str, value))
    if box.kind == "parts":
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return str(value)


class BoxError(ValueError):
    """What was typed cannot be read; `box` is its name."""

    def __init__(self, box: str, words: str) -> None:
        super().__init__(words)
        self.box = box


def from_texts(boxes: list[Box], texts: Mapping[str, str]) -> dict[str, Any]:
    """Data from what was typed; empty boxes are left out. Raises BoxError."""
    data: dict[str, Any] = {}
    for box in boxes:
        value = _from_text(box, texts.get(box.name, "").replace("\r\n", "\n").strip())
        if value is None:
            continue
        place = data
        for part in box.path[:-1]:
            place = place.setdefault(part, {})
        place[box.path[-1]] = value
    return data


def _from_text(box: Box, text: str) -> Any:
    if box.kind == "tick":
        return True if text else None
    if not text:
        return None
    try:
        return _read(box, text)
    except (ValueError, yaml.YAMLError) as error:
        words = {
            "date": "A date looks like 2027-05-22.", "number": "Type a number.",
            "parts": "Write “name: value” lines, as they stood here before.",
        }
        raise BoxError(box.name, words.get(box.kind, "This cannot be read.")) from error


def _read(box: Box, text: str) -> Any:
    if box.kind == "list":
        return [line.strip() for line in text.split("\n") if line.strip()]
    if box.kind == "date":
        return date.fromisoformat(text)
    if box.kind == "number":
        return int(text) if box.whole else float(text)
    return yaml.safe_load(text) if box.kind == "parts" else text

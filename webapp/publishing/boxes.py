"""A form's boxes, made from the shape of a kind of words. Pure.

Each box says how one field is typed: a line, a long text, one thing to a line (`list`), a choice, ticks (`many`), names
to pick (`picks`), a date, a number, a tick. A list of parts is `rows`, which `spread` turns into numbered boxes. Parts
inside such parts are the one thing left that is typed as in the files (`parts`).
"""

import types
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, Union

import yaml
from pydantic import BaseModel

from .content_types import ContentType, ReviewedFields

LONG = {
    "summary", "description", "words", "what", "intro", "definition", "get_help_if", "how", "accessibility", "checking",
    "editor_note", "area_note", "note", "said", "did", "plain", "short", "say", "opening",
}


@dataclass(frozen=True)
class Box:
    """One box. `path` leads to the value. `refers` is the kind whose keys it takes; `cells` are a row's own boxes.

    `part_needed`: it belongs to a part that is always there, be it empty.
    """

    path: tuple[str, ...]
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    whole: bool = True
    refers: str = ""
    cells: tuple["Box", ...] = ()
    part_needed: bool = False

    @property
    def name(self) -> str:
        """The name in the form."""
        return "--".join(("w", *self.path))

    @property
    def plain_path(self) -> str:
        """The path without the numbers of rows: what labels and references go by."""
        return ".".join(part for part in self.path if not part.isdigit())

    @property
    def row(self) -> int | None:
        """The number of the row it stands in, from 1."""
        return next((int(part) + 1 for part in self.path if part.isdigit()), None)


def boxes_of(content_type: ContentType) -> list[Box]:
    """Every box of a kind, what families read first. The key is left out: it never changes."""
    found = [box for box in _boxes(content_type.fields, (), content_type.refers) if box.path != ("key",)]
    last = set(ReviewedFields.model_fields)
    return sorted(found, key=lambda box: box.path[0] in last)


def offered(content_type: ContentType) -> list[Box]:
    """The boxes that a provider may fill in."""
    may = content_type.offered.fields if content_type.offered else ()
    return [box for box in boxes_of(content_type) if box.path[0] in may or ".".join(box.path) in may]


def _boxes(shape: type[BaseModel], path: tuple[str, ...], refers: Mapping[str, str]) -> Iterator[Box]:
    for name, field in shape.model_fields.items():
        here = (*path, field.alias or name)
        kind, optional = _without_none(field.annotation)
        if not path and _is_part(kind):
            always = field.is_required() and not optional
            yield from (replace(box, part_needed=always) for box in _boxes(kind, here, refers))
            continue
        yield _box(here, kind, field.is_required() and not optional, refers)


def _box(path: tuple[str, ...], kind: Any, required: bool, refers: Mapping[str, str]) -> Box:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    refer = refers.get(".".join(path), "")
    if origin is Literal:
        return Box(path, "choice", required, tuple(map(str, inner)))
    if kind is str:
        return Box(path, "choice" if refer else "long" if path[-1] in LONG else "line", required, refers=refer)
    plain = {bool: "tick", date: "date", int: "number", float: "number"}
    if kind in plain:
        return Box(path, plain[kind], required, whole=kind is not float)
    if origin in {Union, types.UnionType} and set(inner) == {int, float}:
        return Box(path, "number", required, whole=False)
    if origin is list:
        return _list_box(path, inner[0], required, refers, refer)
    return Box(path, "parts", required)


def _list_box(path: tuple[str, ...], inner: Any, required: bool, refers: Mapping[str, str], refer: str) -> Box:
    if inner in {str, date}:
        return Box(path, "many" if refer else "list", required, refers=refer)
    if typing.get_origin(inner) is Literal:
        return Box(path, "many", required, tuple(map(str, typing.get_args(inner))))
    if _is_part(inner):
        cells = tuple(_boxes(inner, path, refers))
        if all(cell.kind in {"line", "long", "choice", "date", "number", "tick"} for cell in cells):
            return Box(path, "rows", required, cells=cells)
    return Box(path, "parts", required)


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in {Union, types.UnionType}:
        parts = [part for part in typing.get_args(annotation) if part is not type(None)]
        if len(parts) == 1:
            return parts[0], True
        if len(parts) < len(typing.get_args(annotation)):
            return Union[tuple(parts)], True  # noqa: UP007 - made from parts known only when it runs
    return annotation, False


def spread(boxes: Iterable[Box], numbers: Mapping[str, int]) -> list[Box]:
    """Rows and picks as that many numbered boxes; the rest as they are."""
    found: list[Box] = []
    for box in boxes:
        if box.kind == "rows":
            depth = len(box.path)
            for n in range(numbers.get(box.name, 1)):
                found += [replace(c, path=(*box.path, str(n), *c.path[depth:]), required=False) for c in box.cells]
        elif box.kind == "picks":
            found += [replace(box, path=(*box.path, str(n)), kind="pick") for n in range(numbers.get(box.name, 2))]
        else:
            found.append(box)
    return found


def to_texts(boxes: Iterable[Box], data: Mapping[str, Any]) -> dict[str, str]:
    """What stands in each box for these data."""
    return {box.name: to_text(box, at(data, box.path)) for box in boxes}


def at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    """The value that a path leads to, or None."""
    value: Any = data
    for part in path:
        if isinstance(value, list) and part.isdigit():
            value = value[int(part)] if int(part) < len(value) else None
        else:
            value = value.get(part) if isinstance(value, Mapping) else None
    return value


def to_text(box: Box, value: Any) -> str:
    """One value as it stands in its box."""
    if value is None or value is False:
        return ""
    if box.kind == "tick":
        return "y"
    if box.kind in {"list", "many"}:
        return "\n".join(map(str, value))
    if box.kind == "parts":
        return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100)
    return str(value)


class BoxError(ValueError):
    """What was typed cannot be read; `box` is its name."""

    def __init__(self, box: str, words: str) -> None:
        super().__init__(words)
        self.box = box


def from_texts(boxes: Collection[Box], texts: Mapping[str, str]) -> dict[str, Any]:
    """Data from what was typed; empty boxes, parts and rows are left out. Raises BoxError."""
    data: dict[str, Any] = {}
    needed = []
    for box in boxes:
        value = _from_text(box, texts.get(box.name, "").replace("\r\n", "\n").strip())
        if value is None:
            if box.kind == "tick" and box.required and len(box.path) > 1:
                needed.append(box)
            continue
        place = data
        for part in box.path[:-1]:
            place = place.setdefault(part, {})
        place[box.path[-1]] = value
    for name in {box.path[0] for box in boxes if box.part_needed}:
        data.setdefault(name, {})
    _say_no(data, needed)
    return {name: _rows(value) for name, value in data.items()}


def _say_no(data: dict[str, Any], ticks: Iterable[Box]) -> None:
    """A tick that was left out says no, where the part it belongs to is there."""
    for box in ticks:
        part = at(data, box.path[:-1])
        if isinstance(part, dict):
            part.setdefault(box.path[-1], False)


def _rows(value: Any) -> Any:
    """Numbered rows as a list, empty ones gone."""
    if not isinstance(value, dict):
        return value
    if value and all(part.isdigit() for part in value):
        return [value[part] for part in sorted(value, key=int)]
    return {name: _rows(part) for name, part in value.items()}


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
    if box.kind in {"list", "many"}:
        return [line.strip() for line in text.split("\n") if line.strip()]
    if box.kind == "date":
        return date.fromisoformat(text)
    if box.kind == "number":
        return int(text) if box.whole or text.lstrip("-").isdigit() else float(text)
    return yaml.safe_load(text) if box.kind == "parts" else text


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: nothing, an empty text and an empty list do; nought says something."""
    return bool(_said(one) == _said(other))


def _said(value: Any) -> Any:
    return None if value is False or value in ("", []) else value


def put(data: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Put a value where a path leads, or take it away (None); a part left empty goes too."""
    if len(path) > 1:
        inner = dict(data.get(path[0]) or {})
        put(inner, path[1:], value)
        value = inner or None
    if value is None:
        data.pop(path[0], None)
    else:
        data[path[0]] = value

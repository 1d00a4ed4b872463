"""Content files as text: read with the line of every value, written so that reading gives the same words back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .content_types import ContentType, Fields

FENCE = "---\n"


@dataclass(frozen=True)
class FileError:
    """Something in a file that cannot be used, in words for the person who wrote it."""

    path: str
    line: int
    words: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.words}"


@dataclass(frozen=True)
class Item:
    """One document's data as read from a file, with the line of each value by its place in the data."""

    path: str
    data: dict[str, Any]
    lines: dict[tuple[str | int, ...], int] = field(default_factory=dict)
    position: int = 0

    def line_of(self, place: tuple[str | int, ...]) -> int:
        """The line of a value, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read(root: Path, path: Path, content_type: ContentType) -> list[Item]:
    """The documents in one file. Raises yaml.YAMLError, UnicodeDecodeError or ValueError (with plain words)."""
    name = path.relative_to(root).as_posix()
    text = path.read_text(encoding="utf-8")
    if content_type.body:
        return [_markdown_item(name, text, content_type.body)]
    data, node = _load(text)
    if not content_type.many:
        return [Item(name, _mapping(data), _lines(node, 0))]
    if not isinstance(data, list):
        raise ValueError("this file holds a list: each entry starts with “- key:”")
    return [
        Item(name, _mapping(entry), _lines(child, 0), position)
        for position, (entry, child) in enumerate(zip(data, node.value, strict=True))
    ]


def _markdown_item(name: str, text: str, body: str) -> Item:
    if not text.startswith(FENCE) or "\n" + FENCE not in text[3:]:
        raise ValueError("the file must start with a block between two lines of three dashes")
    front, _, words = text[len(FENCE):].partition("\n" + FENCE)
    loaded, node = _load(front)
    data = dict(_mapping(loaded))
    if words.strip():
        data[body] = words.strip()
    lines = _lines(node, 1)
    lines[(body,)] = front.count("\n") + 4
    return Item(name, data, lines)


def _load(text: str) -> tuple[Any, Any]:
    """Plain data and the node tree it came from, by libyaml's safe loader where it is built in."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        return (loader.construct_document(node) if node is not None else None), node
    finally:
        loader.dispose()


def _mapping(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ValueError("expected “name: value” lines here")
    return data


def _lines(node: yaml.Node | None, offset: int, place: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], int]:
    """Line numbers (from 1) by place in the data."""
    if node is None:
        return {}
    found = {place: node.start_mark.line + 1 + offset}
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found |= _lines(value, offset, (*place, key.value))
            found[(*place, key.value)] = key.start_mark.line + 1 + offset
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            found |= _lines(child, offset, (*place, index))
    return found


def dump(content_type: ContentType, documents: list[Fields]) -> str:
    """The text of a file that holds these documents (one, unless the kind keeps many to a file)."""
    if content_type.many:
        return _yaml([fields.as_data() for fields in documents])
    data = documents[0].as_data()
    if not content_type.body:
        return _yaml(data)
    words = data.pop(content_type.body, "")
    return f"{FENCE}{_yaml(data)}{FENCE}" + (f"{words}\n" if words else "")


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100, default_flow_style=False)

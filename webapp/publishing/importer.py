"""Reads `content/`, lists every error before anything is written, then takes all of it in or none of it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import ValidationError

from ..engine import events
from ..engine.content_revision import move
from . import content_types, files, operations, queries
from .content_types import ContentType, Link
from .events import ContentTakenIn
from .files import FileError, Item
from .operations import Change, FileWords


class ContentError(Exception):
    """The content folder cannot be taken in; `errors` says why, each with file and line."""

    def __init__(self, errors: list[FileError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


@dataclass
class Reading:
    """Everything found in the content folder."""

    words: list[FileWords] = field(default_factory=list)
    errors: list[FileError] = field(default_factory=list)
    items: dict[tuple[str, str], Item] = field(default_factory=dict)

    def keys(self, kind: str) -> set[str]:
        """Keys of one kind that have a file."""
        return {w.fields.key for w in self.words if w.content_type.kind == kind}


def read_content(root: Path) -> Reading:
    """Read and check every file below `root`. Writes nothing; all errors are in the result."""
    reading = Reading()
    known = set()
    for content_type in content_types.all_types():
        for path in sorted(root.glob(content_type.pattern)):
            known.add(path)
            _read_file(reading, root, path, content_type)
    for path in sorted(root.rglob("*")):
        if path.is_file() and path not in known and path.name != "README.md" and not path.name.startswith("."):
            name = path.relative_to(root).as_posix()
            reading.errors.append(FileError(name, 1, "no kind of content lives here; see content/README.md"))
    reading.errors.extend(_broken_links(reading))
    reading.errors.sort(key=lambda error: (error.path, error.line))
    return reading


def import_content(root: Path) -> Counter[tuple[str, Change]]:
    """Take in the folder inside the open transaction; count what happened per kind. Raises ContentError."""
    reading = read_content(root)
    if reading.errors:
        raise ContentError(reading.errors)
    counts: Counter[tuple[str, Change]] = Counter()
    known = {
        (content_type.kind, document.key): document
        for content_type in content_types.all_types() for document in queries.documents(content_type.kind)
    }
    for words in reading.words:
        kind = words.content_type.kind
        document = known.get((kind, words.fields.key))
        counts[kind, operations.import_document(words, document, in_bulk=True)] += 1
    for content_type in content_types.all_types():
        for _key, change in operations.withdraw_missing(content_type, reading.keys(content_type.kind)):
            counts[content_type.kind, change] += 1
    if any(change is not Change.UNCHANGED for _kind, change in counts):
        move()
    events.announce(ContentTakenIn())
    return counts


def _read_file(reading: Reading, root: Path, path: Path, content_type: ContentType) -> None:
    name = path.relative_to(root).as_posix()
    try:
        items = files.read(root, path, content_type)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        reading.errors.append(FileError(name, line, f"this is not readable YAML: {error.problem}"))
        return
    except (ValueError, UnicodeDecodeError) as error:
        reading.errors.append(FileError(name, 1, str(error)))
        return
    for item in items:
        _read_item(reading, item, content_type)


def _read_item(reading: Reading, item: Item, content_type: ContentType) -> None:
    try:
        fields = content_type.parse(item.data)
    except ValidationError as error:
        reading.errors.extend(_explain(item, error))
        # Known all the same, so that links to it are not errors too.
        reading.items.setdefault((content_type.kind, str(item.data.get("key"))), item)
        return
    place = (content_type.kind, fields.key)
    if place in reading.items:
        other = reading.items[place].path
        reading.errors.append(FileError(item.path, item.line_of(("key",)), f"“{fields.key}” is already in {other}"))
        return
    reading.items[place] = item
    reading.words.append(FileWords(content_type, fields, item.path, item.position))


def _explain(item: Item, error: ValidationError) -> Iterator[FileError]:
    for problem in error.errors():
        place = tuple(problem["loc"])
        where = " → ".join(map(str, place)) or "file"
        yield FileError(item.path, item.line_of(place), f"{where}: {problem['msg']}")


def _broken_links(reading: Reading) -> Iterator[FileError]:
    for words in reading.words:
        item = reading.items[words.content_type.kind, words.fields.key]
        for link in _unresolved(reading, words.content_type.links(words.fields)):
            line = item.line_of((link.field,))
            yield FileError(item.path, line, f"{link.field}: there is no {link.kind} called “{link.key}”")


def _unresolved(reading: Reading, links: Iterable[Link]) -> Iterator[Link]:
    return (link for link in links if (link.kind, link.key) not in reading.items)

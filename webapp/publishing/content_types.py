"""What kinds of words there are: the shape of a file, where it lives, and the row it becomes."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from .models import PublishedRow

KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9.-]*$"


class Fields(BaseModel):
    """The fields of one document. Unknown fields are errors; values are never coerced from another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True, serialize_by_alias=True)

    key: str = Field(pattern=KEY_PATTERN, max_length=120)

    def as_data(self) -> dict[str, Any]:
        """Plain data without what was left out, what families read first: what a file holds."""
        data = self.model_dump(mode="python", exclude_defaults=True)
        last = [name for name in ReviewedFields.model_fields if name != "key" and name in data]
        return {name: data[name] for name in (*(n for n in data if n not in last), *last)}

    def as_json(self) -> dict[str, Any]:
        """The same, as JSON can hold it: what a revision holds."""
        return self.model_dump(mode="json", exclude_defaults=True)

    def digest(self) -> str:
        """SHA-256 of the words, hex; equal words have equal digests wherever they came from."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()


class ReviewedFields(Fields):
    """Fields of a document that somebody looks at again. `hold` keeps it off the public pages."""

    checking: str | None = None
    hold: bool = False
    editor_note: str | None = None
    reviewed_on: date | None = None
    review_due: date | None = None


@dataclass(frozen=True)
class Link:
    """One reference from a document to another: `field` says where it stands."""

    field: str
    kind: str
    key: str


@dataclass(frozen=True)
class Offered:
    """What a provider may suggest of a kind through a link to their listing.

    `fields` are those they may write. `under` names the field that holds the key of their service, for something new
    (a kind they may only change has none); `complete` adds to new data what providers do not type.
    """

    fields: tuple[str, ...]
    under: str = ""
    complete: Callable[[dict[str, Any], date], dict[str, Any]] = field(default=lambda data, _today: data)


@dataclass(frozen=True)
class ContentType:
    """One kind of words.

    `pattern` is a glob below the content folder. With `many`, a file is a YAML list of documents; with `body`, it is
    Markdown whose text below the front matter is that field. `editorial` kinds may be edited on the site; the
    others (definitions) have files as their only author. `row` is the room's table; definitions that pages read
    whole, like a list of districts, need none. `links` yields references for the link check; `refers` says of which
    kind a field's keys are, so that a form can offer them by name. `rhythm` is how many months pass until somebody
    looks again, where nobody chose otherwise. `one` is what one of the kind is called.
    """

    kind: str
    title: str
    pattern: str
    fields: type[Fields]
    row: type[PublishedRow] | None = None
    many: bool = False
    body: str = ""
    editorial: bool = False
    links: Callable[[Any], Iterator[Link]] = field(default=lambda _fields: iter(()))
    plain_words: Callable[[Any], Iterator[tuple[str, str]]] = field(default=lambda _fields: iter(()))
    one: str = ""
    refers: Mapping[str, str] = field(default_factory=dict)
    rhythm: int = 6
    offered: Offered | None = None

    def parse(self, data: dict[str, Any]) -> Fields:
        """Fields from plain data; raises pydantic.ValidationError. Dates may be dates or ISO words."""
        return self.fields.model_validate(data)

    def revive(self, stored: dict[str, Any]) -> Fields:
        """Fields from a stored revision (JSON, so dates are words)."""
        return self.fields.model_validate_json(json.dumps(stored))


_types: dict[str, ContentType] = {}


def register(*types: ContentType) -> None:
    """Called from a room's wiring. Order matters: a kind comes after the kinds its rows refer to."""
    _types.update({t.kind: t for t in types})


def all_types() -> list[ContentType]:
    """Every kind, in the order registered."""
    return list(_types.values())


def get(kind: str) -> ContentType:
    """The kind's type; KeyError for a kind no room registered."""
    return _types[kind]

"""What differs between two sets of words. Pure."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml
from flask_babel import LazyString

from . import wording


@dataclass(frozen=True)
class Piece:
    """A piece of a text: the same in both, taken out, or put in."""

    words: str
    how: str = "same"


@dataclass(frozen=True)
class Changed:
    """One field that differs, as pieces in order; `old` and `new` are the pieces of each side."""

    field: str
    before: str
    after: str
    pieces: tuple[Piece, ...]

    @property
    def label(self) -> LazyString | str:
        """What the form calls it."""
        return wording.group(self.field)

    @property
    def old(self) -> tuple[Piece, ...]:
        """What it said."""
        return tuple(piece for piece in self.pieces if piece.how != "in")

    @property
    def new(self) -> tuple[Piece, ...]:
        """What it would say."""
        return tuple(piece for piece in self.pieces if piece.how != "out")


def between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Changed]:
    """Fields that differ, in the order of the newer words."""
    names = [*after, *(name for name in before if name not in after)]
    return [
        Changed(name, old, new, tuple(_pieces(old, new)))
        for name in names if (old := _text(before.get(name))) != (new := _text(after.get(name)))
    ]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=100).strip()


def _pieces(old: str, new: str) -> list[Piece]:
    a, b = re.findall(r"\s+|[^\s]+", old), re.findall(r"\s+|[^\s]+", new)
    found = []
    for how, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("".join(a[a1:a2])))
            continue
        if a1 < a2:
            found.append(Piece("".join(a[a1:a2]), "out"))
        if b1 < b2:
            found.append(Piece("".join(b[b1:b2]), "in"))
    return found

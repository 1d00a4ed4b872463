"""What a provider suggests beside what is public, box by box. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import boxes, changes, wording
from .changes import Piece
from .content_types import ContentType


@dataclass(frozen=True)
class Compared:
    """One box: what it says now, what is suggested, and what differs, as pieces for each side."""

    name: str
    label: Any
    before: str
    after: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def compare(content_type: ContentType, live: Mapping[str, Any], said: Mapping[str, Any]) -> list[Compared]:
    """The boxes that differ, in the order of the form."""
    found = []
    for box in boxes.offered(content_type):
        before, after = boxes.at(live, box.path), boxes.at(said, box.path)
        if not boxes.same(before, after):
            found.append(_compared(content_type.kind, box, boxes.to_text(box, before), boxes.to_text(box, after)))
    return found


def _compared(kind: str, box: boxes.Box, before: str, after: str) -> Compared:
    differ = next(iter(changes.between({"x": before}, {"x": after})), None)
    return Compared(
        box.name, wording.label(kind, box), before, after,
        old=differ.old if differ else (), new=differ.new if differ else (),
    )

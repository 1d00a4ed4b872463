"""One question over the years, ready to draw: a line only where the same people were asked the same words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .content import MeasureFields, PartFields
from .history import EarlierRow
from .work import ALL

EDGE = 9.0  # per cent of the width kept free on both sides, so that words never leave the picture


@dataclass(frozen=True)
class Point:
    """One survey's number. `joined`: a line leads here from the point before. Places are per cent of the picture."""

    wave: str
    percent: int
    low: int | None
    high: int | None
    base: int
    joined: bool = False
    brought_in: bool = False
    x: float = 50.0

    @property
    def y(self) -> int:
        """From the top."""
        return 100 - self.percent


def trend(
    documents: Sequence[dict[str, Any]], earlier: Sequence[EarlierRow], measure: MeasureFields, part: PartFields
) -> list[Point]:
    """Every survey with a number for this question, oldest first; empty with fewer than two.

    What was brought in stands for the question it names, else for a measure's first, and is never joined to anything.
    """
    asked = {part.question, ""} if part == measure.parts[0] else {part.question}
    points = [_old(row) for row in earlier if row.question in asked]
    mark: tuple[str, str] | None = None
    before = None
    for document in sorted(documents, key=lambda d: str(d["wave"])):
        said = document["wording"].get(f"{part.audience}:{part.question}", {})
        wording = said.get("fingerprint", ""), said.get("route", "")
        found = _shown(document, part)
        if found is not None:
            same = before is not None and wording == mark
            points.append(Point(document["wave"], found["percent"], found["low"], found["high"], found["base"], same))
        mark, before = wording, found
    points.sort(key=lambda point: (point.wave, not point.brought_in))
    return [_placed(point, number, len(points)) for number, point in enumerate(points)] if len(points) > 1 else []


def _old(row: EarlierRow) -> Point:
    return Point(row.wave, row.percent, None, None, row.base, brought_in=True)


def _shown(document: dict[str, Any], part: PartFields) -> dict[str, Any] | None:
    wanted = (part.audience, part.question, ALL)
    found = [r for r in document["figures"] if (r["audience"], r["question"], r["breakdown"]) == wanted]
    return found[0] if found and found[0]["status"] == "shown" else None


def _placed(point: Point, number: int, of: int) -> Point:
    x = EDGE + (100 - 2 * EDGE) * number / (of - 1)
    return replace(point, x=round(x, 2))

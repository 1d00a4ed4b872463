"""What a release's document says, ready for a page: every number with its words. Pure, and reads the document alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .content import MeasureFields, PartFields
from .work import ALL

Row = dict[str, Any]


@dataclass(frozen=True)
class Bar:
    """One figure as a line of a table with a bar: `row` is the document's own."""

    label: str
    row: Row

    @property
    def shown(self) -> bool:
        """Whether there is a number."""
        return bool(self.row["status"] == "shown")

    @property
    def small(self) -> bool:
        """Whether it rests on few answers."""
        return bool(self.row.get("small"))


@dataclass(frozen=True)
class Split:
    """One breakdown of one question; `withheld` when all of it is kept back."""

    title: str
    bars: list[Bar]
    withheld: bool

    @property
    def ends(self) -> tuple[Bar, Bar] | None:
        """The lowest and the highest group that are shown, the first of equals; None with fewer than two."""
        known = [bar for bar in self.bars if bar.shown]
        if len(known) < 2:
            return None
        return min(known, key=lambda bar: bar.row["percent"]), max(known, key=lambda bar: bar.row["percent"])

    @property
    def apart(self) -> bool:
        """Whether the ranges of the lowest and the highest group leave each other out."""
        ends = self.ends
        return ends is not None and bool(ends[0].row["high"] < ends[1].row["low"])

    @property
    def hidden(self) -> int:
        """How many groups are kept back."""
        return sum(not bar.shown for bar in self.bars)


@dataclass(frozen=True)
class Counted:
    """One question of a measure: the figure for everyone, and its breakdowns."""

    part: PartFields
    label: str
    wording: str
    answers: list[str]
    said: dict[str, list[str]]
    bar: Bar | None
    splits: list[Split]


def rows(document: Row, measure: str, question: str | None = None, breakdown: str | None = None) -> list[Row]:
    """The document's figures of a measure, a question, a breakdown."""
    return [
        row
        for row in document["figures"]
        if row["measure"] == measure
        and (question is None or row["question"] == question)
        and (breakdown is None or row["breakdown"] == breakdown)
    ]


def headline(document: Row, measure: MeasureFields) -> Bar | None:
    """The figure that stands for a measure: the mean where there is one, else its first question."""
    wanted = "" if measure.kind in {"mean", "process"} else measure.parts[0].question if measure.parts else None
    if wanted is None:
        return None
    found = rows(document, measure.key, wanted, ALL)
    return Bar(measure.name, found[0]) if found else None


def counted(document: Row, measure: MeasureFields) -> list[Counted]:
    """Every question of a measure with all that is published of it."""
    return [_counted(document, measure, part) for part in measure.parts]


def _counted(document: Row, measure: MeasureFields, part: PartFields) -> Counted:
    wording = document["wording"].get(f"{part.audience}:{part.question}", {})
    found = rows(document, measure.key, part.question, ALL)
    label = part.label or measure.name
    return Counted(
        part,
        label,
        wording.get("text", ""),
        wording.get("answers", []),
        wording.get("counted", {}),
        Bar(label, found[0]) if found else None,
        _splits(document, measure, part),
    )


def _splits(document: Row, measure: MeasureFields, part: PartFields) -> list[Split]:
    splits = []
    for entry in document["who"]["breakdowns"]:
        name = (measure.key, part.question, entry["breakdown"])
        withheld = any((w["measure"], w["question"], w["breakdown"]) == name for w in document["withheld"])
        bars = [
            Bar(entry["names"].get(row["group"], row["group"]), row)
            for row in rows(document, measure.key, part.question, entry["breakdown"])
        ]
        if bars or withheld:
            splits.append(Split(entry["title"], bars, withheld))
    return splits


def gaps(document: Row, measure: MeasureFields, names: dict[str, str]) -> list[Row]:
    """Gaps between groups, with the groups' names."""
    entries = {entry["breakdown"]: entry for entry in document["who"]["breakdowns"]}
    return [
        {
            **gap,
            "title": entries[gap["breakdown"]]["title"],
            "of_name": names.get(gap["of"], gap["of"]),
            "best_name": entries[gap["breakdown"]]["names"].get(gap["best"], gap["best"]),
            "worst_name": entries[gap["breakdown"]]["names"].get(gap["worst"], gap["worst"]),
        }
        for gap in document["gaps"]
        if gap["measure"] == measure.key
    ]


def outcomes(measures: Sequence[MeasureFields], document: Row | None) -> list[tuple[MeasureFields, list[Bar]]]:
    """The six outcomes, parents and young people side by side, never added together."""
    found = []
    for measure in measures:
        if measure.kind == "pair":
            bars = [c.bar for c in counted(document, measure) if c.bar] if document else []
            found.append((measure, bars))
    return found


def clear_changes(document: Row, measures: Sequence[MeasureFields]) -> list[Bar]:
    """Figures for everybody that clearly went up or down since the wave before, each question once."""
    found: dict[str, Bar] = {}
    for measure in measures:
        for item in counted(document, measure):
            if item.bar and item.bar.row.get("change") in {"up", "down"}:
                label = measure.name if item.label == measure.name else f"{measure.name}: {item.label}"
                found.setdefault(f"{item.part.audience}:{item.part.question}", Bar(label, item.bar.row))
    return list(found.values())


def compared(document: Row) -> bool:
    """Whether there was a wave before to compare with."""
    return any(row.get("compared_with") for row in document["figures"])


def stands_alone(measure: MeasureFields) -> bool:
    """Whether a measure has a tile of its own."""
    return measure.headline and (bool(measure.parts) or measure.kind == "process")


def tile(document: Row, measure: MeasureFields) -> list[Bar]:
    """What a measure's tile shows: its number, and each question's where there are several."""
    bar = headline(document, measure)
    if measure.kind not in {"mean", "parts"}:
        return [bar] if bar else []
    return [c.bar for c in counted(document, measure) if c.bar and not c.part.beside]


def _lines(document: Row, measure: MeasureFields) -> list[Bar]:
    """A measure's lines in a table of many: its own number, then each question's where there are several."""
    bar, items = headline(document, measure), tile(document, measure)
    if len(items) < 2:
        return [bar] if bar else []
    named = [Bar(f"{measure.name}: {item.label}", item.row) for item in items]
    return [bar, *named] if bar and measure.kind == "mean" else named


def whole(document: Row, measures: Sequence[MeasureFields]) -> Row:
    """Everything that a page of one release shows."""
    names = {measure.key: measure.name for measure in measures}
    return {
        "outcomes": outcomes(measures, document),
        "main_lines": [bar for m in measures if stands_alone(m) for bar in _lines(document, m)],
        "counted": [(m, counted(document, m)) for m in measures if m.parts],
        "clear": clear_changes(document, measures),
        "compared": compared(document),
        "gaps": [gap for m in measures for gap in gaps(document, m, names)],
        "who": document["who"],
    }

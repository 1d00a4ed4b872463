"""Results of earlier surveys as a CSV file: wave, measure, wording, percent, base, source. Pure.

A seventh column, question, may name one question of a measure that has several.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..engine.text import one_line

COLUMNS = ("wave", "measure", "wording", "percent", "base", "source")
QUESTION = "question"
LONGEST = {"wave": 20, "measure": 40, "wording": 500, "source": 300, QUESTION: 10}
MIN_BASE, MIN_COUNT, MAX_BASE = 10, 5, 1_000_000


class HistoryError(ValueError):
    """The file cannot be taken in; `faults` are lines in plain words."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class EarlierRow:
    """One number of an earlier survey: whole per cent of a base."""

    wave: str
    measure: str
    wording: str
    percent: int
    base: int
    source: str
    question: str = ""


def read(text: str) -> list[EarlierRow]:
    """Every row. Raises HistoryError with all faults; small counts are refused like our own (SDC-01, SDC-02)."""
    if not text.strip():
        raise HistoryError(["Choose a file. This one is empty."])
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), restkey="more")
    if tuple(reader.fieldnames or ()) not in {COLUMNS, (*COLUMNS, QUESTION)}:
        raise HistoryError([f"The first line must be: {','.join(COLUMNS)}"])
    rows, faults, seen = [], [], set()
    for line in reader:
        try:
            row = _row(line)
            if (row.wave, row.measure, row.question) in seen:
                raise ValueError(f"{row.measure} of {row.wave} stands in the file twice")
            seen.add((row.wave, row.measure, row.question))
            rows.append(row)
        except ValueError as error:
            faults.append(f"Line {reader.line_num}: {error}")
    if not rows and not faults:
        faults = ["There are no results under the first line."]
    if faults:
        raise HistoryError(faults)
    return rows


def by_wave(rows: Mapping[str, Sequence[EarlierRow]]) -> dict[str, list[EarlierRow]]:
    """What was brought in, wave by wave, oldest first."""
    found: dict[str, list[EarlierRow]] = {}
    for row in (row for of_measure in rows.values() for row in of_measure):
        found.setdefault(row.wave, []).append(row)
    return {wave: found[wave] for wave in sorted(found)}


def _row(line: dict[str, str]) -> EarlierRow:
    if "more" in line:
        raise ValueError("there are more cells than columns; put words with commas in quotes")
    words = {name: one_line(line.get(name) or "") for name in (*COLUMNS, QUESTION)}
    if long := [name for name, most in LONGEST.items() if len(words[name]) > most]:
        raise ValueError(f"the words under {', '.join(long)} are too long")
    question = words.pop(QUESTION)
    if empty := [name for name, value in words.items() if not value]:
        raise ValueError(f"nothing stands under {', '.join(empty)}")
    try:
        percent, base = int(words["percent"]), int(words["base"])
    except ValueError:
        raise ValueError("percent and base must be whole numbers") from None
    if base > MAX_BASE:
        raise ValueError("base is how many answered; this is too many")
    if not 0 <= percent <= 100:
        raise ValueError("percent must be from 0 to 100")
    count = base * percent / 100
    if base < MIN_BASE or min(count, base - count) < MIN_COUNT:
        raise ValueError("the group is too small to show without pointing at somebody")
    return EarlierRow(words["wave"], words["measure"], words["wording"], percent, base, words["source"], question)

"""Results of earlier surveys as a CSV file: wave, measure, wording, percent, base, source. Pure."""

import csv
import io
from dataclasses import dataclass

COLUMNS = ("wave", "measure", "wording", "percent", "base", "source")
MIN_BASE, MIN_COUNT = 10, 5


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


def read(text: str) -> list[EarlierRow]:
    """Every row. Raises HistoryError with all faults; small counts are refused like our own (SDC-01, SDC-02)."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise HistoryError([f"The first line must be: {','.join(COLUMNS)}"])
    rows, faults = [], []
    for number, line in enumerate(reader, 2):
        try:
            rows.append(_row(line))
        except (ValueError, TypeError) as error:
            faults.append(f"Line {number}: {error}")
    if faults:
        raise HistoryError(faults)
    return rows


def _row(line: dict[str, str]) -> EarlierRow:
    words = {name: (line.get(name) or "").strip() for name in COLUMNS}
    if empty := [name for name, value in words.items() if not value]:
        raise ValueError(f"nothing stands under {', '.join(empty)}")
    try:
        percent, base = int(words["percent"]), int(words["base"])
    except ValueError:
        raise ValueError("percent and base must be whole numbers") from None
    if not 0 <= percent <= 100:
        raise ValueError("percent must be from 0 to 100")
    count = base * percent / 100
    if base < MIN_BASE or min(count, base - count) < MIN_COUNT:
        raise ValueError("the group is too small to show without pointing at somebody")
    return EarlierRow(words["wave"], words["measure"], words["wording"], percent, base, words["source"])

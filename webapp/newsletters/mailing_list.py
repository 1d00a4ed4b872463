"""Reading a mailing list that is to be taken over. Pure.

A CSV file with a first line of names. `email`, `agreed_on` and `agreed_how` must be there and filled in on every line:
nobody is added without a day and a way in which they said yes. `topics` (several with spaces in between), `district`,
`edition` and `workforce` (yes or no) may be there.
"""

import csv
import io
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..engine.mail import message
from .models import Edition
from .operations.subscribing import Choices, Incoming

NEEDED = ("email", "agreed_on", "agreed_how")
KNOWN = (*NEEDED, "topics", "district", "edition", "workforce")
SHORTEST_PROOF = 10  # letters: “yes” is no proof


@dataclass(frozen=True)
class Fault:
    """What is wrong with a line (the first line is 1)."""

    line: int
    words: str


@dataclass(frozen=True)
class Known:
    """What the site knows: topics and districts that may be named, and today."""

    topics: Collection[str]
    districts: Collection[str]
    today: date


def read(text: str, usual: Choices, known: Known) -> tuple[list[Incoming], list[Fault]]:
    """The readers of a list and everything that is wrong with it. `usual` stands in for what a line does not say."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    names = [name.strip().lower() for name in lines.fieldnames or ()]
    lines.fieldnames = names
    head = [f"there is no column “{name}”" for name in NEEDED if name not in names]
    head += [f"the column “{name}” is not known" for name in names if name not in KNOWN]
    if head:
        return [], [Fault(1, words) for words in head]
    readers, faults = [], []
    for line in lines:
        told = {name: (value or "").strip() for name, value in line.items() if isinstance(name, str)}
        wrong = _wrong(told, known)
        faults += [Fault(lines.line_num, words) for words in wrong]
        if not wrong:
            readers.append(_incoming(told, usual))
    return readers, faults


def _wrong(told: dict[str, str], known: Known) -> list[str]:
    found = []
    if not message.is_address(message.normal(told["email"])):
        found.append("this is not an email address")
    try:
        if date.fromisoformat(told["agreed_on"]) > known.today:
            found.append("agreed_on is a day that has not come yet")
    except ValueError:
        found.append("agreed_on must be a day like 2026-03-31")
    if len(told["agreed_how"]) < SHORTEST_PROOF:
        found.append("agreed_how must say where and how this person said yes")
    found += [f"there is no topic “{t}”" for t in told.get("topics", "").split() if t not in known.topics]
    if told.get("district") and told["district"] not in known.districts:
        found.append(f"there is no district “{told['district']}”")
    if told.get("edition") and told["edition"] not in set(Edition):
        found.append(f"there is no edition “{told['edition']}”")
    if told.get("workforce", "").lower() not in {"", "yes", "no"}:
        found.append("workforce must be yes or no")
    return found


def _incoming(told: dict[str, str], usual: Choices) -> Incoming:
    choices = Choices(
        topics=tuple(told.get("topics", "").split()) or usual.topics,
        district=told.get("district") or usual.district,
        edition=Edition(told.get("edition") or usual.edition),
        workforce=told["workforce"].lower() == "yes" if told.get("workforce") else usual.workforce,
    )
    return Incoming(told["email"], choices, f"{told['agreed_how']} ({told['agreed_on']})")

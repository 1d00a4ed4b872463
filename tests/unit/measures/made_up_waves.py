"""Made-up worlds to attack: a wave before, a wave, up to two corrections of it, and young people beside.

Questions are of every kind that may give one another away: a funnel of three, each asked after a yes; two asked only
of some of those who wait, where waiting is itself a way of splitting; two opinions that also make a mean and a gap.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from webapp.measures.content import (
    BreakdownFields,
    ChangeFields,
    MarginFields,
    MeasureFields,
    PartFields,
    PopulationFields,
    RulesFields,
)
from webapp.measures.release import Before, NotAllowedYetError, build
from webapp.surveys.counting import gather
from webapp.surveys.questionnaire import SKIPPED, Questionnaire
from webapp.surveys.results import Tally

Person = dict[str, str]
LAST, FIRST, LATE, LATER, YOUNG = range(5)
YES = (("yes", "top"), ("no", "bottom"), ("unsure", "apart"))
AGREE = (("agree", "top"), ("neither", "middle"), ("disagree", "bottom"), ("unsure", "apart"))
AGES = ("young", "middle", "old")
WAITS = ("none", "speech", "autism")
GROUPED = ("A1", "A2", "A3", "Y1")


def _asked(key: str, options, after: Mapping[str, object] | None = None) -> dict[str, object]:
    waits = {"show_if": [after]} if after else {}
    return {"id": key, "text": key, "options": [{"code": c, "text": c, "role": r} for c, r in options], **waits}


def _valid(*codes: str) -> list[tuple[str, str]]:
    return [(code, "valid") for code in codes]


def _form(audience: str, questions: list[dict[str, object]]) -> Questionnaire:
    return Questionnaire.model_validate(
        {
            "wave": "2027", "audience": audience, "title": "t", "lead": "l", "intro": "i", "minutes": "1",
            "sections": [{"key": "s", "title": "s", "questions": questions}],
        }
    )  # fmt: skip


@cache
def parents(groups: int) -> Questionnaire:
    """What parents are asked, with so many districts."""
    return _form(
        "parents",
        [
            _asked("A1", _valid(*(f"g{number}" for number in range(groups)))),
            _asked("A2", _valid(*AGES)),
            _asked("A3", _valid(*WAITS)),
            _asked("B1", YES),
            _asked("B2", YES, {"question": "B1", "any": ["yes"]}),
            _asked("B3", AGREE, {"question": "B2", "any": ["yes"]}),
            _asked("C1", AGREE),
            _asked("C2", AGREE),
            _asked("D1", YES, {"question": "A3", "none": ["none"]}),
            _asked("D2", YES, {"question": "A3", "any": ["speech"]}),
        ],
    )


@cache
def young() -> Questionnaire:
    """What young people are asked."""
    sometimes = (("yes", "top"), ("sometimes", "middle"), ("no", "bottom"), ("unsure", "apart"))
    return _form("young-people", [_asked("Y1", _valid("11-15", "16-25")), _asked("Y6", sometimes)])


def _part(question: str, base: str = "valid", **more: str) -> PartFields:
    return PartFields(question=question, base=base, **more)


MEASURES = [
    MeasureFields(key="funnel", name="f", plain="p", kind="parts",
                  parts=[_part("B1", "answered"), _part("B2", "answered"), _part("B3")]),
    MeasureFields(key="share", name="s", plain="p", kind="share", parts=[_part("C1")]),
    MeasureFields(key="mean", name="m", plain="p", kind="mean", parts=[_part("C1"), _part("C2")]),
    MeasureFields(key="wait", name="w", plain="p", kind="parts", parts=[_part("D1"), _part("D2")]),
    MeasureFields(key="pair", name="y", plain="p", kind="pair",
                  parts=[_part("C1"), _part("Y6", audience="young-people")]),
    MeasureFields(key="gap", name="g", plain="p", kind="gap", of=["share", "mean"]),
    MeasureFields(key="who", name="w", plain="p", kind="profile"),
]  # fmt: skip
RULES = RulesFields(
    key="disclosure", min_count=5, min_base=10, split_base=30, young_split_base=100, round_to=5, rerelease_step=10,
    breakdowns=[
        BreakdownFields(key="district", question="A1", title="d"),
        BreakdownFields(key="age", question="A2", title="a", merge=True),
        BreakdownFields(key="waiting", question="A3", title="w", join_rest="waiting",
                        names={"none": "not", "waiting": "waiting"}),
        BreakdownFields(key="young-age", question="Y1", audience="young-people", title="y"),
    ],
    changes=[ChangeFields.model_validate_json('{"on": "2026-11-22", "words": "first"}')],
)  # fmt: skip
POPULATION = PopulationFields(
    key="ages", breakdown="age", year="made up", source="made-up",
    margins=[MarginFields(group=g, number=n) for g, n in zip(AGES, (50, 30, 20), strict=True)],
)  # fmt: skip


@cache
def some_measures(questions: frozenset[str]) -> list[MeasureFields]:
    """The measures with these questions alone, to see quickly what an exchange of their answers would change."""
    cut = ((m, [part for part in m.parts if part.question in questions]) for m in MEASURES)
    return [m.model_copy(update={"parts": parts, "kind": "parts"}) for m, parts in cut if parts]


class Crossed:
    """Counts that stand for columns and are quick to change by one person: what a search needs thousands of times."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.size = 0
        self.pairs = pairs
        self.tables: list[dict[tuple[str | None, str | None], int]] = [{} for _ in pairs]

    def add(self, person: Person, times: int) -> None:
        """Count somebody once, or once less."""
        self.size += times
        for (by, question), table in zip(self.pairs, self.tables, strict=True):
            key = person.get(by), person.get(question)
            table[key] = table.get(key, 0) + times

    def copy(self) -> Crossed:
        """To change without changing this one."""
        other = Crossed.__new__(Crossed)
        other.size, other.pairs, other.tables = self.size, self.pairs, [dict(table) for table in self.tables]
        return other

    def crossed(self, question: str, by: str) -> dict[str, Counter[str]]:
        """As `Columns.crossed`."""
        found: dict[str, Counter[str]] = {}
        for (group, code), number in self.tables[self.pairs.index((by, question))].items():
            if code is not None and number:
                found.setdefault(group or "", Counter())[code] = number
        return found

    def counts(self, question: str) -> Counter[str]:
        """As `Columns.counts`."""
        by = next(by for by, other in self.pairs if other == question)
        return sum(self.crossed(question, by).values(), Counter())

    def sizes(self, by: str) -> Counter[str]:
        """As `Columns.sizes`."""
        found: Counter[str] = Counter()
        for (group, _code), number in self.tables[
            next(n for n, pair in enumerate(self.pairs) if pair[0] == by)
        ].items():
            found[group or ""] += number
        return found


@dataclass
class World:
    """Everybody who ever answered; `crowd` says of each when, or that the person is a young one."""

    form: Questionnaire
    people: list[Person]
    crowd: list[int]
    quick: dict[tuple[int, ...], Crossed] = field(default_factory=dict)

    @cached_property
    def documents(self) -> list[tuple[int, ...]]:
        """Whose answers are in each document, oldest first: the wave before, this wave, its corrections."""
        found = [(LAST,)] if LAST in self.crowd else []
        found.append((FIRST,))
        return found + [crowds for crowds in ((FIRST, LATE), (FIRST, LATE, LATER)) if crowds[-1] in self.crowd]

    def published(self, questions: frozenset[str] | None = None) -> Iterator[dict]:
        """Every document that this world publishes, by the whole road from answers.

        With `questions`: only what is said of these (all, if empty), from counts that are quick to change.
        """
        last = own = None
        for crowds in self.documents:
            tallies = {"parents": Tally(self.form, self._columns(crowds, questions))}
            if YOUNG in self.crowd and crowds != (LAST,) and (not questions or "Y6" in questions):
                tallies["young-people"] = Tally(young(), self._columns((YOUNG,), questions))
            measures = some_measures(questions) if questions else MEASURES
            before = {"last_wave": last, "same_wave": own}
            try:
                made = Before(*build("2027", tallies, measures, RULES, populations=[POPULATION], **before))
            except NotAllowedYetError:
                yield {"correction": "refused"}
                continue
            last, own = (made, None) if crowds == (LAST,) else (last, made)
            yield made.document

    def but(self, changes: Mapping[int, Person]) -> World:
        """The same world in which some people are others."""
        people, quick = list(self.people), dict(self.quick)
        for crowds, counts in self.quick.items():
            touched = [n for n in changes if self.crowd[n] in crowds]
            if touched:
                quick[crowds] = counts.copy()
                for n in touched:
                    quick[crowds].add(self.people[n], -1)
                    quick[crowds].add(changes[n], 1)
        for n, person in changes.items():
            people[n] = person
        other = World(self.form, people, self.crowd, quick)
        other.documents = self.documents
        return other

    def count_all(self) -> None:
        """Make ready what is quick to change, once for all worlds that come of this one."""
        for crowds in (*self.documents, *([(YOUNG,)] if YOUNG in self.crowd else [])):
            self._columns(crowds, frozenset())

    def _columns(self, crowds: tuple[int, ...], questions: frozenset[str] | None) -> Any:
        form = young() if crowds == (YOUNG,) else self.form
        asked = [question.id for question in form.questions]
        inside = (person for person, crowd in zip(self.people, self.crowd, strict=True) if crowd in crowds)
        if questions is None:
            return gather(asked, inside)
        if crowds not in self.quick:
            counts = Crossed([(by, question) for by in GROUPED if by in asked for question in asked])
            for person in inside:
                counts.add(person, 1)
            self.quick[crowds] = counts
        return self.quick[crowds]


# ---------------------------------------------------------------- made up by chance


def world(seed: int) -> World:
    """Two to seven districts, small ones often; opinions that are often nearly one-sided."""
    pick = random.Random(seed)
    groups = pick.randint(2, 7)
    sizes = [pick.choice((pick.randint(1, 14), pick.randint(10, 40), pick.randint(30, 80))) for _ in range(groups)]
    lean = {
        question: pick.choice((0.06, 0.3, 0.6, 0.9)) for question in ("A3", "B1", "B2", "B3", "C1", "C2", "D1", "D2")
    }
    lean["skip"] = pick.choice((0.0, 0.0, 0.02, 0.1))
    crowds = {FIRST: [_person(pick, lean, f"g{number}") for number, size in enumerate(sizes) for _ in range(size)]}
    if seed % 3 == 1:
        crowds[LAST] = [_person(pick, lean, f"g{pick.randrange(groups)}") for _ in range(pick.choice((40, 120)))]
    if seed % 3 == 2:
        crowds[LATE] = _late(pick, lean, groups)
        if seed % 2:
            crowds[LATER] = _late(pick, lean, groups)
    if seed % 4 == 0:
        crowds[YOUNG] = [_young(pick, lean) for _ in range(pick.choice((25, 110, 140)))]
    flat = [(person, crowd) for crowd, people in sorted(crowds.items()) for person in people]
    return World(parents(groups), [person for person, _ in flat], [crowd for _, crowd in flat])


def _late(pick: random.Random, lean: dict[str, float], groups: int) -> list[Person]:
    """Ninety who all live in one district: enough in every group for most corrections to be allowed."""
    lean = lean | {"skip": 0.0, **{question: pick.choice((0.0, 0.6)) for question in ("A3", "B1", "B2")}}
    home = f"g{pick.randrange(groups)}"
    return [_person(pick, lean, home) | {"A2": AGES[number % 3]} for number in range(90)]


def _person(pick: random.Random, lean: dict[str, float], home: str) -> Person:
    given = {"A1": home if pick.random() > lean["skip"] else SKIPPED, "A2": pick.choice(AGES)}
    given["A3"] = pick.choice(WAITS[1:]) if pick.random() < lean["A3"] else "none"
    for question in ("B1", "B2", "B3"):
        given[question] = _say(pick, lean, question, ("yes", "no") if question != "B3" else ("agree", "disagree"))
        if given[question] != "yes":
            break
    given["C1"] = _say(pick, lean, "C1", ("agree", "neither", "disagree"))
    given["C2"] = _say(pick, lean, "C2", ("agree", "neither", "disagree"))
    for question in ("D1", "D2")[: 0 if given["A3"] == "none" else 1 + (given["A3"] == "speech")]:
        given[question] = _say(pick, lean, question, ("yes", "no"))
    return given


def _young(pick: random.Random, lean: dict[str, float]) -> Person:
    age = "11-15" if pick.random() < lean["C2"] else "16-25"
    return {"Y1": age, "Y6": _say(pick, lean | {"Y6": lean["C1"]}, "Y6", ("yes", "sometimes", "no"))}


def _say(pick: random.Random, lean: dict[str, float], question: str, options: tuple[str, ...]) -> str:
    if pick.random() < lean["skip"]:
        return pick.choice((SKIPPED, "unsure"))
    return options[0] if pick.random() < lean[question] else pick.choice(options[1:])

"""The strongest attacker there is, and the proof against it: a twin wave.

An attacker who holds everything that was published (every breakdown of every measure, totals, shares, ranges, gaps,
likeness, changes, who answered, and a correction) and who knows this program can say no more of a hidden count than
that the answers were *some* wave which is published as exactly these documents. So a hidden count is safe when another
whole wave of answers exists, with another count in its place, that gives the same documents byte for byte. The twin is
looked for by letting two people exchange answers; what proves it is the real road from answers to documents.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

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

People = list[dict[str, str]]
FUNNEL = ("B1", "B2", "B3")
TRIES = 600


def questionnaire(groups: int) -> Questionnaire:
    """Where people live, their age, a funnel of three questions each asked after a yes, and two opinions."""
    yes = [("yes", "top"), ("no", "bottom"), ("unsure", "apart")]
    agree = [("agree", "top"), ("neither", "middle"), ("disagree", "bottom"), ("unsure", "apart")]

    def asked(key: str, options, after: str = "") -> dict[str, object]:
        waits = {"show_if": [{"question": after, "any": ["yes"]}]} if after else {}
        return {"id": key, "text": key, "options": [{"code": c, "text": c, "role": r} for c, r in options], **waits}

    questions = [
        asked("A1", [(f"g{number}", "valid") for number in range(groups)]),
        asked("A2", [(age, "valid") for age in ("young", "middle", "old")]),
        asked("B1", yes),
        asked("B2", yes, "B1"),
        asked("B3", agree, "B2"),
        asked("C1", agree),
        asked("C2", agree),
    ]
    return Questionnaire.model_validate(
        {
            "wave": "2027", "audience": "parents", "title": "t", "lead": "l", "intro": "i", "minutes": "1",
            "sections": [{"key": "s", "title": "s", "questions": questions}],
        }
    )  # fmt: skip


def _part(question: str, base: str = "valid") -> PartFields:
    return PartFields(question=question, base=base)


MEASURES = [
    MeasureFields(key="funnel", name="f", plain="p", kind="parts",
                  parts=[_part("B1", "answered"), _part("B2", "answered"), _part("B3")]),
    MeasureFields(key="share", name="s", plain="p", kind="share", parts=[_part("C1")]),
    MeasureFields(key="mean", name="m", plain="p", kind="mean", parts=[_part("C1"), _part("C2")]),
    MeasureFields(key="gap", name="g", plain="p", kind="gap", of=["share", "mean"]),
    MeasureFields(key="who", name="w", plain="p", kind="profile"),
]  # fmt: skip
RULES = RulesFields(
    key="disclosure", min_count=5, min_base=10, split_base=30, young_split_base=100, round_to=5, rerelease_step=10,
    breakdowns=[
        BreakdownFields(key="district", question="A1", title="d"),
        BreakdownFields(key="age", question="A2", title="a", merge=True),
    ],
    changes=[ChangeFields.model_validate_json('{"on": "2026-11-22", "words": "first"}')],
)  # fmt: skip
POPULATION = PopulationFields(
    key="ages", breakdown="age", year="made up", source="made-up",
    margins=[MarginFields(group=g, number=n) for g, n in (("young", 50), ("middle", 30), ("old", 20))],
)  # fmt: skip


@dataclass
class World:
    """One wave, the wave before it (or nobody), and the people who are added before a correction (or nobody)."""

    form: Questionnaire
    people: People
    last: People
    late: People

    @cached_property
    def before(self) -> Before | None:
        """What was published of the wave before."""
        return Before(*_release(self.form, self.last)) if self.last else None

    def published(self) -> Iterator[dict]:
        """Every document that this world publishes, oldest first."""
        own = Before(*_release(self.form, self.people, last_wave=self.before))
        yield own.document
        if self.late:
            try:
                yield _release(self.form, self.people + self.late, last_wave=self.before, same_wave=own)[0]
            except NotAllowedYetError:
                yield {"correction": "refused"}

    def but(self, people: People, late: People) -> World:
        """The same world with others in it, or with other answers."""
        other = World(self.form, people, self.last, late)
        other.before = self.before
        return other


def _release(form: Questionnaire, people: People, **before: Before | None) -> tuple[dict, dict]:
    columns = gather([question.id for question in form.questions], people)
    return build("2027", {"parents": Tally(form, columns)}, MEASURES, RULES, populations=[POPULATION], **before)


def world(seed: int) -> World:
    """Two to seven districts, small ones often; opinions that are often nearly one-sided."""
    pick = random.Random(seed)
    groups = pick.randint(2, 7)
    sizes = [pick.choice((pick.randint(1, 14), pick.randint(10, 40), pick.randint(30, 80))) for _ in range(groups)]
    lean = {question: pick.choice((0.06, 0.3, 0.6, 0.9)) for question in ("B1", "B2", "B3", "C1", "C2")}
    lean["skip"] = pick.choice((0.0, 0.02, 0.1))
    people = [_person(pick, lean, f"g{number}") for number, size in enumerate(sizes) for _ in range(size)]
    last = [_person(pick, lean, f"g{pick.randrange(groups)}") for _ in range(120)] if seed % 3 == 1 else []
    late = _late(pick, lean) if seed % 3 == 2 else []
    return World(questionnaire(groups), people, last, late)


def _late(pick: random.Random, lean: dict[str, float]) -> People:
    """Ninety who all live in one district: enough in every group for most corrections to be allowed."""
    lean = lean | {"skip": 0.0, "B1": pick.choice((0.0, 0.8)), "B2": pick.choice((0.0, 0.8))}
    ages = ("young", "middle", "old")
    return [_person(pick, lean, "g0") | {"A2": ages[number % 3]} for number in range(90)]


def _person(pick: random.Random, lean: dict[str, float], home: str) -> dict[str, str]:
    given = {"A1": home if pick.random() > lean["skip"] else SKIPPED, "A2": pick.choice(("young", "middle", "old"))}
    for question in ("B1", "B2", "B3"):
        given[question] = _say(pick, lean, question, ("yes", "no") if question != "B3" else ("agree", "disagree"))
        if given[question] != "yes":
            break
    given["C1"] = _say(pick, lean, "C1", ("agree", "neither", "disagree"))
    given["C2"] = _say(pick, lean, "C2", ("agree", "neither", "disagree"))
    return given


def _say(pick: random.Random, lean: dict[str, float], question: str, options: tuple[str, ...]) -> str:
    if pick.random() < lean["skip"]:
        return pick.choice((SKIPPED, "unsure"))
    return options[0] if pick.random() < lean[question] else pick.choice(options[1:])


# ---------------------------------------------------------------- what is hidden, and the search for a twin


@dataclass(frozen=True)
class Hidden:
    """One number kept back: the top answers of one group to one question, in the first document or the last."""

    document: int
    breakdown: str
    group: str
    question: str


def hidden(documents: list[dict]) -> list[Hidden]:
    """Everything that the documents keep back, of tables that were not withheld whole."""
    return sorted(
        {
            Hidden(number, row["breakdown"], row["group"], row["question"])
            for number, document in enumerate(documents)
            for row in document.get("figures", [])
            if row["status"] != "shown" and row["breakdown"] != "all"
        },
        key=repr,
    )


def count(people: People, late: People, what: Hidden) -> int:
    """The true number."""
    by = {"district": "A1", "age": "A2"}[what.breakdown]
    there = people + late if what.document else people
    inside = [person for person in there if person[by] in what.group.split("+")]
    return sum(person.get(what.question) in ("yes", "agree") for person in inside)


def twin(own: World, what: Hidden, documents: list[dict], tries: int = TRIES) -> World | None:
    """Another world with another number in this place and the same documents; None when none was found."""
    truth = count(own.people, own.late, what)
    for people, late in islice(_exchanges(own, what), tries):
        if count(people, late, what) == truth:
            continue
        other = own.but(people, late)
        if all(mine == theirs for mine, theirs in zip(other.published(), documents, strict=True)):
            return other
    return None


def _exchanges(own: World, what: Hidden) -> Iterator[tuple[People, People]]:
    """One exchange; after every one has been tried, walks of several."""
    once = []
    for changed in _others(own, what):
        once.append(changed)
        yield changed
    pick = random.Random(repr(what))
    while once:
        people, late = pick.choice(once)
        for _step in range(4):
            on = list(islice(_others(own.but(people, late), what), 60))
            if not on:
                break
            people, late = pick.choice(on)
            yield people, late


def _others(own: World, what: Hidden) -> Iterator[tuple[People, People]]:
    """Worlds that differ by one exchange, among those who answered first or (for a later document) everybody."""
    by = "A1" if what.breakdown == "district" else "A2"
    for a, b, block in _pairs(own.people, what, by):
        people = _exchanged(own.people, a, b, block)
        yield people, own.late
        yield from ((balanced, own.late) for balanced in _balanced(people, a, b, by, block))
        # Those who came later may have said the opposite, so that both documents stay as they are.
        one, other = own.people[a], own.people[b]
        back = _like(own.late, one, by, other, block), _like(own.late, other, by, one, block)
        if None not in back:
            yield people, _exchanged(own.late, *back, block)
    everybody, first = own.people + own.late, len(own.people)
    for a, b, block in _pairs(everybody, what, by) if what.document else ():
        changed = _exchanged(everybody, a, b, block)
        moved = _exchanged(everybody, a, b, (by,))  # the two exchange homes (or ages) instead
        for people in (changed, moved, *_balanced(changed, a, b, by, block)):
            yield people[:first], people[first:]


def _pairs(people: People, what: Hidden, by: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Two who could exchange these answers, one of them in the group; alike in all else first, each kind once."""
    aside = "A2" if by == "A1" else "A1"
    keys = ("A1", "A2", *_blocks(what.question)[-1])
    distinct = {tuple(person.get(key) for key in keys): n for n, person in enumerate(people)}.values()
    inside = [n for n in distinct if people[n][by] in what.group.split("+")]
    pairs = [(a, b) for a in inside for b in distinct if people[b][by] not in what.group.split("+")]
    random.Random(repr(what)).shuffle(pairs)
    for a, b in sorted(pairs, key=lambda pair: people[pair[0]][aside] != people[pair[1]][aside]):
        for block in _blocks(what.question):
            if _differ(people[a], people[b], block):
                yield a, b, block


def _blocks(question: str) -> list[tuple[str, ...]]:
    """Answers that two people may exchange: the question with all that is asked after it, or by itself."""
    if question in FUNNEL:
        return [(question,), FUNNEL[FUNNEL.index(question):]]  # fmt: skip
    return [(question,)]


def _differ(one: dict, other: dict, block: tuple[str, ...]) -> bool:
    """Both were asked, they said different things, and afterwards each has answered what comes after (or need not)."""
    if block[0] not in one or block[0] not in other or one[block[0]] == other[block[0]]:
        return False
    if len(block) == 1 and block[0] in FUNNEL:
        return all(person.get(block[0]) != "yes" for person in (one, other))
    return True


def _balanced(people: People, a: int, b: int, by: str, block: tuple[str, ...]) -> Iterator[People]:
    """Two neighbours exchange the same answers the other way, so that the other breakdown is as it was."""
    aside = "A2" if by == "A1" else "A1"
    if people[a][aside] == people[b][aside]:
        return
    wanted = [(people[n][aside], *(people[n].get(key) for key in block)) for n in (a, b)]
    places: dict[str, list[int | None]] = {}
    for number, person in enumerate(people):
        said = (person[aside], *(person.get(key) for key in block))
        if number not in (a, b) and said in wanted:
            places.setdefault(person[by], [None, None])[wanted.index(said)] = number
    for one, other in places.values():
        if one is not None and other is not None:
            yield _exchanged(people, one, other, block)


def _like(people: People, home: dict, by: str, said: dict, block: tuple[str, ...]) -> int | None:
    """Somebody who lives like one person and says what another one says."""
    for number, person in enumerate(people):
        if person[by] == home[by] and all(person.get(key) == said.get(key) for key in block):
            return number
    return None


def _exchanged(people: People, a: int, b: int, block: tuple[str, ...]) -> People:
    changed = list(people)
    for mine, theirs in ((a, b), (b, a)):
        kept = {key: value for key, value in people[mine].items() if key not in block}
        changed[mine] = kept | {key: people[theirs][key] for key in block if key in people[theirs]}
    return changed


@dataclass(frozen=True)
class Outcome:
    """How many numbers a wave hides and shows in its tables, and the hidden ones without a twin."""

    hidden: int
    shown: int
    alone: list[Hidden]


def outcome(seed: int, tries: int = TRIES) -> Outcome:
    """The attack on one made-up wave."""
    own = world(seed)
    documents = list(own.published())
    places = hidden(documents)
    figures = [row for document in documents for row in document.get("figures", [])]
    shown = sum(row["status"] == "shown" and row["breakdown"] != "all" for row in figures)
    return Outcome(len(places), shown, [what for what in places if twin(own, what, documents, tries) is None])

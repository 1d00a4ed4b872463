"""The strongest attacker there is, and the proof against it: a twin wave.

An attacker who holds everything that was published (every breakdown of every measure, totals, shares, ranges, gaps,
likeness, changes, who answered, the wave before, and corrections) and who knows this program can say no more of a
hidden count than that the answers were *some* world which is published as exactly these documents. So a hidden count is
safe when another whole world of answers exists, with another count in its place, that gives the same documents byte for
byte. The twin is looked for by letting people exchange answers, first once, then step by step towards the documents;
what proves it is the real road from answers to documents.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from webapp.surveys.questionnaire import SKIPPED

from .made_up_waves import AGES, FIRST, GROUPED, LAST, LATE, LATER, RULES, WAITS, YOUNG, Person, World, world

FEW_TRIES, MANY_TRIES, WALK = 150, 6_000, 300
BY = {"district": "A1", "age": "A2", "waiting": "A3", "young-age": "Y1"}
BLOCKS = {"A3": ("A3", "D1", "D2"), "B1": ("B1", "B2", "B3"), "B2": ("B2", "B3")}
TOP = {"yes", "agree"}
ASKED = ("asked", "unasked")
MIDDLE = {"neither", "sometimes"}
BOTTOM = {"no", "disagree"}
FAMILIES = {"B1": ("B1", "B2", "B3"), "C1": ("C1",), "C2": ("C2",), "D1": ("D1", "D2"), "Y6": ("Y6",), "": ()}
FAMILIES |= {"B2": FAMILIES["B1"], "B3": FAMILIES["B1"], "D2": FAMILIES["D1"]}
ANSWERED = {"B1", "B2"}  # their base holds those who were not sure


def _every() -> dict[str, list[Person]]:
    """Every way to answer a question with all that is asked after it."""
    opinion = [{"B3": said} for said in ("agree", "neither", "disagree", "unsure", SKIPPED)]
    second = [{"B2": said} for said in ("no", "unsure", SKIPPED)] + [{"B2": "yes"} | said for said in opinion]
    first = [{"B1": said} for said in ("no", "unsure", SKIPPED)] + [{"B1": "yes"} | said for said in second]
    yes = ("yes", "no", "unsure", SKIPPED)
    waits = [{"A3": "none"}] + [{"A3": "autism", "D1": said} for said in yes]
    waits += [{"A3": "speech", "D1": one, "D2": two} for one in yes for two in yes]
    found = {"A2": [{"A2": age} for age in AGES], "A3": waits, "B1": first, "B2": second, "B3": opinion}
    found |= {key: [{key: said} for said in yes] for key in ("D1", "D2")}
    found |= {key: [{key: said["B3"]} for said in opinion] for key in ("C1", "C2")}
    return found | {"Y1": [{"Y1": "11-15"}, {"Y1": "16-25"}], "Y6": [{"Y6": said} for said in (*yes, "sometimes")]}


EVERY = _every()
Changes = dict[int, Person]


@dataclass(frozen=True)
class Hidden:
    """One number kept back: of those who answered in one group and one document, how many gave this part of answers.

    The parts are top and rest; middle where only it is hidden; size for how many there are in the group at all; asked
    and unasked for how many met a question and how many of those who might have did not.
    """

    crowds: tuple[int, ...]
    breakdown: str
    group: str
    question: str
    part: str

    def inside(self, person: Person) -> bool:
        """Whether somebody is in the group."""
        return self.breakdown == "all" or _inside(person, self.breakdown, self.group)

    def says(self, person: Person) -> bool:
        """Whether somebody gave this part of answers."""
        said = person.get(self.question)
        if self.part == "rest":
            return said in BOTTOM or said in MIDDLE or (said == "unsure" and self.question in ANSWERED)
        if self.part == "middle":
            return said in MIDDLE or said == "unsure"
        if self.part == "unasked":
            return self.question not in person and (self.question != "D2" or "D1" in person)
        if self.part == "asked":
            return self.question in person
        return self.part == "size" or said in TOP

    def count(self, own: World, places: Iterable[int] | None = None) -> int:
        """The number in one world, or among some of its people."""
        people, crowd = own.people, own.crowd
        wanted = range(len(people)) if places is None else places
        return sum(crowd[n] in self.crowds and self.says(people[n]) and self.inside(people[n]) for n in wanted)


def _inside(person: Person, breakdown: str, group: str) -> bool:
    said = person.get(BY[breakdown], "")
    if breakdown == "waiting":
        said = "waiting" if said in WAITS[1:] else said
    return said in group.split("+")


def hidden(own: World, documents: list[dict]) -> list[Hidden]:
    """Everything that the documents keep back.

    Of what is nowhere in them (tables withheld whole, groups joined, who was asked) only what is small: a number that
    could stand by itself, and was left out for the sake of others, may be known as long as theirs is not.
    """
    found: set[Hidden] = set()
    for crowds, document in zip(own.documents, documents, strict=True):
        for name in _kept_back(document):
            found.add(Hidden((YOUNG,) if name[2] == "Y6" or name[0] == "young-age" else crowds, *name))
        found |= {what for what in _never_said(document, own, crowds) if _small(own, what)}
    return sorted(found, key=repr)


def _small(own: World, what: Hidden) -> bool:
    if what.part == "size":
        return what.count(own) < RULES.min_base
    if what.part in ASKED:
        return what.count(own) < RULES.min_count
    top, rest = (replace(what, part=part).count(own) for part in ("top", "rest"))
    return top + rest < RULES.min_base or min(top, rest) < RULES.min_count


def _never_said(document: dict, own: World, crowds: tuple[int, ...]) -> Iterator[Hidden]:
    """Cells of tables withheld whole, how many there are in each group, and were asked a question or were not."""
    for table in document.get("withheld", []):
        who = (YOUNG,) if table["question"] == "Y6" else crowds
        for group in _groups(table["breakdown"], own):
            yield from (Hidden(who, table["breakdown"], group, table["question"], part) for part in ("top", "rest"))
    for entry in document.get("who", {}).get("breakdowns", []):
        alone, by = {group["group"] for group in entry["groups"]}, entry["breakdown"]
        who = (YOUNG,) if by == "young-age" else crowds
        yield from (Hidden(who, by, group, "", "size") for group in _groups(by, own) if group not in alone)
        for group in _groups(by, own) if by in ("district", "age") else ():
            yield from (Hidden(who, by, group, question, part) for question in ("D1", "D2") for part in ASKED)
    if document.get("figures"):
        yield from (Hidden(crowds, "all", "", question, part) for question in ("D1", "D2") for part in ASKED)


def _kept_back(document: dict) -> Iterator[tuple[str, str, str, str]]:
    for row in document.get("figures", []):
        if not row["question"]:
            continue
        name = row["breakdown"], row["group"], row["question"]
        if row["status"] != "shown":
            yield from ((*name, part) for part in ("top", "rest"))
        elif row["breakdown"] == "all" and row["middle"] is None and row["bottom"] is None and row["base"]:
            yield (*name, "middle")


def _groups(breakdown: str, own: World) -> Iterable[str]:
    if breakdown == "district":
        return [option.code for option in own.form.options("A1")]
    return {"age": AGES, "waiting": ("none", "waiting"), "young-age": ("11-15", "16-25")}[breakdown]


# ---------------------------------------------------------------- the search


def twin(own: World, what: Hidden, documents: list[dict], tries: int = MANY_TRIES) -> World | None:
    """Another world with another number in this place and the same documents; None when none was found.

    First only answers to this question and to those asked after it change, which is quick to see; then anything may.
    """
    for family in (FAMILIES.get(what.question), None):
        if family and what.part in ASKED:
            continue
        if family != () and (found := Search(own, what, documents, family).twin(tries)) is not None:
            return found
    return None


class Search:
    """Looks for a twin: first by one change, then from the nearest of those step by step."""

    def __init__(self, own: World, what: Hidden, documents: list[dict], family: tuple[str, ...] | None) -> None:
        self.own, self.what, self.documents = own, what, documents
        self.questions = frozenset(family or ())
        self.truth = what.count(own)
        own.count_all()
        self.pick = random.Random(repr(what))
        self.wanted = [_facts(document, self.questions) for document in documents]
        self.kind = what.crowds if what.crowds[0] in (LAST, YOUNG) else (FIRST, LATE, LATER)
        self.places = [n for n, crowd in enumerate(own.crowd) if crowd in self.kind]
        self.there = [n for n in self.places if own.crowd[n] in what.crowds]

    def twin(self, tries: int) -> World | None:
        """The first one found."""
        near: list[tuple[int, Changes]] = []
        for changes in chain(islice(self._first_steps(), min(FEW_TRIES, tries)), islice(self._came_when(), FEW_TRIES)):
            other = self.own.but(changes)
            far, _what = self._far(other)
            if far == 0 and self._same(other):
                return other
            near.append((far, changes))
        near.sort(key=lambda pair: pair[0])
        left = tries - FEW_TRIES
        for _far, changes in near[:6] * 3:
            if left <= 0:
                break
            found = self._walk(self.own.but(changes), min(left, WALK))
            if found is not None:
                return found
            left -= WALK
        return None

    def _same(self, other: World) -> bool:
        return all(mine == theirs for mine, theirs in zip(other.published(), self.documents, strict=True))

    def _moves(self, world: World, changes: Changes) -> int:
        """By how much the number in this place is another one afterwards."""
        before = self.what.count(world, changes)
        return sum(world.crowd[n] in self.what.crowds and self.what.says(p) and self.what.inside(p)
                   for n, p in changes.items()) - before  # fmt: skip

    def _first_steps(self) -> Iterator[Changes]:
        """Every change of one or two people that gives another number in this place, in a good order."""
        people, what = self.own.people, self.what
        blocks = self._blocks(what.breakdown, what.question)
        if what.part in ASKED:
            blocks = [*blocks[:-1], BLOCKS["A3"]]
        keys = [key for block in blocks for key in block] + list(GROUPED)
        kinds = list({(self.own.crowd[n], *(people[n].get(key) for key in keys)): n for n in self.places}.values())
        self.pick.shuffle(kinds)
        inside, outside = [n for n in kinds if what.inside(people[n])], [n for n in kinds if not what.inside(people[n])]
        pairs = [(a, b) for a in inside for b in outside]
        pairs.sort(key=lambda pair: sum(people[pair[0]].get(k) != people[pair[1]].get(k) for k in GROUPED))
        exchanged = (_exchanged(people, a, b, block) for a, b in pairs for block in blocks)
        given = [_given(people, n, said) for n in kinds for block in blocks for said in self._values(block, people[n])]
        given += self._moved_in(kinds, blocks[-1])
        self.pick.shuffle(given)
        for changes in chain.from_iterable(zip_longest(exchanged, given)):
            if changes and self._moves(self.own, changes):
                yield changes

    def _came_when(self) -> Iterator[Changes]:
        """Two whole people who answered at different times exchanged: all that is published later stays as it is."""
        people, others = self.own.people, [n for n in self.places if n not in set(self.there)]
        pairs = [(a, b) for a in self.there for b in others]
        self.pick.shuffle(pairs)
        for a, b in pairs:
            changes = {a: people[b], b: people[a]}
            if self._moves(self.own, changes):
                yield changes

    def _moved_in(self, kinds: list[int], block: tuple[str, ...]) -> list[Changes]:
        """Somebody who comes into the group and says this: where nobody is in it, that is two changes at once."""
        if self.questions or self.what.breakdown not in ("district", "age"):
            return []
        there, people = {BY[self.what.breakdown]: self.what.group.split("+")[0]}, self.own.people
        return [{n: _given(people, n, said)[n] | there} for n in kinds for said in self._values(block, people[n])]

    def _blocks(self, breakdown: str, question: str) -> list[tuple[str, ...]]:
        keys = [BY[breakdown]] if breakdown != "all" and not self.questions else []
        keys += [question] if question else []
        if question in ("B2", "B3"):
            keys.append("B1")
        if question in ("D1", "D2") and not self.questions:
            keys.append("A3")
        return [BLOCKS.get(key, (key,)) for key in keys]

    def _values(self, block: tuple[str, ...], person: Person) -> list[Person]:
        """Everything that somebody could say to a block of questions."""
        if block[0] not in person:
            return []
        if block[0] == "A1":
            return [{"A1": option.code} for option in self.own.form.options("A1")] + [{"A1": SKIPPED}]
        return EVERY[block[0]]

    def _walk(self, now: World, steps: int) -> World | None:
        """From one world towards the documents, never further away but now and then."""
        far, wrong = self._far(now)
        number = self.what.count(now)
        for _step in range(steps):
            changes = self._step(now, self.pick.choice(wrong))
            if not changes or number + (moved := self._moves(now, changes)) == self.truth:
                continue
            other = now.but(changes)
            there, then = self._far(other)
            if there == 0 and self._same(other):
                return other
            if there <= far or self.pick.random() < 0.02:
                now, far, wrong, number = other, there, then, number + moved
        return None

    def _step(self, now: World, name: tuple[str, str, str]) -> Changes:
        """One change that touches a figure which is not as published. Rare kinds of people are as likely as others."""
        question, breakdown, group = name
        people = now.people
        every = [("A1",), ("A2",), BLOCKS["A3"]] if YOUNG not in self.kind else [("Y1",), ("Y6",)]
        blocks = self._blocks(breakdown, question or self.what.question if self.questions else question) or every
        block = self.pick.choice(blocks)
        keys = [key for key in (BY.get(breakdown), *block) if key]
        kinds: dict[tuple, list[int]] = {}
        for n in self.places:
            if block[0] in people[n]:
                kinds.setdefault((now.crowd[n], *(people[n].get(key) for key in keys)), []).append(n)
        if not kinds:
            return {}
        one, other = (self.pick.choice(kinds[self.pick.choice(list(kinds))]) for _ in range(2))
        if (
            group
            and breakdown in BY
            and _inside(people[one], breakdown, group) == _inside(people[other], breakdown, group)
        ):
            return {}
        if self.pick.random() < 0.35:
            return _given(people, one, self.pick.choice(self._values(block, people[one])))
        return _exchanged(people, one, other, block)

    def _far(self, other: World) -> tuple[int, list[tuple[str, str, str]]]:
        """How many published facts are different in another world, and which figures they stand in."""
        far, wrong = 0, []
        for mine, theirs in zip(other.published(self.questions), self.wanted, strict=True):
            facts = _facts(mine, self.questions)
            if facts == theirs:
                continue
            for name in facts.keys() | theirs.keys():
                if facts.get(name) != theirs.get(name):
                    far += _differ(facts.get(name), theirs.get(name))
                    wrong.append(name)
        return far, wrong or [("", "all", "")]


def _facts(document: dict, questions: frozenset[str]) -> dict[tuple[str, str, str], tuple]:
    """What a document says, by question, breakdown and group."""
    found: dict[tuple[str, str, str], tuple] = {("", "all", ""): (len(document) == 1,)}
    for row in document.get("figures", []):
        if row["question"] and (not questions or row["question"] in questions):
            found[row["question"], row["breakdown"], row["group"]] = tuple(row.values())[5:]
    for table in document.get("withheld", []):
        if not questions or table["question"] in questions:
            found[table["question"], table["breakdown"], ""] = ("withheld",)
    for entry in document.get("who", {}).get("breakdowns", []):
        for group in entry["groups"] if not questions else ():
            found["", entry["breakdown"], group["group"]] = (group["base"],)
    return found


def _differ(one: tuple | None, other: tuple | None) -> int:
    if one is None or other is None or len(one) != len(other):
        return 4
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True))


def _exchanged(people: list[Person], a: int, b: int, block: tuple[str, ...]) -> Changes:
    """Two people say what the other one said; nothing if one of them was not asked, or they said the same."""
    if a == b or block[0] not in people[a] or block[0] not in people[b]:
        return {}
    if all(people[a].get(key) == people[b].get(key) for key in block):
        return {}
    return {a: _with(people[a], people[b], block), b: _with(people[b], people[a], block)}


def _given(people: list[Person], n: int, said: Person) -> Changes:
    """Somebody says something else."""
    first = next(iter(said))
    return {n: _with(people[n], said, BLOCKS.get(first, (first,)))}


def _with(person: Person, said: Person, block: tuple[str, ...]) -> Person:
    kept = {key: value for key, value in person.items() if key not in block}
    return kept | {key: said[key] for key in block if key in said}


@dataclass(frozen=True)
class Outcome:
    """How many numbers a world hides and shows in its tables, the hidden ones without a twin, and small ones shown."""

    hidden: int
    shown: int
    alone: list[Hidden]


def outcome(seed: int, tries: int = MANY_TRIES, enough: int = 10_000) -> Outcome:
    """The attack on one made-up world; over when `enough` are found. A twin stands for every other number in it."""
    own = world(seed)
    documents = list(own.published())
    left = places = hidden(own, documents)
    alone = exposed(own, documents)
    while left and len(alone) < enough:
        what = left[0]
        other = twin(own, what, documents, tries)
        if other is None:
            alone.append(what)
        changed = [n for n, person in enumerate(own.people) if other and other.people[n] is not person]
        left = [w for w in left[1:] if w.count(own, changed) == w.count(other or own, changed)]
    figures = [row for document in documents for row in document.get("figures", [])]
    shown = sum(row["status"] == "shown" and row["breakdown"] != "all" for row in figures)
    return Outcome(len(places), shown, alone)


def exposed(own: World, documents: list[dict]) -> list[Hidden]:
    """Numbers that should have been hidden on their own account and stand there."""
    found = set()
    for crowds, document in zip(own.documents, documents, strict=True):
        for row in document.get("figures", []):
            if row["status"] != "shown" or not row["question"]:
                continue
            who = (YOUNG,) if row["question"] == "Y6" else crowds
            what = Hidden(who, row["breakdown"], row["group"], row["question"], "top")
            found |= {what} if _small(own, what) else set()
            part = replace(what, part="middle")
            found |= {part} if row["middle"] is not None and part.count(own) < RULES.min_count else set()
        for entry in document.get("who", {}).get("breakdowns", []):
            who = (YOUNG,) if entry["breakdown"] == "young-age" else crowds
            sizes = [Hidden(who, entry["breakdown"], group["group"], "", "size") for group in entry["groups"]]
            found |= {what for what in sizes if _small(own, what)}
    return sorted(found, key=repr)

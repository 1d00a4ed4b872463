"""Every breakdown of every counted question, decided together. Pure.

A question asked only after an answer to another one gives away how many gave that answer, group by group. The two are
one family (SDC-07): where the first question's table hides anything, the later one's is kept back whole. So it is where
the two bases together would tell how few were asked, or were not: see `asked`.
"""

from collections.abc import Mapping

from .asked import shows_few, wider
from .content import PartFields
from .disclosure import Cell, Status, table
from .grouping import Grouping, depends_on, roles_of
from .work import ALL, Build, Table, place


def split(work: Build) -> None:
    """Fill `work.tables`: figures by group for each question and breakdown, None where the whole table is kept back."""
    for part in _in_order(work):
        if not _may_split(work, part):
            continue
        for key, grouping in work.groupings.items():
            by, questionnaire = grouping.breakdown, work.tallies[part.audience].questionnaire
            if by.audience == part.audience and not depends_on(questionnaire, part.question, by.question):
                found = _table(work, part, key, grouping)
                kept_back = _tells(work, part, key) or _names_the_rest(work, part, grouping)
                work.tables[place(part, ALL), key] = None if kept_back else found


def _in_order(work: Build) -> list[PartFields]:
    """Every counted question once, earlier questions first, so that what depends on one comes after it."""
    found = [part for audience in work.tallies for part in work.counted(audience).values()]
    order = {
        (audience, question.id): number
        for audience, tally in work.tallies.items()
        for number, question in enumerate(tally.questionnaire.questions)
    }
    return sorted(found, key=lambda part: (part.audience, order.get((part.audience, part.question), 0)))


def _may_split(work: Build, part: PartFields) -> bool:
    return work.whole(part).status is Status.SHOWN and work.counts(part).valid >= work.rules.split_base


def _tells(work: Build, part: PartFields, key: str) -> bool:
    """Whether this table would tell something of a hidden number of a question that comes before it."""
    asked = work.tallies[part.audience].questionnaire
    for (name, breakdown), found in work.tables.items():
        audience, question, _rest = name.split(":", 2)
        same_split = (audience, breakdown) == (part.audience, key)
        if same_split and hides(found) and depends_on(asked, part.question, question):
            return True
    return False


def _names_the_rest(work: Build, part: PartFields, grouping: Grouping) -> bool:
    """Whether this table would tell, group by group, how few were asked or were not (SDC-02, SDC-06)."""
    questionnaire, counted = work.tallies[part.audience].questionnaire, work.counted(part.audience)

    def asked(question: str) -> dict[str, int]:
        return {group: c.asked for group, c in grouping.counts(question, roles_of(questionnaire, question)).items()}

    of = wider(questionnaire, part.question, counted)
    return any(shows_few(asked(part.question), asked(o) if o else grouping.sizes(), work.rules) for o in of)


def _table(work: Build, part: PartFields, key: str, grouping: Grouping) -> Table:
    roles = roles_of(work.tallies[part.audience].questionnaire, part.question, part.base)
    counts = grouping.counts(part.question, roles)
    cells = {group: Cell(c.top, c.rest, c.asked - c.valid) for group, c in counts.items()}
    work.private.update({place(part, key) + group: list(cell) for group, cell in cells.items()})
    found = table(cells, work.rules)
    return found if _adds_nothing(work, part, key, cells, found) else None


def _adds_nothing(work: Build, part: PartFields, key: str, cells: Mapping[str, Cell], found: Table) -> bool:
    """Whether this table beside the one of an earlier release of the wave tells no more than each does alone.

    It may stand where nothing in it has changed, and where neither hides anything. Otherwise two releases could be
    taken from each other, so it is kept back (SDC-05). That decision depends on nothing that is hidden.
    """
    before = work.same_wave
    if before is None:
        return True
    named = (part.audience, part.question, key)
    rows = [r for r in before.document["figures"] if (r["audience"], r["question"], r["breakdown"]) == named]
    if any((w["question"], w["breakdown"]) == named[1:] for w in before.document["withheld"]):
        return False
    if not rows:
        return True
    unchanged = all(before.private.get(place(part, key) + group) == list(cell) for group, cell in cells.items())
    return unchanged or not (hides(found) or any(row["status"] != Status.SHOWN for row in rows))


def hides(found: Table) -> bool:
    """Whether a table keeps anything back."""
    return found is None or any(figure.status is not Status.SHOWN for figure in found.values())

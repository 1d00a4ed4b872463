"""Who was asked a question, and what that tells of those who were not. Pure.

A question asked only after some answer tells by its base how many gave that answer, and by what is missing from the
base how many did not: “asked only of those who wait” beside a question for everybody is a count of those who do not
wait, district by district. Nobody sees that count on a page, and everybody can take the two from each other. So it is
held to the rules for counts that are published (SDC-02, SDC-06): where it is small, the later question is kept back.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..surveys.questionnaire import Condition, Kind, Questionnaire
from .disclosure import Cell, Rules, Status, status_of

EVERYBODY = ""


def wider(form: Questionnaire, question: str, others: Iterable[str]) -> list[str]:
    """Those asked of everybody who was asked this one, and of more; EVERYBODY first, where not all were asked."""
    own = _conditions(form, question)
    if not own:
        return []
    found = [EVERYBODY]
    for other in others:
        theirs = _conditions(form, other)
        if theirs and all(any(_implies(form, mine, c) for mine in own) for c in theirs):
            back = all(any(_implies(form, c, mine) for c in theirs) for mine in own)
            found += [] if back else [other]
    return found


def _conditions(form: Questionnaire, question: str) -> list[Condition]:
    """Everything that has to hold before this question is asked, however long the chain."""
    return list(_chain(form, question))


def _chain(form: Questionnaire, question: str) -> Iterator[Condition]:
    found = form.question(question)
    for condition in found.show_if if found else []:
        yield condition
        yield from _chain(form, condition.question)


def _implies(form: Questionnaire, one: Condition, other: Condition) -> bool:
    """Whether everybody for whom the one holds is among those for whom the other does."""
    if one.question != other.question:
        return False
    if one.any and other.any:
        return set(one.any) <= set(other.any)
    if one.any:
        asked = form.question(one.question)
        return asked is not None and asked.kind == Kind.SINGLE and not set(one.any) & set(other.none)
    return not other.any and set(other.none) <= set(one.none)


def names_the_rest(asked: int, of: int, rules: Rules) -> bool:
    """Whether so few of everybody were not asked that who answered does not say how many they are (SDC-01)."""
    return of - asked < rules.min_base


def shows_few(asked: Mapping[str, int], of: Mapping[str, int], rules: Rules) -> bool:
    """Whether some group holds too few who were asked, or too few who were not, to say how many."""
    cells = [Cell(asked.get(group, 0), number - asked.get(group, 0)) for group, number in of.items() if group]
    return any(status_of(cell, rules) is not Status.SHOWN for cell in cells)

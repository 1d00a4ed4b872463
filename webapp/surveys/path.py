"""Which questions the answers lead to. Pure, and worked out afresh every time: a path is never stored.

An answer counts only while its question is on the path, so changing one early answer takes away everything that hung
on it, however long the chain. The path of what is kept is the same path again (a fixed point).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from .questionnaire import SKIPPED, Kind, Question, Questionnaire

Answer: TypeAlias = str | list[str]
Answers: TypeAlias = Mapping[str, Answer]


class Place(NamedTuple):
    """How far along: the questions met up to this one, and all of the path so far."""

    number: int
    of: int


@dataclass(frozen=True)
class Path:
    """The questions met in order, the ending reached (empty: the survey can be sent), and the answers sorted.

    `kept` are answers on the path. `set_aside` are answers off it: shown to the person, never sent, never counted.
    """

    asked: tuple[str, ...]
    ending: str
    kept: dict[str, Answer]
    set_aside: tuple[str, ...]

    @property
    def first_open(self) -> str:
        """The first question without an answer (skipping is an answer); empty when all are done."""
        return next((question_id for question_id in self.asked if question_id not in self.kept), "")

    def after(self, question_id: str) -> str:
        """The question that follows; empty after the last, or for a question off the path."""
        at = self._at(question_id)
        return self.asked[at + 1] if at is not None and at + 1 < len(self.asked) else ""

    def before(self, question_id: str) -> str:
        """The question that comes before; empty at the first."""
        at = self._at(question_id)
        return self.asked[at - 1] if at else ""

    def place(self, question_id: str) -> Place:
        """How far along a question of the path is."""
        return Place(self.asked.index(question_id) + 1, len(self.asked))

    def _at(self, question_id: str) -> int | None:
        return self.asked.index(question_id) if question_id in self.asked else None


def walk(questionnaire: Questionnaire, answers: Answers) -> Path:
    """The path for these answers. Answers that are not possible are treated as not given."""
    asked: list[str] = []
    kept: dict[str, Answer] = {}
    ending = ""
    for question in questionnaire.questions:
        if question.show_if and not shown(question, kept):
            continue
        asked.append(question.id)
        answer = answers.get(question.id)
        if answer is None or not possible(questionnaire, question, answer):
            continue
        kept[question.id] = answer
        ending = exit_of(questionnaire, question.id, answer)
        if ending:
            break
    return Path(tuple(asked), ending, kept, tuple(key for key in answers if key not in kept))


def shown(question: Question, kept: Answers) -> bool:
    """Whether every condition holds over answers that are themselves on the path."""
    return all(condition.holds(kept.get(condition.question)) for condition in question.show_if)


def possible(questionnaire: Questionnaire, question: Question, answer: Answer) -> bool:
    """Whether this can be an answer to this question."""
    if answer == SKIPPED:
        return not question.required
    if question.kind == Kind.TEXT:
        return isinstance(answer, str) and len(answer) <= question.limit
    if question.kind == Kind.NOTICE:
        return answer == "read"
    codes = questionnaire.codes(question.id)
    if question.kind == Kind.SINGLE:
        return isinstance(answer, str) and answer in codes
    return isinstance(answer, list) and _possible_choice(questionnaire, question.id, answer, codes)


def _possible_choice(questionnaire: Questionnaire, question_id: str, chosen: list[str], codes: frozenset[str]) -> bool:
    lonely = {option.code for option in questionnaire.options(question_id) if option.alone}
    if not chosen or len(set(chosen)) != len(chosen) or not set(chosen) <= codes:
        return False
    return len(chosen) == 1 or not lonely & set(chosen)


def exit_of(questionnaire: Questionnaire, question_id: str, answer: Answer) -> str:
    """The ending that an answer leads to, if any."""
    option = questionnaire.option(question_id, answer) if isinstance(answer, str) else None
    return option.exit if option else ""


def note_of(questionnaire: Questionnaire, question_id: str, answer: Answer) -> str:
    """The note that an answer shows before the next question, if any."""
    option = questionnaire.option(question_id, answer) if isinstance(answer, str) else None
    return option.note if option else ""


def every_route(questionnaire: Questionnaire) -> Iterator[Path]:
    """One path for every way the routes can turn, a question at a time. Only answers that some rule names differ.

    For the linter and the walk-through: the number of paths is the product of the turns, not of the answers.
    """
    turning = _turning_answers(questionnaire)
    waiting: list[dict[str, Answer]] = [{}]
    while waiting:
        answers = waiting.pop()
        path = walk(questionnaire, answers)
        fork = next((q for q in path.asked if q not in answers), "")
        if path.ending or not fork:
            yield path
            continue
        waiting.extend({**answers, fork: answer} for answer in turning[fork])


def _turning_answers(questionnaire: Questionnaire) -> dict[str, list[Answer]]:
    """For each question, one answer per different effect on the route."""
    turns: dict[str, list[Answer]] = {}
    for question in questionnaire.questions:
        conditions = [c for other in questionnaire.questions for c in other.show_if if c.question == question.id]
        effects: dict[tuple[object, ...], Answer] = {}
        for answer in _plain_answers(questionnaire, question):
            effect = (exit_of(questionnaire, question.id, answer), *(c.holds(answer) for c in conditions))
            effects.setdefault(effect, answer)
        turns[question.id] = list(effects.values())
    return turns


def _plain_answers(questionnaire: Questionnaire, question: Question) -> list[Answer]:
    if question.kind == Kind.NOTICE:
        return ["read"]
    if question.kind == Kind.TEXT:
        return [SKIPPED]
    codes = [option.code for option in questionnaire.options(question.id)]
    given: list[Answer] = [[code] for code in codes] if question.kind == Kind.MULTI else list(codes)
    return given if question.required else [*given, SKIPPED]

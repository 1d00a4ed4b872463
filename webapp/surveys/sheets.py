"""Paper forms typed in twice: what the two typings disagree about, and raw answers as a table. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from ..engine.spreadsheet import guarded
from . import reading as reader
from .path import Answer, Answers
from .questionnaire import SKIPPED, Kind, Questionnaire
from .reading import Mistake


def read(
    questionnaire: Questionnaire, typed: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Answer], dict[str, Mistake]]:
    """The answers of one sheet as typed, and which of them cannot be kept. What was left empty is skipped."""
    found: dict[str, Answer] = {}
    mistakes: dict[str, Mistake] = {}
    for question in questionnaire.questions:
        values = [value for value in typed.get(question.id, ()) if value.strip()]
        if question.kind == Kind.NOTICE:
            found[question.id] = "read"
            continue
        reading = reader.read(questionnaire, question, values) if values else reader.Reading(SKIPPED, [])
        if reading.mistake or reading.answer is None:
            mistakes[question.id] = reading.mistake or Mistake.CHOOSE
        as_typed: Answer = values if question.kind == Kind.MULTI else "".join(values[:1])
        found[question.id] = as_typed if reading.answer is None else reading.answer
    return found, mistakes


def number_of(typed: str) -> str:
    """A sheet's number in its one form: “p 1” and “P-1” are “P1”, so that a hyphen never counts a sheet twice."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:20]


def mismatches(questionnaire: Questionnaire, first: Answers, second: Answers) -> list[str]:
    """Questions on which the two typings differ. Own words may differ in white space and capitals."""
    return [
        question.id
        for question in questionnaire.questions
        if _plain(first.get(question.id)) != _plain(second.get(question.id))
    ]


def _plain(answer: Answer | None) -> object:
    if isinstance(answer, list):
        return sorted(answer)
    return " ".join(answer.lower().split()) if answer else answer


def missing(questionnaire: Questionnaire, answers: Answers) -> list[str]:
    """Questions that must be answered and are not."""
    return [q.id for q in questionnaire.questions if q.required and answers.get(q.id, SKIPPED) == SKIPPED]


def raw_table(
    questionnaire: Questionnaire, rows: Iterable[tuple[str, str, Mapping[str, object]]]
) -> list[list[str]]:
    """Raw answers with columns from the questions, never from the data; every cell guarded against formulas."""
    columns = [question.id for question in questionnaire.questions if question.id in questionnaire.counted]
    table = [["mode", "language", *columns]]
    for mode, language, answers in rows:
        table.append([mode, language, *(cell(answers.get(key)) for key in columns)])
    return [[guarded(value) for value in line] for line in table]


def cell(answer: object) -> str:
    """An answer as one cell: codes joined by semicolons; empty when it was not asked."""
    if isinstance(answer, list):
        return ";".join(str(code) for code in answer)
    return "" if answer is None else str(answer)

"""Paper forms typed in twice: what the two typings disagree about, and raw answers as a table. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from ..engine.spreadsheet import guarded
from .path import Answer, Answers, possible
from .questionnaire import SKIPPED, Kind, Questionnaire


def read(questionnaire: Questionnaire, typed: Mapping[str, Sequence[str]]) -> dict[str, Answer]:
    """The answers of one sheet; what was left empty or cannot be an answer is skipped."""
    found: dict[str, Answer] = {}
    for question in questionnaire.questions:
        values = [value for value in typed.get(question.id, ()) if value.strip()]
        answer: Answer = values if question.kind == Kind.MULTI else (values[0].strip() if values else SKIPPED)
        if question.kind == Kind.NOTICE:
            answer = "read"
        found[question.id] = answer if answer and possible(questionnaire, question, answer) else SKIPPED
    return found


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
    questionnaire: Questionnaire, rows: Iterable[tuple[str, str, bool, Mapping[str, object]]]
) -> list[list[str]]:
    """Raw answers with columns from the questions, never from the data; every cell guarded against formulas."""
    columns = [question.id for question in questionnaire.questions if question.kind != Kind.NOTICE]
    table = [["mode", "language", "invited", *columns]]
    for mode, language, invited, answers in rows:
        table.append([mode, language, "yes" if invited else "no", *(cell(answers.get(key)) for key in columns)])
    return [[guarded(value) for value in line] for line in table]


def cell(answer: object) -> str:
    """An answer as one cell: codes joined by semicolons; empty when it was not asked."""
    if isinstance(answer, list):
        return ";".join(str(code) for code in answer)
    return "" if answer is None else str(answer)

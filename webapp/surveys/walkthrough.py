"""A questionnaire as a text that a member of the forum can read and sign: every question, every route. Pure."""

from collections.abc import Iterator

from .linter import longest_minutes, shortest_minutes
from .path import every_route
from .questionnaire import Condition, Kind, Question, Questionnaire, fingerprint

_KINDS = {
    Kind.SINGLE: "Choose one",
    Kind.MULTI: "Choose all that fit",
    Kind.TEXT: "Own words",
    Kind.NOTICE: "To read, no answer",
}


def walk_through(questionnaire: Questionnaire) -> Iterator[str]:
    """Lines of plain English."""
    paths = [path for path in every_route(questionnaire) if not path.ending]
    lengths = [sum(_is_question(questionnaire, q) for q in path.asked) for path in paths]
    yield f"{questionnaire.title} ({questionnaire.wave})"
    yield ""
    yield f"Questions on the shortest way through: {min(lengths)}. On the longest: {max(lengths)}."
    yield (
        f"Time: about {shortest_minutes(questionnaire):.0f} to {longest_minutes(questionnaire):.0f} minutes. "
        "Every question can be skipped unless it says otherwise."
    )
    for section in questionnaire.sections:
        yield ""
        yield f"== {section.title} =="
        for question in section.questions:
            yield from _question(questionnaire, question)
    for note in [*questionnaire.notes, *questionnaire.endings]:
        yield ""
        yield f"-- Page “{note.title}” --"
        yield note.words


def _is_question(questionnaire: Questionnaire, question_id: str) -> bool:
    question = questionnaire.question(question_id)
    return question is not None and question.kind != Kind.NOTICE


def _question(questionnaire: Questionnaire, question: Question) -> Iterator[str]:
    yield ""
    yield f"{question.id}. {question.text}"
    if question.hint:
        yield f"    {question.hint}"
    must = " It cannot be skipped." if question.required else ""
    marks = (f"{code} {fingerprint(questionnaire, question.id, code)}" for code in questionnaire.languages)
    yield f"    [{_KINDS[question.kind]}.{must} Wording marks: {', '.join(marks)}.]"
    if question.why:
        yield f"    Why we ask: {question.why}"
    yield from (f"    Asked only if {_condition(questionnaire, condition)}." for condition in question.show_if)
    for option in questionnaire.options(question.id):
        leads = (
            f" → goes to the page “{_title(questionnaire, option.exit or option.note)}”"
            if option.exit or option.note
            else ""
        )
        ends = " and ends there" if option.exit else ""
        apart = " (not counted)" if option.role == "apart" else ""
        yield f"    ( ) {option.text}{apart}{leads}{ends}"


def _title(questionnaire: Questionnaire, key: str) -> str:
    note = questionnaire.note(key)
    return note.title if note else key


def _condition(questionnaire: Questionnaire, condition: Condition) -> str:
    words = {option.code: option.text for option in questionnaire.options(condition.question)}
    if condition.any:
        return f"the answer to {condition.question} is " + " or ".join(f"“{words[code]}”" for code in condition.any)
    return f"{condition.question} was answered with something other than " + " or ".join(
        f"“{words[code]}”" for code in condition.none
    )

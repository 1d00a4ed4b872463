"""A questionnaire is data: its questions, answers and routes, with a fingerprint of its wording. Pure.

Shapes only. Whether the parts fit together is said by `linter`; which questions a family meets is said by `path`.
"""

import hashlib
import json
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SKIPPED = "skipped"
CODE_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_PATTERN = r"^[A-Z][0-9]{1,2}[a-z]?$"
SECONDS_A_WORD = 0.3
SECONDS_TO_CHOOSE = 5.0
SECONDS_TO_WRITE = 40.0


class Shape(BaseModel):
    """A part of a questionnaire. Unknown fields are errors; values are never coerced from another type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Kind(StrEnum):
    """How a question is answered. A notice is read, not answered."""

    SINGLE = "single"
    MULTI = "multi"
    TEXT = "text"
    NOTICE = "notice"


class Option(Shape):
    """One answer. `role` says how it counts: top, middle and bottom are valid; apart is not (CPM-03).

    `exit` ends the survey; `note` shows a page before the next question; `alone` cannot stand beside other answers.
    """

    code: str = Field(pattern=CODE_PATTERN)
    text: str
    role: Literal["top", "middle", "bottom", "apart", "valid"] = "valid"
    symbol: str = ""
    exit: str = ""
    note: str = ""
    alone: bool = False


class Condition(Shape):
    """Holds when the earlier question was answered with one of `any`, or answered with something not in `none`."""

    question: str
    any: list[str] = []
    none: list[str] = []

    def holds(self, answer: object) -> bool:
        """Whether an answer (a code, a list of codes, or nothing) fits. A skipped question fits nothing."""
        given = {answer} if isinstance(answer, str) else set(answer) if isinstance(answer, list) else set()
        given.discard(SKIPPED)
        if self.any:
            return bool(given & set(self.any))
        return bool(given) and not given & set(self.none)


class Translation(Shape):
    """A question's words in another language. `checked_by` is empty until a person has checked them."""

    text: str
    hint: str = ""
    options: dict[str, str] = {}
    checked_by: str = ""


class Question(Shape):
    """One question. `id` and `version` name its wording for good; `why` says what the answer is for.

    `scale` names a shared list of answers; `limit` is the most letters of a text.
    """

    model_config = ConfigDict(use_enum_values=True)  # a file holds the word

    id: str = Field(pattern=ID_PATTERN)
    version: int = 1
    kind: Kind = Field(default=Kind.SINGLE, strict=False)
    text: str
    hint: str = ""
    why: str = ""
    options: list[Option] = []
    scale: str = ""
    show_if: list[Condition] = []
    limit: int = 0
    required: bool = False
    core: bool = False
    symbol: str = ""
    translations: dict[str, Translation] = {}


class Section(Shape):
    """Questions under one heading."""

    key: str = Field(pattern=CODE_PATTERN)
    title: str
    words: str = ""
    questions: list[Question] = Field(min_length=1)


class Signpost(Shape):
    """Where to turn: a thing on this site (`service:ask-us`), with words of its own when given."""

    to: str
    words: str = ""


class Note(Shape):
    """A page between two questions, or the end of the road for someone this survey is not for."""

    key: str = Field(pattern=CODE_PATTERN)
    title: str
    words: str
    links: list[Signpost] = []
    urgent: bool = False
    not_area: bool = False


class Questionnaire(Shape):
    """One audience's questions in one wave. `languages` are those in which every word exists."""

    wave: str
    audience: Literal["parents", "young-people"]
    title: str
    lead: str
    intro: str
    minutes: str
    languages: list[str] = ["en"]
    scales: dict[str, list[Option]] = {}
    sections: list[Section] = Field(min_length=1)
    notes: list[Note] = []
    endings: list[Note] = []
    mode_question: str = ""
    mode_codes: dict[str, str] = {}
    quote_permission: str = ""
    comment_permission: str = ""
    comment_question: str = ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _choices(self) -> dict[str, tuple[Option, ...]]:
        return {q.id: tuple(q.options or self.scales.get(q.scale, [])) for q in self.questions}

    def question(self, question_id: str) -> Question | None:
        """A question by its id."""
        return self._by_id.get(question_id)

    def options(self, question_id: str) -> tuple[Option, ...]:
        """The answers of a question, its own or its scale's."""
        return self._choices.get(question_id, ())

    def option(self, question_id: str, code: str) -> Option | None:
        """One answer by its code."""
        return next((option for option in self.options(question_id) if option.code == code), None)

    def section_of(self, question_id: str) -> Section:
        """The section a question stands in; the question must exist."""
        return next(s for s in self.sections if any(q.id == question_id for q in s.questions))

    def note(self, key: str) -> Note | None:
        """A note or an ending by its key."""
        return next((note for note in [*self.notes, *self.endings] if note.key == key), None)

    def codes(self, question_id: str, *roles: str) -> frozenset[str]:
        """Codes of the answers that count as one of these roles."""
        return frozenset(option.code for option in self.options(question_id) if option.role in roles)


def wording(questionnaire: Questionnaire, question: Question, language: str = "en") -> tuple[str, dict[str, str], str]:
    """The words of a question (text, option words by code, hint) in a language; English where there are none."""
    english = {option.code: option.text for option in questionnaire.options(question.id)}
    found = question.translations.get(language)
    if found is None or not found.checked_by:
        return question.text, english, question.hint
    return found.text, {code: found.options.get(code, words) for code, words in english.items()}, found.hint


def fingerprint(questionnaire: Questionnaire, question_id: str, language: str = "en") -> str:
    """16 hex digits of the exact wording, answers and their order. Two waves compare only where these are equal.

    White space does not count; the version number does not either: words decide, not what somebody called them.
    """
    question = questionnaire.question(question_id)
    if question is None:
        return ""
    text, options, hint = wording(questionnaire, question, language)
    facts = [
        language,
        question.kind,
        _plain(text),
        _plain(hint),
        [[c, _plain(w)] for c, w in options.items()],
    ]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:16]


def seconds(questionnaire: Questionnaire, question: Question) -> float:
    """About how long one question takes: reading at 200 words a minute, then choosing or writing."""
    words = len(question.text.split()) + len(question.hint.split())
    words += sum(len(option.text.split()) for option in questionnaire.options(question.id))
    return words * SECONDS_A_WORD + (SECONDS_TO_WRITE if question.kind == Kind.TEXT else SECONDS_TO_CHOOSE)


def _plain(words: str) -> str:
    return " ".join(words.split())

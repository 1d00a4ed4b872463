"""A questionnaire is data: its questions, answers and routes, with a fingerprint of its wording. Pure.

Shapes only. Whether the parts fit together is said by `linter`; which questions a family meets is said by `path`.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SKIPPED = "skipped"
MODES = ("online", "helped", "paper", "phone")  # how answers come in
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


class OtherWords(Shape):
    """Every sentence in another language, by its English. `checked_by` is empty until a person has checked them.

    By the sentence and not by a key, so that words whose English changed are missing rather than quietly wrong.
    """

    checked_by: str = ""
    sentences: dict[str, str]


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
    """One audience's questions in one wave. `languages` are those promised; `other_words` hold all but English."""

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
    other_words: dict[str, OtherWords] = {}

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

    @cached_property
    def counted(self) -> frozenset[str]:
        """Questions whose answers are counted: not notices, not own words, not what may be done with those."""
        permissions = {self.quote_permission, self.comment_permission}
        apart = {Kind.TEXT, Kind.NOTICE}
        return frozenset(q.id for q in self.questions if q.kind not in apart and q.id not in permissions)

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

    @cached_property
    def _codes(self) -> dict[str, frozenset[str]]:
        return {key: frozenset(option.code for option in options) for key, options in self._choices.items()}

    def codes(self, question_id: str, *roles: str) -> frozenset[str]:
        """Codes of the answers that count as one of these roles; of every answer when no role is named."""
        if not roles:
            return self._codes.get(question_id, frozenset())
        return frozenset(option.code for option in self.options(question_id) if option.role in roles)

    @cached_property
    def _in_languages(self) -> dict[str, "Questionnaire"]:
        return {}

    def said_in(self, language: str) -> "Questionnaire":
        """The same questions in another language; English where there are no other words."""
        other = self.other_words.get(language)
        if other is None:
            return self
        if language not in self._in_languages:
            own = set(Questionnaire.model_fields) - {"other_words"}  # a file says more: its key, its history
            data = _put_in_words(self.model_dump(mode="json", include=own), other.sentences)
            self._in_languages[language] = Questionnaire.model_validate({**data, "other_words": self.other_words})
        return self._in_languages[language]

    def unchecked(self, language: str) -> bool:
        """Whether these words were made by a machine and no person has checked them yet."""
        return language in self.other_words and not self.other_words[language].checked_by

    def sentences(self) -> list[str]:
        """Every English sentence that needs words in another language, once."""
        return list(dict.fromkeys(_sentences(self.model_dump(mode="json", exclude={"other_words"}))))


_WORDED = frozenset({"title", "lead", "intro", "minutes", "words", "text", "hint", "why"})


def _sentences(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(value, dict | list):
            yield from _sentences(value)
        elif name in _WORDED and any(letter.isalpha() for letter in value):
            yield value


def _put_in_words(data: Any, words: Mapping[str, str]) -> Any:
    if isinstance(data, list):
        return [_put_in_words(value, words) for value in data]
    if not isinstance(data, dict):
        return data
    return {
        name: words.get(value, value) if name in _WORDED and isinstance(value, str) else _put_in_words(value, words)
        for name, value in data.items()
    }


def fingerprint(questionnaire: Questionnaire, question_id: str, language: str = "en") -> str:
    """16 hex digits of the exact wording, answers and their order. Two waves compare only where these are equal.

    White space does not count; the version number does not either: words decide, not what somebody called them.
    """
    said = questionnaire.said_in(language)
    question = said.question(question_id)
    if question is None:
        return ""
    options = [[option.code, _plain(option.text)] for option in said.options(question_id)]
    facts = [language, question.kind, _plain(question.text), _plain(question.hint), options]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()[:16]


def route_mark(questionnaire: Questionnaire, question_id: str) -> str:
    """16 hex digits of who is asked a question: every condition on the way to it, and for whom the survey ends early.

    A number for other people is another number, even under the same words (law.md CPM-07).
    """
    exits = [[q.id, o.code] for q in questionnaire.questions for o in questionnaire.options(q.id) if o.exit]
    facts = [sorted(exits), _conditions(questionnaire, question_id)]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:16]


def _conditions(questionnaire: Questionnaire, question_id: str) -> list[Any]:
    found = questionnaire.question(question_id)
    return [
        [c.question, sorted(c.any), sorted(c.none), _conditions(questionnaire, c.question)]
        for c in (found.show_if if found else [])
    ]


def seconds(questionnaire: Questionnaire, question: Question) -> float:
    """About how long one question takes: reading at 200 words a minute, then choosing or writing."""
    words = len(question.text.split()) + len(question.hint.split())
    words += sum(len(option.text.split()) for option in questionnaire.options(question.id))
    return words * SECONDS_A_WORD + (SECONDS_TO_WRITE if question.kind == Kind.TEXT else SECONDS_TO_CHOOSE)


def _plain(words: str) -> str:
    return " ".join(words.split())

"""What a form sent, as an answer; and words that would give somebody away. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .path import Answer, possible
from .questionnaire import SKIPPED, Kind, Question, Questionnaire


class Mistake(StrEnum):
    """Why an answer cannot be kept; the page says it in words."""

    CHOOSE = "choose"
    ALONE = "alone"
    TOO_LONG = "too-long"
    PERSONAL = "personal"


@dataclass(frozen=True)
class Reading:
    """An answer, or the mistake. `typed` is what stands in the form either way, so that nothing is lost."""

    answer: Answer | None
    typed: list[str]
    mistake: Mistake | None = None


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w", re.ASCII)
_PHONE = re.compile(r"(?:\+?\d[\s().-]*){9,}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)


def read(questionnaire: Questionnaire, question: Question, sent: Sequence[str]) -> Reading:
    """The answer to one question from the values a form sent for it."""
    values = [value.replace("\r\n", "\n") for value in sent]
    if question.kind == Kind.NOTICE:
        return Reading("read", ["read"])
    if question.kind == Kind.TEXT:
        return _words(question, values[0] if values else "")
    if not any(values):
        return Reading(None, [], Mistake.CHOOSE)
    answer: Answer = values if question.kind == Kind.MULTI else values[0]
    if possible(questionnaire, question, answer) and answer != SKIPPED:
        return Reading(answer, values)
    return Reading(None, values, Mistake.ALONE if question.kind == Kind.MULTI else Mistake.CHOOSE)


def _words(question: Question, words: str) -> Reading:
    if not words.strip():
        return Reading(SKIPPED, [])
    if len(words) > question.limit:
        return Reading(None, [words], Mistake.TOO_LONG)
    if gives_away(words):
        return Reading(None, [words], Mistake.PERSONAL)
    return Reading(words.strip(), [words])


def gives_away(words: str) -> bool:
    """Whether the words hold what looks like an email address, a phone number or a postcode (DR-03)."""
    return any(pattern.search(words) for pattern in (_EMAIL, _PHONE, _POSTCODE))

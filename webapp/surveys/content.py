"""The shape of the files in `content/surveys`."""

from collections.abc import Iterator

from pydantic import Field, model_validator

from ..publishing.content_types import ContentType, Fields, Link
from . import linter
from .questionnaire import OtherWords, Questionnaire, Shape

KIND, WORDS = "questionnaire", "questionnaire-words"


class QuestionnaireFields(Questionnaire, Fields):
    """One questionnaire file. A file with a fault is refused, with every fault named."""

    @model_validator(mode="after")
    def fits_together(self) -> "QuestionnaireFields":
        """The linter finds nothing."""
        faults = linter.check(self)
        if faults:
            raise ValueError("; ".join(map(str, faults)))
        return self


def _links(fields: QuestionnaireFields) -> Iterator[Link]:
    for note in [*fields.notes, *fields.endings]:
        for signpost in note.links:
            kind, _, key = signpost.to.partition(":")
            if kind != "survey":
                yield Link("notes", kind, key)


def _words(fields: QuestionnaireFields) -> Iterator[tuple[str, str]]:
    yield "intro", fields.intro
    for question in fields.questions:
        yield question.id, question.text
        yield f"{question.id} hint", question.hint
    for note in [*fields.notes, *fields.endings]:
        yield note.key, note.words


class Sentence(Shape):
    """One sentence, side by side: the English and what it is in the other language."""

    en: str
    to: str = Field(min_length=1)


class WordsFields(Fields):
    """A questionnaire's words in another language. `made_by` says who wrote them, `checked_by` who checked them."""

    wave: str
    audience: str
    language: str
    made_by: str = ""
    checked_by: str = ""
    sentences: list[Sentence]

    def words(self) -> OtherWords:
        """As the questionnaire holds them."""
        return OtherWords(checked_by=self.checked_by, sentences={pair.en: pair.to for pair in self.sentences})


def _of_questionnaire(fields: WordsFields) -> Iterator[Link]:
    yield Link("audience", KIND, f"{fields.wave}-{fields.audience}")


TYPES = (
    ContentType(KIND, "Questionnaires", "surveys/*/*.yml", QuestionnaireFields, links=_links, plain_words=_words),
    ContentType(WORDS, "Questionnaires’ other words", "surveys/*/words/*.yml", WordsFields, links=_of_questionnaire),
)

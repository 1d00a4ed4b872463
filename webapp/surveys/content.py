"""The shape of the files in `content/surveys`."""

from collections.abc import Iterator

from pydantic import model_validator

from ..publishing.content_types import ContentType, Fields, Link
from . import linter
from .questionnaire import Questionnaire

KIND = "questionnaire"


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


TYPES = (ContentType(KIND, "Questionnaires", "surveys/*/*.yml", QuestionnaireFields, links=_links, plain_words=_words),)

"""What the survey's pages show, as plain facts for the templates. Knows no HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..engine.errors import NotFoundError
from ..engine.subjects import Card, SubjectRef, cards
from . import operations, queries, reading
from .closing import Stage, last_day
from .path import Answer, Path, Place
from .queries import WaveFacts
from .questionnaire import SKIPPED, Kind, Note, Option, Question, Questionnaire
from .reading import Reading
from .script import Script


@dataclass(frozen=True)
class Survey:
    """One audience's survey today, in one language. `wave_facts` is None before the lead has opened it.

    `unchecked`: a machine made these words and no person has checked them.
    """

    wave: str
    audience: str
    questionnaire: Questionnaire
    stage: Stage
    wave_facts: WaveFacts | None
    unchecked: bool = False

    @property
    def open(self) -> bool:
        """Whether somebody may begin."""
        return self.stage is Stage.OPEN

    @property
    def taking(self) -> bool:
        """Whether answers that were begun can be sent."""
        return self.stage in {Stage.OPEN, Stage.GRACE}

    @property
    def last_day(self) -> object:
        """The last day for those who have begun."""
        return last_day(self.wave_facts.closes_on, self.wave_facts.grace_days) if self.wave_facts else None


def survey(wave: str, audience: str, language: str = "en") -> Survey:
    """Raises NotFoundError for a wave or audience there is not."""
    facts, found = queries.waves().get(wave), queries.questionnaire(wave, audience)
    stage = operations.stage_of(facts)
    return Survey(wave, audience, found.said_in(language), stage, facts, found.unchecked(language))


def every_survey(language: str = "en") -> list[Survey]:
    """Both audiences of every wave, newest first."""
    known: dict[str, set[str]] = {wave: set(found) for wave, found in queries.written().items()}
    for key, facts in queries.waves().items():
        known.setdefault(key, set()).update(facts.questionnaires)
    newest = sorted(known, reverse=True)
    return [survey(wave, audience, language) for wave in newest for audience in sorted(known[wave])]


@dataclass(frozen=True)
class Choice:
    """One answer as it stands on the page."""

    code: str
    words: str
    symbol: str
    chosen: bool
    apart: bool


@dataclass(frozen=True)
class QuestionCard:
    """One question as it stands on the page. `number` counts questions met, `of` those on the path so far."""

    id: str
    kind: str
    text: str
    hint: str
    why: str
    symbol: str
    section: str
    section_words: str
    choices: list[Choice]
    typed: str
    limit: int
    required: bool
    mistake: str
    version: int
    number: int
    of: int
    translated: bool


def question(
    questionnaire: Questionnaire, number: str, place: Place, read: Reading, version: int, language: str
) -> QuestionCard:
    """The page of one question with what was chosen or typed. Raises NotFoundError."""
    found = questionnaire.question(number)
    if found is None:
        raise NotFoundError
    section = questionnaire.section_of(found.id)
    return QuestionCard(
        found.id,
        found.kind,
        found.text,
        found.hint,
        found.why,
        found.symbol,
        section.title,
        section.words if section.questions[0].id == found.id else "",
        [_choice(option, read.typed) for option in questionnaire.options(found.id)],
        read.typed[0] if read.typed and found.kind == Kind.TEXT else "",
        found.limit,
        found.required,
        read.mistake or "",
        version,
        place.number,
        place.of,
        language == "en" or language in questionnaire.other_words,
    )


def _choice(option: Option, typed: Sequence[str]) -> Choice:
    return Choice(option.code, option.text, option.symbol, option.code in typed, option.role == "apart")


def kept(script: Script, found: Question) -> Reading:
    """What was answered before."""
    answer = script.answers.get(found.id)
    if answer is None or answer == SKIPPED:
        return Reading(None, [])
    return Reading(answer, answer if isinstance(answer, list) else [answer])


def pressed(questionnaire: Questionnaire, found: Question, sent: Sequence[str], go: str) -> Reading:
    """What a press of a button means: skipping keeps “skipped”, going back with nothing chosen keeps nothing."""
    if go == "skip" and not found.required:
        return Reading(SKIPPED, [])
    if go in {"stay", "back", "save"} and not any(value.strip() for value in sent):
        return Reading(None, list(sent))
    read = reading.read(questionnaire, found, sent)
    return Reading(None, list(sent)) if go == "stay" else read


def said(questionnaire: Questionnaire, found: Question, answer: Answer) -> list[str]:
    """An answer in words; an empty list when it was skipped."""
    if answer == SKIPPED or not answer:
        return []
    if found.kind == Kind.TEXT:
        return [str(answer)]
    words = {option.code: option.text for option in questionnaire.options(found.id)}
    return [words.get(code, code) for code in (answer if isinstance(answer, list) else [answer])]


@dataclass(frozen=True)
class Line:
    """One answer on the page before sending."""

    id: str
    title: str
    said: list[str]


@dataclass(frozen=True)
class Summary:
    """All answers by section, and those that will not be sent because their question no longer comes up."""

    sections: list[tuple[str, list[Line]]]
    set_aside: list[Line]
    answered: int
    keeps_words: bool
    wrote: bool


def summary(questionnaire: Questionnaire, script: Script, walked: Path) -> Summary:
    """The page before sending."""
    sections = []
    for section in questionnaire.sections:
        lines = [
            _line(questionnaire, q, walked.kept[q.id])
            for q in section.questions
            if q.id in walked.kept and q.kind != Kind.NOTICE
        ]
        if lines:
            sections.append((section.title, lines))
    aside = [questionnaire.question(key) for key in walked.set_aside]
    texts = [q.id for q in questionnaire.questions if q.kind == Kind.TEXT]
    return Summary(
        sections,
        [_line(questionnaire, q, script.answers[q.id]) for q in aside if q],
        sum(bool(line.said) for _title, lines in sections for line in lines),
        walked.kept.get(questionnaire.quote_permission) == "yes",
        any(walked.kept.get(key, SKIPPED) != SKIPPED for key in texts),
    )


def _line(questionnaire: Questionnaire, found: Question, answer: Answer) -> Line:
    return Line(found.id, found.text, said(questionnaire, found, answer))


@dataclass(frozen=True)
class NotePage:
    """A page between questions or at the end, with its signposts resolved."""

    note: Note
    links: list[Card]


def note(found: Note) -> NotePage:
    """Signposts whose thing cannot be shown are left out."""
    return NotePage(found, cards(SubjectRef.parse(link.to) for link in found.links))

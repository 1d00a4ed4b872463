"""The public door for rooms above: frozen counts of a closed wave, and its questions. Read-only."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ..engine import clock
from ..engine.errors import NotAllowedError
from . import queries
from .closing import Stage, last_day, stage
from .counting import Columns
from .models import WaveState
from .questionnaire import Questionnaire


@dataclass(frozen=True)
class Tally:
    """Everything counted of one audience in one wave. `modes` and `languages` count how the answers came in."""

    questionnaire: Questionnaire
    columns: Columns
    modes: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)


def closed_waves() -> list[str]:
    """Waves whose counts can no longer change, newest first."""
    return [key for key, wave in queries.waves().items() if wave.state == WaveState.CLOSED]


def own_waves() -> list[str]:
    """Every wave that was opened on this site or is written to be."""
    return sorted({*queries.waves(), *queries.written()})


def closed_on(wave: str) -> object:
    """The day a wave was frozen, or None."""
    facts = queries.waves().get(wave)
    return facts.closed_on if facts else None


@dataclass(frozen=True)
class Standing:
    """Where the newest survey stands today. `ends`: the last day for answers, or the day it closed."""

    wave: str
    stage: Stage
    ends: date | None


def newest_standing() -> Standing | None:
    """The newest survey that has opened, else the newest that is written; None where there is no survey."""
    opened = next(iter(queries.waves().values()), None)
    if opened is None:
        waves = sorted(queries.written())
        return Standing(waves[-1], Stage.BEFORE, None) if waves else None
    ends = opened.closed_on or last_day(opened.closes_on, opened.grace_days)
    return Standing(opened.key, stage(opened.state, opened.closes_on, opened.grace_days, clock.today()), ends)


def questionnaires(wave: str) -> dict[str, Questionnaire]:
    """The frozen questions of a wave by audience; the files' where it has not opened."""
    facts = queries.waves().get(wave)
    audiences = facts.questionnaires if facts else queries.written().get(wave, {})
    return {audience: queries.questionnaire(wave, audience) for audience in audiences}


def newest_questionnaires() -> dict[str, Questionnaire]:
    """The newest questions there are, by audience: what a measure's page quotes before any release."""
    waves = [*queries.waves(), *queries.written()]
    return questionnaires(max(waves)) if waves else {}


def tally(wave: str, audience: str) -> Tally:
    """Count a closed wave. Raises NotAllowedError while it can still change: there are no live results (SDC-05)."""
    if wave not in closed_waves():
        raise NotAllowedError("A survey is counted after it has closed for good.")
    questionnaire = queries.questionnaire(wave, audience)
    found = Tally(questionnaire, Columns([question.id for question in questionnaire.questions]))
    for mode, language, answers in queries.response_facts(wave, audience):
        found.columns.add(answers)
        found.modes[mode] += 1
        found.languages[language] += 1
    return found

"""Who has been heard from while a wave runs, in numbers too coarse to point at anyone. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .questionnaire import MODES, SKIPPED, Questionnaire

FEWEST = 10
STEP = 5
ASKED = {"parents": ("A2", "A7", "A5", "A6"), "young-people": ("Y1", "Y4", "Y5")}


@dataclass(frozen=True)
class Heard:
    """One group. `about` is the count to the nearest five, or None when it is under ten: that much and no more."""

    name: str
    about: int | None


@dataclass(frozen=True)
class Panel:
    """One question's groups, those we have heard least from first."""

    title: str
    groups: list[Heard]


def coarse(number: int) -> int | None:
    """A count as the lead sees it."""
    return None if number < FEWEST else (2 * number + STEP) // (2 * STEP) * STEP


def panels(
    questionnaire: Questionnaire, facts: Iterable[tuple[str, str, Mapping[str, object]]]
) -> tuple[int | None, list[Panel]]:
    """How many in all, and the panels: where, need, phase, then mode and language."""
    asked = ASKED[questionnaire.audience]
    counts: dict[str, Counter[str]] = {question: Counter() for question in asked}
    modes: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    total = 0
    for mode, language, answers in facts:
        total += 1
        modes[mode] += 1
        languages[language] += 1
        for question in asked:
            counts[question][str(answers.get(question, SKIPPED))] += 1
    found = [_panel(questionnaire, question, counts[question]) for question in asked]
    found += [_plain("mode", MODES, modes), _plain("language", questionnaire.languages, languages)]
    return coarse(total), found


def _panel(questionnaire: Questionnaire, question_id: str, counts: Counter[str]) -> Panel:
    question = questionnaire.question(question_id)
    options = [option for option in questionnaire.options(question_id) if not option.exit]
    options.sort(key=lambda option: coarse(counts[option.code]) or 0)
    return Panel(
        question.text if question else question_id,
        [Heard(option.text, coarse(counts[option.code])) for option in options],
    )


def _plain(title: str, known: Sequence[str], counts: Counter[str]) -> Panel:
    """Those that nobody used are named too: they are whom we look for."""
    names = sorted({*known, *counts}, key=lambda name: (coarse(counts[name]) or 0, name))
    return Panel(title, [Heard(name, coarse(counts[name])) for name in names])

"""What is wrong with a questionnaire, in plain words for the person who wrote it. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .path import every_route
from .questionnaire import MODES, Condition, Kind, Question, Questionnaire, seconds

LONGEST_MINUTES = 15.0


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `rule` is its name in the tests; `question` is empty when it is about the whole."""

    rule: str
    question: str
    words: str

    def __str__(self) -> str:
        return f"{self.question}: {self.words}" if self.question else self.words


def check(questionnaire: Questionnaire) -> list[Fault]:
    """Every fault found, in the order of the questions. Routes are only walked when their parts fit together."""
    faults = [*_twice(questionnaire), *_whole(questionnaire)]
    for question in questionnaire.questions:
        faults += [*_answers(questionnaire, question), *_conditions(questionnaire, question)]
    return faults or list(_routes(questionnaire))


def check_words(questionnaire: Questionnaire) -> Iterator[Fault]:
    """Every sentence that is missing in a promised language, and every one whose English is not there any more."""
    english = questionnaire.sentences()
    for language in questionnaire.languages:
        if language == "en":
            continue
        other = questionnaire.other_words.get(language)
        known = other.sentences if other else {}
        for sentence in english:
            if sentence not in known:
                yield Fault("missing-translation", "", f"“{sentence}” has no words in “{language}”")
        for sentence in known.keys() - set(english):
            yield Fault("stale-translation", "", f"“{sentence}” has words in “{language}”, but is not English here")


def check_measures(
    audiences: Mapping[str, Questionnaire], measures: Iterable[tuple[str, str, str]]
) -> Iterator[Fault]:
    """Every measure (its name, audience, question) that counts a question which is not there, or has no answers."""
    for name, audience, question_id in measures:
        questionnaire = audiences.get(audience)
        question = questionnaire.question(question_id) if questionnaire else None
        if question is None:
            words = f"the measure “{name}” counts this question of the survey “{audience}”, which has no such question"
            yield Fault("measure-without-question", question_id, words)
        elif question.kind in {Kind.TEXT, Kind.NOTICE}:
            words = f"the measure “{name}” counts this question, but it has no answers to choose from"
            yield Fault("measure-without-answers", question_id, words)


def longest_minutes(questionnaire: Questionnaire) -> float:
    """How long the longest path takes, in minutes."""
    return max(_minutes(questionnaire, path.asked) for path in every_route(questionnaire))


def shortest_minutes(questionnaire: Questionnaire) -> float:
    """How long the shortest path that can be sent takes, in minutes."""
    return min(_minutes(questionnaire, path.asked) for path in every_route(questionnaire) if not path.ending)


def _minutes(questionnaire: Questionnaire, asked: tuple[str, ...]) -> float:
    found = [questionnaire.question(question_id) for question_id in asked]
    return sum(seconds(questionnaire, question) for question in found if question) / 60


def _twice(questionnaire: Questionnaire) -> Iterator[Fault]:
    counts = Counter(question.id for question in questionnaire.questions)
    for question_id, times in counts.items():
        if times > 1:
            yield Fault("id-twice", question_id, f"this id is used by {times} questions; each needs its own")


def _whole(questionnaire: Questionnaire) -> Iterator[Fault]:
    named = {
        "quote_permission": questionnaire.quote_permission,
        "comment_question": questionnaire.comment_question,
        "comment_permission": questionnaire.comment_permission,
        "mode_question": questionnaire.mode_question,
    }
    for name, question_id in named.items():
        if question_id and questionnaire.question(question_id) is None:
            yield Fault("unknown-question", "", f"“{name}” names {question_id}, but there is no such question")
    permissions = (questionnaire.quote_permission, questionnaire.comment_permission)
    for question_id in filter(questionnaire.question, permissions):
        if "yes" not in questionnaire.codes(question_id):
            yield Fault("no-yes", question_id, "it asks for permission, so one answer must have the code “yes”")
    yield from _modes(questionnaire)


def _modes(questionnaire: Questionnaire) -> Iterator[Fault]:
    asked = questionnaire.mode_question
    for code, mode in questionnaire.mode_codes.items():
        if code not in questionnaire.codes(asked):
            yield Fault("unknown-answer", asked, f"“mode_codes” names the answer “{code}”, which it does not have")
        if mode not in MODES:
            yield Fault("unknown-mode", asked, f"“{mode}” is not a way of filling it in: {', '.join(MODES)}")


def _answers(questionnaire: Questionnaire, question: Question) -> Iterator[Fault]:
    options = questionnaire.options(question.id)
    if question.scale and question.scale not in questionnaire.scales:
        yield Fault("unknown-scale", question.id, f"the scale “{question.scale}” is not one of this file’s scales")
    elif question.kind in {Kind.SINGLE, Kind.MULTI} and len(options) < 2:
        yield Fault("too-few-answers", question.id, "people need at least two answers to choose from")
    if question.kind == Kind.TEXT and not 1 <= question.limit <= 2000:
        yield Fault("no-limit", question.id, "a question for words needs a limit from 1 to 2,000 letters")
    yield from _options(questionnaire, question)


def _options(questionnaire: Questionnaire, question: Question) -> Iterator[Fault]:
    options = questionnaire.options(question.id)
    for code, times in Counter(option.code for option in options).items():
        if times > 1:
            yield Fault("answer-twice", question.id, f"the answer “{code}” is there {times} times")
    for option in options:
        for key in filter(None, (option.exit, option.note)):
            if questionnaire.note(key) is None:
                yield Fault(
                    "unknown-page",
                    question.id,
                    f"the answer “{option.code}” leads to “{key}”, which is not there",
                )
    if options and any(option.exit for option in options) and all(option.exit for option in options):
        yield Fault("no-way-on", question.id, "every answer ends the survey; one must lead on")


def _conditions(questionnaire: Questionnaire, question: Question) -> Iterator[Fault]:
    order = [q.id for q in questionnaire.questions]
    for condition in question.show_if:
        if condition.question not in order:
            yield Fault(
                "unknown-question",
                question.id,
                f"it waits for {condition.question}, but there is no such question",
            )
        elif order.index(condition.question) >= order.index(question.id):
            yield Fault("not-asked-yet", question.id, f"it waits for {condition.question}, which comes later")
        else:
            yield from _named_answers(questionnaire, question, condition)


def _named_answers(questionnaire: Questionnaire, question: Question, condition: Condition) -> Iterator[Fault]:
    codes = {option.code for option in questionnaire.options(condition.question)}
    for code in [*condition.any, *condition.none]:
        if code not in codes:
            yield Fault(
                "unknown-answer",
                question.id,
                f"it waits for the answer “{code}” to {condition.question}, which has no such answer",
            )
    if bool(condition.any) == bool(condition.none):
        yield Fault(
            "no-default",
            question.id,
            f"say either which answers to {condition.question} show it, or which hide it",
        )


def _routes(questionnaire: Questionnaire) -> Iterator[Fault]:
    met = {question_id for path in every_route(questionnaire) for question_id in path.asked}
    for question in questionnaire.questions:
        if question.id not in met:
            yield Fault("unreachable", question.id, "no way of answering leads to this question")
    minutes = longest_minutes(questionnaire)
    if minutes > LONGEST_MINUTES:
        words = f"the longest path takes about {minutes:.0f} minutes; the limit is {LONGEST_MINUTES:.0f}"
        yield Fault("too-long", "", words)

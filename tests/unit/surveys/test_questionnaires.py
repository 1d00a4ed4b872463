"""The real questionnaires, the linter (one broken example for each rule) and the path as a fixed point."""

import random
import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from webapp.surveys import linter, path, walkthrough
from webapp.surveys.content import QuestionnaireFields, WordsFields
from webapp.surveys.questionnaire import SKIPPED, OtherWords, Questionnaire, fingerprint

FOLDER = Path(__file__).parents[3] / "content" / "surveys" / "2027"


def load(name):
    found = QuestionnaireFields.model_validate(yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8")))
    files = sorted((FOLDER / "words").glob(f"{name}.*.yml"))
    words = [WordsFields.model_validate(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]
    return found.model_copy(update={"other_words": {each.language: each.words() for each in words}})


PARENTS, YOUNG = load("parents"), load("young-people")


def small(**changes):
    """A sound questionnaire of three questions, with changes to the second."""
    yes_no = [{"code": "yes", "text": "Yes", "role": "top"}, {"code": "no", "text": "No", "role": "bottom"}]
    second = {"id": "A2", "text": "And then?", "options": yes_no, "show_if": [{"question": "A1", "any": ["yes"]}]}
    questions = [
        {"id": "A1", "text": "Well?", "options": yes_no},
        {**second, **changes},
        {"id": "A3", "text": "So?", "options": yes_no},
    ]
    return Questionnaire.model_validate(
        {
            "wave": "2030",
            "audience": "parents",
            "title": "T",
            "lead": "L",
            "intro": "I",
            "minutes": "1 minute",
            "sections": [{"key": "a", "title": "A", "questions": questions}],
        }
    )


OPTIONS = [{"code": "yes", "text": "Yes"}, {"code": "no", "text": "No"}]
BROKEN = {
    "id-twice": {"id": "A1", "show_if": []},
    "unknown-scale": {"options": [], "scale": "nowhere"},
    "too-few-answers": {"options": OPTIONS[:1]},
    "no-limit": {"kind": "text", "options": []},
    "answer-twice": {"options": [*OPTIONS, OPTIONS[0]]},
    "unknown-page": {"options": [{**OPTIONS[0], "exit": "nowhere"}, OPTIONS[1]]},
    "unknown-question": {"show_if": [{"question": "Z9", "any": ["yes"]}]},
    "not-asked-yet": {"show_if": [{"question": "A3", "any": ["yes"]}]},
    "unknown-answer": {"show_if": [{"question": "A1", "any": ["perhaps"]}]},
    "no-default": {"show_if": [{"question": "A1"}]},
    "unreachable": {"show_if": [{"question": "A1", "any": ["yes"]}, {"question": "A1", "any": ["no"]}]},
    "too-long": {"text": "word " * 3000},
}


def test_a_sound_questionnaire_has_no_fault():
    assert linter.check(small()) == []


@pytest.mark.parametrize("rule", BROKEN)
def test_each_rule_finds_its_broken_example(rule):
    faults = linter.check(small(**BROKEN[rule]))
    assert rule in {fault.rule for fault in faults}
    assert all(str(fault) for fault in faults)


def test_every_answer_ending_the_survey_is_found():
    ends = [{**option, "exit": "end"} for option in OPTIONS]
    data = small(options=ends).model_dump(mode="json")
    data["endings"] = [{"key": "end", "title": "End", "words": "End."}]
    assert "no-way-on" in {fault.rule for fault in linter.check(Questionnaire.model_validate(data))}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"quote_permission": "A2"}, "no-yes"),
        ({"comment_permission": "A2"}, "no-yes"),
        ({"mode_question": "A1", "mode_codes": {"perhaps": "helped"}}, "unknown-answer"),
        ({"mode_question": "A1", "mode_codes": {"yes": "by-fax"}}, "unknown-mode"),
    ],
)
def test_what_a_questionnaire_names_must_be_there(changes, rule):
    data = small(options=[{"code": "ja", "text": "Ja"}, {"code": "no", "text": "No"}]).model_dump(mode="json")
    assert rule in {fault.rule for fault in linter.check(Questionnaire.model_validate(data | changes))}


WORDS = {"T": "T2", "L": "L2", "I": "I2", "1 minute": "1 minuta", "A": "A2", "Yes": "Tak", "No": "Nie"}
ALL_WORDS = {**WORDS, "Well?": "No i?", "And then?": "I potem?", "So?": "Więc?"}


def in_polish(words=ALL_WORDS, checked_by="", **changes):
    other = {"pl": OtherWords(checked_by=checked_by, sentences=words)}
    return small(**changes).model_copy(update={"languages": ["en", "pl"], "other_words": other})


@pytest.mark.parametrize(
    ("found", "rule", "named"),
    [
        (in_polish(WORDS), "missing-translation", "And then?"),
        (in_polish(text="And what then?"), "missing-translation", "And what then?"),  # the English changed
        (in_polish(text="And what then?"), "stale-translation", "And then?"),
        (small().model_copy(update={"languages": ["en", "ur"]}), "missing-translation", "Well?"),
    ],
)
def test_a_sentence_without_words_or_words_without_a_sentence_are_found(found, rule, named):
    assert any(fault.rule == rule and f"“{named}”" in fault.words for fault in linter.check_words(found))


def test_all_words_there_is_no_fault():
    assert list(linter.check_words(in_polish())) == []


@pytest.mark.parametrize(
    ("measure", "rule"),
    [
        (("cp-01", "parents", "Z9"), "measure-without-question"),
        (("cp-01", "young-people", "A1"), "measure-without-question"),
        (("cp-01", "parents", "A3"), "measure-without-answers"),
    ],
)
def test_a_measure_that_counts_what_is_not_there_is_found(measure, rule):
    asked = {"parents": small()}
    text = {"id": "A3", "kind": "text", "text": "So?", "limit": 9}
    data = asked["parents"].model_dump(mode="json")
    data["sections"][0]["questions"][2] = text
    asked = {"parents": Questionnaire.model_validate(data)}
    assert {fault.rule for fault in linter.check_measures(asked, [measure])} == {rule}
    assert list(linter.check_measures(asked, [("cp-01", "parents", "A1")])) == []


def test_a_permission_that_is_no_question_is_found():
    data = small().model_dump(mode="json") | {"quote_permission": "J9"}
    assert "unknown-question" in {fault.rule for fault in linter.check(Questionnaire.model_validate(data))}


def test_a_file_with_a_fault_is_refused_with_its_words():
    data = yaml.safe_load((FOLDER / "parents.yml").read_text(encoding="utf-8"))
    data["sections"][3]["questions"][0]["show_if"][0]["question"] = "Z1"
    with pytest.raises(ValidationError, match="D1: it waits for Z1, but there is no such question"):
        QuestionnaireFields.model_validate(data)


@pytest.mark.parametrize(("found", "most"), [(PARENTS, 12.0), (YOUNG, 6.0)])
def test_the_real_questionnaires_are_sound_and_short(found, most):
    assert linter.check(found) == []
    assert found.languages == ["en", "pl", "ur"]
    assert list(linter.check_words(found)) == []
    assert linter.longest_minutes(found) <= most


def test_questions_are_those_agreed():
    assert [q.id for q in PARENTS.questions if q.core] == (
        "B1 B2 B3 B5 C1 C2 C3 C4 C5 C6 D1 D2 D4 E1 E2 F1 F3 F4 F6 G1 G2 G3 G4 G5 G6 H1".split()
    )
    assert [q.id for q in YOUNG.questions if q.id != "Y1a"] == [f"Y{n}" for n in range(22)]
    assert all(q.why for q in PARENTS.questions)


def given(found, pick):
    answers = {}
    for question in found.questions:
        codes = [option.code for option in found.options(question.id)]
        if question.kind == "notice":
            answers[question.id] = "read"
        elif codes and pick.random() < 0.8:
            code = pick.choice(codes)
            answers[question.id] = [code] if question.kind == "multi" else code
        elif not question.required:
            answers[question.id] = SKIPPED
    return answers


@pytest.mark.parametrize("found", [PARENTS, YOUNG], ids=["parents", "young-people"])
def test_the_path_of_what_is_kept_is_the_same_path(found):
    pick = random.Random(7)
    for _ in range(300):
        walked = path.walk(found, given(found, pick))
        again = path.walk(found, walked.kept)
        assert (again.asked, again.ending, again.kept) == (walked.asked, walked.ending, walked.kept)
        assert again.set_aside == ()


def test_turning_one_answer_takes_the_whole_chain_with_it():
    answers = {
        "A2": "mansfield",
        "A3": "5-10",
        "A6": "yes",
        "E4": "yes",
        "E5": "yes",
        "B1": "yes",
        "B2": "yes",
        "B3": "agree",
    }
    assert {"E4", "E5", "B3"} <= path.walk(PARENTS, answers).kept.keys()
    walked = path.walk(PARENTS, {**answers, "A6": "no-support", "B1": "no"})
    assert set(walked.set_aside) == {"E4", "E5", "B2", "B3"}
    assert not {"E1", "E4", "E5", "B2", "B3"} & set(walked.asked)


def test_an_answer_that_is_none_of_the_answers_is_as_not_given():
    walked = path.walk(PARENTS, {"A1": "nonsense", "A8": ["not-waiting", "autism-adhd"], "A2": SKIPPED})
    assert walked.kept == {}
    assert walked.first_open == "A1"


def test_the_fingerprint_follows_the_words_and_not_the_spaces():
    changed = small(text="And  then?")
    assert fingerprint(changed, "A2") == fingerprint(small(), "A2")
    assert fingerprint(small(text="And now?"), "A2") != fingerprint(small(), "A2")
    assert fingerprint(small(options=OPTIONS[::-1]), "A2") != fingerprint(small(), "A2")
    assert fingerprint(small(version=2), "A2") == fingerprint(small(), "A2")


def test_words_in_another_language_are_shown_and_said_to_be_unchecked():
    polish = in_polish().said_in("pl")
    assert polish.question("A2").text == "I potem?"
    assert [option.text for option in polish.options("A2")] == ["Tak", "Nie"]
    assert (polish.sections[0].title, polish.title) == ("A2", "T2")
    assert polish.said_in("en") is polish  # codes, routes and ids are the same in every language
    assert in_polish().unchecked("pl")
    assert not in_polish(checked_by="a translator").unchecked("pl")
    assert not in_polish().unchecked("en")
    assert in_polish().said_in("ur").question("A2").text == "And then?"


def test_each_language_has_a_fingerprint_of_its_own():
    polish = fingerprint(in_polish(), "A2", "pl")
    assert polish != fingerprint(in_polish(), "A2")
    assert fingerprint(in_polish({**ALL_WORDS, "And then?": "A potem?"}), "A2", "pl") != polish
    assert fingerprint(in_polish({**ALL_WORDS, "And then?": "A potem?"}), "A2") == fingerprint(in_polish(), "A2")


def test_the_walk_through_names_every_question_and_route():
    text = "\n".join(walkthrough.walk_through(PARENTS))
    assert all(f"{question.id}. {question.text}" in text for question in PARENTS.questions)
    assert "Asked only if the answer to A6 is “Yes” or" in text
    assert "goes to the page “This survey is for families” and ends there" in text
    assert f"en {fingerprint(PARENTS, 'C1')}, pl {fingerprint(PARENTS, 'C1', 'pl')}, ur " in text


def test_every_rule_of_the_linter_has_a_broken_example():
    """The rules named in the linter's own text, against the examples in this file."""
    source, here = Path(linter.__file__).read_text(encoding="utf-8"), Path(__file__).read_text(encoding="utf-8")
    rules = set(re.findall(r'Fault\(\s*"([a-z-]+)"', source))
    assert len(rules) >= 18
    assert {rule for rule in rules if f'"{rule}"' not in here} == set()


def test_the_command_says_the_walk_through_and_finds_no_fault(site):
    run = site.test_cli_runner().invoke
    said = run(args=["surveys", "walk", "2027"]).output
    assert all(f"{question.id}. {question.text}" in said for question in (*PARENTS.questions, *YOUNG.questions))
    assert "There are no questions for 1999" in run(args=["surveys", "walk", "1999"]).output
    lint = run(args=["surveys", "lint"])
    assert (lint.exit_code, lint.output) == (0, "")

"""Every refusal has an “if they say no” branch (journey-map.md §2, rule 4)."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from webapp.journey.content import StepFields
from webapp.journey.refusals import answer, faults

STEPS = Path(__file__).parents[3] / "content" / "journey" / "steps"
FILES = sorted(STEPS.glob("*/*.md"))
# A family that was told no can go on from here: to say so, to a complaint, to advice, or to ask again.
CHALLENGES = {"pathway:disagree", "step:dg-1", "step:dg-2", "step:dg-3", "step:dg-4", "step:dg-7"}


def read(path):
    fields = yaml.safe_load(path.read_text().split("---")[1])
    return {"what": "x", **{name: value for name, value in fields.items() if name not in ("checking", "editor_note")}}


def choices(path):
    return [(choice["if"], choice["go"]) for choice in read(path)["next"]]


def test_every_step_of_ours_says_what_follows_a_no():
    assert len(FILES) > 100
    assert {path.stem: found for path in FILES if (found := faults(choices(path)))} == {}


TOLD_NO = ["eh-4", "eh-8", "eh-11", "nd-8", "sl-8", "ot-5", "ot-9", "wb-7", "sb-4", "ah-6", "ah-4", "fw-6", "ar-6"]


@pytest.mark.parametrize("key", TOLD_NO)
def test_a_step_that_tells_of_a_no_leads_to_somebody_who_can_change_it(key):
    [path] = STEPS.glob(f"*/{key}.md")
    assert {go for _, go in choices(path)} & CHALLENGES


def test_no_step_with_a_no_in_its_name_is_forgotten():
    named = re.compile(r"says no|not accepted|^No to|but no |^A no|is no\b|is late", re.IGNORECASE)
    assert {path.stem for path in FILES if named.search(read(path)["title"])} <= set(TOLD_NO)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ([("Accepted", "step:a")], "somebody can say no here"),
        ([("A place is agreed", "step:a"), ("It is late", "step:b")], "somebody can say no here"),
        ([("Yes", "step:a"), ("No", "end")], "a no is not the end"),
    ],
)
def test_a_step_without_a_way_on_from_a_no_is_not_taken(said, fault):
    fields = read(FILES[0]) | {"next": [{"if": condition, "go": go} for condition, go in said]}
    with pytest.raises(ValidationError, match=fault):
        StepFields.model_validate(fields)


@pytest.mark.parametrize(
    ("condition", "means"),
    [("Yes, a draft comes", "yes"), ("Accepted for assessment", "yes"), ("Not accepted", "no"), ("No", "no"),
     ("Told I do not qualify", "no"), ("November is late", ""), ("It worked", "")],
)
def test_yes_and_no_are_told_by_their_first_words(condition, means):
    assert answer(condition) == means

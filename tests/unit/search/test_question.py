"""The query reader understands what families type, and never fails whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.engine.search import question, words
from webapp.engine.search.vocabulary import AgeWord, Place, Synonym, vocabulary

KNOWN = vocabulary(
    synonyms=[
        Synonym(("EHC plan", "EHCP"), typed=("apply for ehcp",)),
        Synonym(("clubs", "club"), typed=("holiday club",)),
        Synonym(("sleep",), typed=("up all night",), also=("melatonin",)),
    ],
    stops=("my", "son", "wont", "an", "for", "in", "near", "the", "what", "now", "not"),
    light=("help", "school"),
    places=[Place("Worksop", ("bassetlaw",)), Place("Kirkby-in-Ashfield", ("ashfield",))],
    ages=[AgeWord("toddler", 1, 3)],
)


class Words:
    """A speller that knows a few words."""

    known = ("sleep", "autism", "club", "help", "dyslexia", "holiday", "toddler", "quiet", "room")

    def knows(self, stem: str) -> bool:
        return stem in {words.stem(word) for word in self.known}

    def meant(self, word: str) -> str | None:
        found = sorted(words.near(word, ((w, words.letter_set(w), 1) for w in self.known)))
        return found[0][2] if found else None

    def starting(self, part: str) -> list[str]:
        return [word for word in self.known if word.startswith(part)]


def read(text: str) -> question.Question:
    return question.read(text, KNOWN, Words())


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("7 year old", (7,)),
        ("my 3yr old", (3,)),
        ("aged 12", (12,)),
        ("year 9", (13, 14)),
        ("under 5s", (0, 1, 2, 3, 4)),
        ("over 18", tuple(range(18, 26))),
        ("toddler", (1, 2, 3)),
        ("99 year old", ()),
        ("NG18", ()),
    ],
)
def test_ages_are_told_in_years_school_years_and_words(text: str, ages: tuple[int, ...]) -> None:
    assert read(text).ages == ages


@pytest.mark.parametrize(
    ("text", "districts"),
    [("clubs in Worksop", ("bassetlaw",)), ("near kirkby in ashfield", ("ashfield",)), ("sleep", None)],
)
def test_places_are_not_looked_for_as_words(text: str, districts: tuple[str, ...] | None) -> None:
    found = read(text)
    assert (found.place.districts if found.place else None) == districts
    assert "worksop" not in {concept.typed for concept in found.concepts}


@pytest.mark.parametrize(
    ("text", "postcode"), [("near NG18", "NG18"), ("ng185nf sleep", "NG18 5NF"), ("year 9", ""), ("y9", "")]
)
def test_postcodes_are_known_from_school_years(text: str, postcode: str) -> None:
    assert read(text).postcode == postcode


def test_question_words_are_not_looked_for() -> None:
    assert [concept.typed for concept in read("my son won't sleep, what now?").concepts] == ["sleep"]


def test_a_phrase_is_known_with_other_words_in_it() -> None:
    assert read("apply for an ehcp").concepts[0].typed == "apply for an ehcp"


def test_words_typed_for_a_thing_still_count_a_little() -> None:
    club, holiday = read("holiday club").concepts[:2]
    assert club.typed == "holiday club"
    assert holiday.light


def test_a_misspelling_is_put_right_and_said() -> None:
    found = read("dyslexsia help")
    assert found.corrections == (("dyslexsia", "dyslexia"),)


def test_the_start_of_a_word_is_enough_at_the_end() -> None:
    assert {stem for concept in read("auti").concepts for stem in concept.stems} == {words.stem("autism")}


def test_quoted_words_must_stand_together_and_minus_leaves_out() -> None:
    found = read('"quiet room" sleep -club')
    assert found.required == (("quiet", "room"),)
    assert found.excluded == (("club",),)


def test_only_question_words_are_looked_for_after_all() -> None:
    assert [concept.typed for concept in read("what now").concepts] == ["what", "now"]


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert len(found.text) <= question.MAX_LETTERS
    assert all(concept.ways for concept in found.concepts)


@given(st.text(max_size=60), st.frozensets(st.sampled_from(["sleep", "autism", "a"])))
def test_marking_loses_no_letter(text: str, wanted: frozenset[str]) -> None:
    assert "".join(piece for piece, _is_match in words.marked(text, wanted)) == text


@given(st.text(alphabet="abcd", max_size=7), st.text(alphabet="abcd", max_size=7))
def test_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert words.distance(a, b, 3) == words.distance(b, a, 3)
    assert (words.distance(a, b, 3) == 0) == (a == b)

"""The query reader understands what families type, and never fails whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.engine.search import mending, question, spelling, words
from webapp.engine.search.passages import Marks, Passage
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
    spelled={"wot": "what", "nite": "night", "dunno": "dont know"},
)


class Words:
    """A speller that knows a few words."""

    known = ("sleep", "autism", "club", "help", "dyslexia", "holiday", "toddler", "quiet", "room")

    def knows(self, stem: str) -> bool:
        return stem in {words.stem(word) for word in self.known}

    def stands(self, stems: tuple[str, ...]) -> bool:
        return False

    def is_topic(self, stem: str) -> bool:
        return True

    def meant(self, word: str) -> str | None:
        return spelling.closest(word, spelling.known((word, 1) for word in self.known))

    def kin(self, stem: str) -> tuple[str, ...]:
        return ()

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
        ("im 15 and autistic", (15,)),
        ("the plan is 20 weeks late", ()),
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


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("theropy", "therapy"), ("nuerodevelopmental", "neurodevelopmental"), ("reveiw", "review"), ("shcool", "school"),
     ("skool", "school"), ("tourets", "tourettes"), ("anxeity", "anxiety"), ("knackered", None), ("cat", None)],
)
def test_a_word_is_known_by_its_letters_and_its_sound(typed: str, meant: str | None) -> None:
    known = ("therapy", "neurodevelopmental", "review", "school", "physio", "tourettes", "anxiety", "from", "children")
    assert spelling.closest(typed, spelling.known((word, 3) for word in known)) == meant


@pytest.mark.parametrize(
    ("one", "other"),
    [("therapist", "therapy"), ("paediatrician", "paediatrics"), ("complaint", "complain"), ("teacher", "teach")],
)
def test_words_of_one_family_share_their_root(one: str, other: str) -> None:
    assert spelling.root(words.stem(one)) == spelling.root(words.stem(other))


def test_words_that_look_alike_and_mean_different_things_stay_apart() -> None:
    assert words.stem("community") != words.stem("communication")
    assert words.stem("news") != words.stem("new")


def test_text_speak_is_read_in_full() -> None:
    assert mending.spelled_out(["wot", "dunno", "sleep"], KNOWN) == ["what", "dont", "know", "sleep"]


def test_words_torn_apart_or_run_together_are_mended() -> None:
    assert mending.mended(["dys", "lexia", "quietroom"], KNOWN, Words())[0] == ["dyslexia", "quiet", "room"]


@pytest.mark.parametrize("text", ["won't sleep", "can’t sleep", "not sleeping", "doesn't sleep", "cannot sleep"])
def test_every_no_is_the_same_no(text: str) -> None:
    assert words.stems(text) == ["not", "sleep"]


def test_a_phrase_whose_words_stand_apart_still_counts() -> None:
    def means_sleep(text: str) -> bool:
        return any("melatonin" in way.stems for concept in read(text).concepts for way in concept.ways)

    assert means_sleep("the night is all noise and we are up")
    assert not means_sleep("up we are in the noise")


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


def test_a_longer_name_is_marked_only_where_it_stands_whole() -> None:
    marks = Marks(frozenset({"wait"}), (frozenset({"right", "choos"}),))
    assert Passage("A legal right.").marked(marks) == (("A legal right.", False),)
    assert ("Choose", True) in Passage("Right to Choose while you wait").marked(marks)


@given(st.text(max_size=60), st.frozensets(st.sampled_from(["sleep", "autism", "a"])))
def test_marking_loses_no_letter(text: str, wanted: frozenset[str]) -> None:
    assert "".join(piece for piece, _is_match in Passage(text).marked(Marks(wanted))) == text


@given(st.text(alphabet="abcd", max_size=7), st.text(alphabet="abcd", max_size=7))
def test_distance_is_the_same_both_ways(a: str, b: str) -> None:
    assert words.distance(a, b, 3) == words.distance(b, a, 3)
    assert (words.distance(a, b, 3) == 0) == (a == b)

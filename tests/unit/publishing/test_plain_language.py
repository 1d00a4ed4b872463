"""Reading grades, sentence lengths and unexplained letters, on texts whose answers are known."""

import pytest

from webapp.publishing import plain_language


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cat", 1),
        ("name", 1),
        ("table", 2),
        ("family", 3),
        ("asked", 1),
        ("wanted", 2),
        ("education", 4),
        ("free", 1),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert plain_language.syllables(word) == count


def test_short_everyday_words_are_easier_than_long_ones() -> None:
    easy = plain_language.read(
        ["You can ask for help today. Tell the school what you see at home. Write it down first."] * 2
    )
    hard = plain_language.read(
        ["Multidisciplinary coordination necessitates comprehensive interagency collaboration."] * 4
    )
    assert easy.grade < 3 < plain_language.MAX_GRADE < hard.grade


def test_a_few_words_have_no_grade() -> None:
    assert plain_language.read(["Ring the specialist."]).grade == 0


def test_the_longest_sentence_is_found() -> None:
    found = plain_language.read(["Short one. This one is a little longer than the first. End."])
    assert (found.longest, found.longest_sentence) == (9, "This one is a little longer than the first.")


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("Ask the SENCO about EHC plans.", {"SENCO", "EHC"}),
        ("SENCOs and TAs help.", {"SENCO", "TA"}),
        ("See [the page](https://example.org/EHCP) on McDonald Road.", set()),
        ("Nothing here.", set()),
    ],
)
def test_letters_a_reader_may_not_know(words: str, letters: set[str]) -> None:
    assert plain_language.abbreviations(words) == letters

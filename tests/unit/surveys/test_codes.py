"""Codes said aloud, read over the telephone and typed with slips."""

import random

import pytest

from webapp.surveys import codes

CODE = "gozi duve dipi zovi"


def test_a_code_is_four_words_and_forgiving():
    for _ in range(50):
        code = codes.new_code()
        assert [len(word) for word in code.split()] == [4, 4, 4, 4]
        assert codes.tidy_code(code.upper().replace(" ", "-")) == code
        assert codes.meant(code) == [code]
    assert codes.tidy_code("too short") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "GOZI  DUVE\nDIPI ZOVI.",
        "goziduvedipizovi",
        "gozzi duve dippi zovi",  # doubled letters
        "gozi dufe dipi zofi",  # f for v: no code has an f
        "gozy duve dipy zovi",  # y for i
    ],
)
def test_slips_that_no_code_has_are_read_as_meant(typed):
    assert codes.meant(typed) == [CODE]


@pytest.mark.parametrize("typed", ["gozi tuve dipi zovi", "gozi duve bipi zovi", "gosi duve dipi zovi"])
def test_one_misheard_letter_is_put_right(typed):
    assert codes.tidy_code(typed) == ""  # the slip is noticed
    assert CODE in codes.meant(typed)


def test_nearly_every_misheard_letter_is_put_right_with_few_tries():
    pick, right = random.Random(5), 0
    for _ in range(400):
        code = codes.new_code()
        letters, place = code.replace(" ", ""), pick.randrange(16)
        heard = [other for group in codes._ALIKE if letters[place] in group for other in group]
        other = pick.choice([one for one in heard if one != letters[place]])
        found = codes.meant(letters[:place] + other + letters[place + 1 :])
        assert len(found) <= 6  # each costs a slow derivation
        right += code in found
    assert right >= 380


@pytest.mark.parametrize(
    ("typed", "word"),
    [("gozi duvx dipi zovi", 2), ("gozi duve dip zovi", 3), (CODE, 0), ("gozi duve", 0), ("ogzi duve dipi zovi", 1)],
)
def test_a_word_that_cannot_be_right_is_named(typed, word):
    assert codes.odd_word(typed) == word


def test_any_one_changed_syllable_is_noticed():
    syllables = [CODE.replace(" ", "")[at : at + 2] for at in range(0, 16, 2)]
    for place in range(8):
        for other in codes._SYLLABLES:
            changed = "".join([*syllables[:place], other, *syllables[place + 1 :]])
            assert bool(codes.tidy_code(changed)) == (other == syllables[place])

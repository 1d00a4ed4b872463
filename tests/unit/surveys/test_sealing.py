"""Sealed drafts, receipts, words that would give somebody away, and the days of a wave."""

from datetime import date

import pytest

from webapp.surveys import closing, reading, sealing
from webapp.surveys.closing import Stage


def test_a_draft_opens_with_its_own_code_only():
    mine, other = sealing.handle_of("bado kilu mero tipa", "2027"), sealing.handle_of("bado kilu mero tipo", "2027")
    sealed = sealing.seal(mine, {"answers": {"C1": "agree"}})
    assert sealing.unseal(mine, sealed) == {"answers": {"C1": "agree"}}
    for wrong in (other, sealing.Handle(other.name, mine.key), sealing.handle_of("bado kilu mero tipa", "2028")):
        with pytest.raises(sealing.CannotOpenError):
            sealing.unseal(wrong, sealed)
    with pytest.raises(sealing.CannotOpenError):
        sealing.unseal(mine, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    assert b"agree" not in sealed


def test_the_same_answers_never_look_the_same_twice():
    handle = sealing.new_handle()
    assert sealing.seal(handle, {"a": 1}) != sealing.seal(handle, {"a": 1})


def test_a_reference_is_the_same_on_every_try_and_says_nothing():
    token = sealing.new_token()
    assert sealing.reference(token) == sealing.reference(token) != sealing.reference(sealing.new_token())
    assert len(sealing.reference(token)) == 9


def test_receipts_need_the_secret():
    token = sealing.new_token()
    assert sealing.receipt_name(b"a" * 32, token) != sealing.receipt_name(b"b" * 32, token)


@pytest.mark.parametrize(
    "words",
    [
        "Ring me on 07700 900 123",
        "mail a.parent@example.org",
        "we live at NG18 1AB",
        "0115 496 0123",
        "+44 7700-900-123",
    ],
)
def test_words_that_give_somebody_away_are_noticed(words):
    assert reading.gives_away(words)


@pytest.mark.parametrize(
    "words", ["We waited 54 weeks.", "From 2024 to 2026 nothing happened.", "Year 9, aged 13", "A8 was hard"]
)
def test_ordinary_words_are_left_alone(words):
    assert not reading.gives_away(words)


@pytest.mark.parametrize(
    ("state", "today", "expected"),
    [
        (None, date(2027, 5, 1), Stage.BEFORE),
        ("open", date(2027, 5, 31), Stage.OPEN),  # the last day counts to its end
        ("open", date(2027, 6, 1), Stage.GRACE),
        ("open", date(2027, 6, 3), Stage.GRACE),
        ("open", date(2027, 6, 4), Stage.CLOSED),  # three days of grace are over
        ("closed", date(2027, 5, 1), Stage.CLOSED),
    ],
)
def test_the_days_of_a_wave(state, today, expected):
    assert closing.stage(state, date(2027, 5, 31) if state else None, 3, today) is expected

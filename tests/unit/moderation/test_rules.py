"""The table of states walked in full: every act in every state, for every kind of entry."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from webapp.moderation.rules import CLAIM_LASTS, Act, Facts, State, after, holder, turn, why_not

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST, OTHER = 1, 2
W, S, P, K, U = State.WAITING, State.SECOND, State.PUBLISHED, State.PRIVATE, State.URGENT

# state → act → where it leads, for an adult's comment without many details. What is not here is not possible.
ADULT = {
    W: {Act.PUBLISH: P, Act.CHANGE: P, Act.KEEP: S, Act.URGENT: U},
    S: {Act.AGREE: P, Act.DISAGREE: W, Act.URGENT: U},
    P: {Act.REOPEN: W, Act.URGENT: U},
    K: {Act.REOPEN: W, Act.URGENT: U},
    U: {Act.RELEASE: W, Act.CLOSE: K},
}
STAFF = {**ADULT, W: {Act.NOTE: K, Act.URGENT: U}}


@pytest.mark.parametrize(("state", "act"), list(product(State, Act)))
def test_every_act_in_every_state(state, act):
    assert after(act, Facts(state)) is ADULT[state].get(act)
    assert after(act, Facts(state, staff_only=True)) is STAFF[state].get(act)


@pytest.mark.parametrize(
    ("young", "facets", "act", "leads_to"),
    [
        (False, 0, Act.PUBLISH, P),
        (False, 0, Act.CHANGE, P),
        (False, 0, Act.KEEP, S),
        (True, 0, Act.PUBLISH, P),
        (True, 0, Act.CHANGE, S),
        (True, 0, Act.KEEP, S),
        (False, 2, Act.PUBLISH, S),
        (False, 2, Act.CHANGE, P),
        (False, 2, Act.KEEP, S),
        (True, 2, Act.PUBLISH, S),
        (True, 2, Act.CHANGE, S),
        (True, 2, Act.KEEP, S),
    ],
)
def test_who_needs_a_second_reader(young, facets, act, leads_to):
    assert after(act, Facts(W, young=young, facets=facets)) is leads_to


@pytest.mark.parametrize(("proposed", "leads_to"), [(Act.PUBLISH, P), (Act.CHANGE, P), (Act.KEEP, K)])
def test_a_second_reader_agrees_to_what_was_proposed(proposed, leads_to):
    assert after(Act.AGREE, Facts(S, proposed=proposed)) is leads_to


@pytest.mark.parametrize("act", [a for a in Act if a is not Act.URGENT])
@pytest.mark.parametrize("state", State)
def test_nobody_decides_about_their_own_words(state, act):
    if after(act, Facts(state)) is None:
        return
    reason = why_not(act, Facts(state, writer_is_reader=True), OTHER, is_lead=False, now=NOON)
    assert reason in {"own", "lead"}


@pytest.mark.parametrize("act", [Act.AGREE, Act.DISAGREE])
def test_the_second_reader_is_never_the_first(act):
    facts = Facts(S, proposed=Act.KEEP, first=FIRST)
    assert why_not(act, facts, FIRST, is_lead=False, now=NOON) == "second"
    assert why_not(act, facts, OTHER, is_lead=False, now=NOON) == ""


@pytest.mark.parametrize("act", [Act.RELEASE, Act.CLOSE])
def test_only_the_lead_ends_a_concern(act):
    assert why_not(act, Facts(U), OTHER, is_lead=False, now=NOON) == "lead"
    assert why_not(act, Facts(U), OTHER, is_lead=True, now=NOON) == ""


def test_a_claim_holds_others_off_and_lapses_by_itself():
    held = Facts(W, claimed_by=FIRST, claimed_at=NOON)
    just_before, then = NOON + CLAIM_LASTS - timedelta(seconds=1), NOON + CLAIM_LASTS
    assert why_not(Act.PUBLISH, held, OTHER, is_lead=False, now=just_before) == "claimed"
    assert why_not(Act.PUBLISH, held, FIRST, is_lead=False, now=just_before) == ""
    assert why_not(Act.PUBLISH, held, OTHER, is_lead=False, now=then) == ""
    assert holder(held, then) is None


def test_danger_waits_for_nobody():
    held = Facts(W, claimed_by=FIRST, claimed_at=NOON, writer_is_reader=True)
    assert why_not(Act.URGENT, held, OTHER, is_lead=False, now=NOON) == ""


@pytest.mark.parametrize(
    ("hours", "every", "due"),
    [
        (0, 4, 0),  # just raised: the first letter went at once
        (3.99, 4, 0),
        (4, 4, 1),  # on the hour
        (7.5, 4, 1),
        (15, 4, 3),  # turns that were missed are one letter
        (24, 24, 1),
        (-1, 4, 0),  # a clock that was put back sends nothing
    ],
)
def test_whose_turn_it_is(hours, every, due):
    assert turn(timedelta(hours=hours), timedelta(hours=every)) == due

"""What may happen to an entry, and who may do it. Pure: tables that the tests walk in full.

Reasons for keeping words private are the closed list of law.md CM-05 (SEND Regulations 2014, reg. 56; Code of
Practice ch. 4). Two people: nobody decides about their own words; changed words of a young person and anything kept
private need a second reader who is not the first.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

CLAIM_LASTS = timedelta(minutes=20)
PROMISE_WORKING_DAYS = 5
DAILY_CAP = 20
MANY_FACETS = 2


class Told(StrEnum):
    """Who is written to while nobody has an urgent entry: those who should, and those who can see to it."""

    LEADS = "leads"
    ADMINISTRATORS = "administrators"


def turn(waited: timedelta, every: timedelta) -> int:
    """Which letter is due by now, none (0) before the first. Turns that were missed are not made up for."""
    return max(0, waited // every)


class State(StrEnum):
    """Where an entry stands."""

    WAITING = "waiting"
    SECOND = "second"
    PUBLISHED = "published"
    PRIVATE = "private"
    URGENT = "urgent"


class Act(StrEnum):
    """What somebody does with an entry."""

    PUBLISH = "publish"
    CHANGE = "change"
    KEEP = "keep"
    NOTE = "note"
    URGENT = "urgent"
    AGREE = "agree"
    DISAGREE = "disagree"
    REOPEN = "reopen"
    RELEASE = "release"
    CLOSE = "close"


class Reason(StrEnum):
    """Why words stay private."""

    ABUSIVE = "abusive"
    VEXATIOUS = "vexatious"
    INDIVIDUAL_CASE = "individual_case"
    IDENTIFIES_SOMEONE = "identifies_someone"
    NOT_ABOUT_LOCAL_OFFER = "not_about_local_offer"
    DUPLICATE = "duplicate"
    SPAM = "spam"
    SAFEGUARDING_ROUTE = "safeguarding_route"


CHOOSABLE = tuple(reason for reason in Reason if reason is not Reason.SAFEGUARDING_ROUTE)
FIRST = frozenset({Act.PUBLISH, Act.CHANGE, Act.KEEP, Act.URGENT})
LEAD_ONLY = frozenset({Act.RELEASE, Act.CLOSE})


@dataclass(frozen=True)
class Facts:
    """What the rules look at. `first` and `claimed_by` are account numbers; `facets` counts kinds of likely details;
    words in the staff lane are read (`NOTE`) and never published."""

    state: State
    proposed: Act | None = None
    young: bool = False
    facets: int = 0
    staff_only: bool = False
    first: int | None = None
    writer_is_reader: bool = False
    claimed_by: int | None = None
    claimed_at: datetime | None = None


def needs_second(act: Act, facts: Facts) -> bool:
    """Whether a second reader must agree before this act counts."""
    if act is Act.KEEP:
        return True
    if act is Act.CHANGE:
        return facts.young
    return act is Act.PUBLISH and facts.facets >= MANY_FACETS


def after(act: Act, facts: Facts) -> State | None:
    """The state after an act, or none when the act is not possible now."""
    if act is Act.NOTE:
        return State.PRIVATE if facts.staff_only and facts.state is State.WAITING else None
    if facts.staff_only and act in {Act.PUBLISH, Act.CHANGE, Act.KEEP}:
        return None
    if facts.state is State.WAITING and act in FIRST:
        return _after_first(act, facts)
    table = {
        (State.SECOND, Act.AGREE): State.PRIVATE if facts.proposed is Act.KEEP else State.PUBLISHED,
        (State.SECOND, Act.DISAGREE): State.WAITING,
        (State.SECOND, Act.URGENT): State.URGENT,
        (State.PUBLISHED, Act.REOPEN): State.WAITING,
        (State.PUBLISHED, Act.URGENT): State.URGENT,
        (State.PRIVATE, Act.REOPEN): State.WAITING,
        (State.PRIVATE, Act.URGENT): State.URGENT,
        (State.URGENT, Act.RELEASE): State.WAITING,
        (State.URGENT, Act.CLOSE): State.PRIVATE,
    }
    return table.get((facts.state, act))


def _after_first(act: Act, facts: Facts) -> State:
    if act is Act.URGENT:
        return State.URGENT
    if needs_second(act, facts):
        return State.SECOND
    return State.PRIVATE if act is Act.KEEP else State.PUBLISHED


def why_not(act: Act, facts: Facts, reader: int, *, is_lead: bool, now: datetime) -> str:
    """Why this reader may not do this now: `state`, `own`, `second`, `claimed`, `lead`; empty when they may.

    Raising an urgent concern is never refused for a claim or a second reader: whoever sees it may stop everything.
    """
    if after(act, facts) is None:
        return "state"
    if act in LEAD_ONLY:
        return "" if is_lead else "lead"
    if act is Act.URGENT:
        return ""
    if facts.writer_is_reader:
        return "own"
    if act in {Act.AGREE, Act.DISAGREE} and facts.first == reader:
        return "second"
    return "claimed" if holder(facts, now) not in {None, reader} else ""


def holder(facts: Facts, now: datetime) -> int | None:
    """Who holds the entry. A claim lapses by itself."""
    if facts.claimed_by is None or facts.claimed_at is None or now - facts.claimed_at >= CLAIM_LASTS:
        return None
    return facts.claimed_by

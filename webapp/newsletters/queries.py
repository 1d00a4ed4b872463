"""Reads of subscribers, issues and deliveries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..extensions import db
from ..publishing import queries as publishing
from .content import EVERYTHING, Topic
from .letter import Letter
from .models import (
    ConfirmationAsk,
    Delivery,
    DeliveryState,
    Edition,
    Issue,
    IssueState,
    SendingRest,
    Subscriber,
    SubscriberState,
)

PUBLIC = (IssueState.SENDING, IssueState.PAUSED, IssueState.DONE)


def topics() -> dict[str, Topic]:
    """Newsletter topics by key, in order."""
    return {topic.key: topic for topic in publishing.live_of("newsletter-topic", Topic)}


def topic_titles(keys: Sequence[str]) -> list[str]:
    """Names of topics; a topic that is gone keeps its key as its name."""
    known = topics()
    return [known[key].title if key in known else key for key in keys]


# ------------------------------------------------------------------ subscribers


def subscriber(subscriber_id: int) -> Subscriber | None:
    """One subscriber."""
    return db.session.get(Subscriber, subscriber_id)


def subscriber_by_key(address_key: str) -> Subscriber | None:
    """The subscriber with this keyed hash."""
    return db.session.scalar(select(Subscriber).where(Subscriber.address_key == address_key))


def asks_of_address(address_key: str, since: datetime) -> int:
    """Confirmation mails asked for this address since a moment."""
    return _count(ConfirmationAsk, ConfirmationAsk.address_key == address_key, ConfirmationAsk.asked_at >= since)


def asks_of_network(network_key: str, since: datetime) -> int:
    """Confirmation mails asked for from this network since a moment."""
    return _count(ConfirmationAsk, ConfirmationAsk.network_key == network_key, ConfirmationAsk.asked_at >= since)


def asks_before(moment: datetime) -> Sequence[ConfirmationAsk]:
    """Asks that are older."""
    older = ConfirmationAsk.asked_at < moment
    return db.session.scalars(select(ConfirmationAsk).where(older).order_by(ConfirmationAsk.id)).all()


def unconfirmed_before(moment: datetime) -> Sequence[Subscriber]:
    """Subscribers who asked before a moment and never pressed the button."""
    waiting = (Subscriber.state == SubscriberState.UNCONFIRMED) & (Subscriber.asked_at < moment)
    return db.session.scalars(select(Subscriber).where(waiting).order_by(Subscriber.id)).all()


def unconfirmed_unreminded(since: datetime, until: datetime) -> Sequence[Subscriber]:
    """Subscribers who asked between two moments, never pressed the button and were never reminded."""
    waiting = (Subscriber.state == SubscriberState.UNCONFIRMED) & Subscriber.reminded_at.is_(None)
    asked = Subscriber.asked_at.between(since, until) & Subscriber.confirmed_at.is_(None)
    return db.session.scalars(select(Subscriber).where(waiting, asked).order_by(Subscriber.id)).all()


def states_by_key(address_keys: Sequence[str]) -> dict[str, SubscriberState]:
    """The states of those we know, by keyed hash."""
    rows = db.session.execute(
        select(Subscriber.address_key, Subscriber.state).where(Subscriber.address_key.in_(address_keys))
    )
    return {key: SubscriberState(state) for key, state in rows}


def left_before(moment: datetime) -> Sequence[Subscriber]:
    """Subscribers who left before a moment and whose address is still there."""
    gone = (Subscriber.state == SubscriberState.LEFT) & (Subscriber.left_at < moment)
    return db.session.scalars(select(Subscriber).where(gone).order_by(Subscriber.id)).all()


def subscribers_by_state() -> dict[str, int]:
    """How many subscribers are in each state."""
    rows = db.session.execute(select(Subscriber.state, func.count()).group_by(Subscriber.state))
    return {str(state): number for state, number in rows}


class Reader(Protocol):
    """What must be known of a reader to send them an issue: a row of the subscribers' table."""

    id: int
    address_key: str
    edition: Edition
    topics: list[str]
    district: str
    paused_until: date | None


def audience_in_parts(issue: Issue, today: date, part: int = 1000) -> Iterator[list[Reader]]:
    """Confirmed subscribers this issue is for, by id, so many at a time. Who paused is left out."""
    after = 0
    while rows := _confirmed(after, part, workforce=issue.workforce):
        after = rows[-1].id
        if wanting := [row for row in rows if wants(row, issue, today)]:
            yield wanting


def _confirmed(after: int, most: int, *, workforce: bool) -> Sequence[Reader]:
    columns = (Subscriber.id, Subscriber.address_key, Subscriber.edition, Subscriber.topics, Subscriber.district)
    chosen = select(*columns, Subscriber.paused_until).where(
        Subscriber.id > after, Subscriber.state == SubscriberState.CONFIRMED, Subscriber.workforce == workforce
    )
    return cast("Sequence[Reader]", db.session.execute(chosen.order_by(Subscriber.id).limit(most)).all())


def audience_size(issue: Issue, today: date) -> int:
    """How many readers an issue would go to now."""
    return sum(len(readers) for readers in audience_in_parts(issue, today))


def wants(subscriber: Reader, issue: Issue, today: date) -> bool:
    """Whether a subscriber's choices meet an issue. An issue about everything is for every reader."""
    about = set(issue.topics)
    topic = EVERYTHING in subscriber.topics or EVERYTHING in about or bool(about & set(subscriber.topics))
    place = not issue.district or not subscriber.district or issue.district == subscriber.district
    awake = subscriber.paused_until is None or subscriber.paused_until <= today
    return topic and place and awake


# ------------------------------------------------------------------ issues


def issue(issue_id: int) -> Issue:
    """One issue with its items; NotFoundError when there is none."""
    found = db.session.scalar(select(Issue).where(Issue.id == issue_id).options(selectinload(Issue.items)))
    if found is None:
        raise NotFoundError("There is no newsletter with this number.")
    return found


def issues() -> Sequence[Issue]:
    """Every issue, newest first."""
    return db.session.scalars(select(Issue).order_by(Issue.made_at.desc(), Issue.id.desc())).all()


def issues_in(*states: IssueState) -> Sequence[Issue]:
    """Issues in these states, by id."""
    return db.session.scalars(select(Issue).where(Issue.state.in_(states)).order_by(Issue.id)).all()


def slug_taken(slug: str) -> bool:
    """Whether an issue has this address already."""
    return _count(Issue, Issue.slug == slug) > 0


@dataclass(frozen=True)
class PublicIssue:
    """An issue as it was approved and sent."""

    slug: str
    title: str
    sent_on: date
    sent_at: datetime
    topics: tuple[str, ...]
    workforce: bool
    editions: tuple[Letter, ...]

    @property
    def letter(self) -> Letter:
        """The standard edition."""
        return self.editions[0]

    def edition(self, name: str) -> Letter:
        """The edition with this name; the standard one when there is no such edition."""
        return next((letter for letter in self.editions if letter.edition == name), self.letter)


@remembered
def published() -> list[PublicIssue]:
    """Issues that went out, newest first."""
    rows = db.session.scalars(
        select(Issue).where(Issue.state.in_(PUBLIC)).order_by(Issue.started_at.desc(), Issue.id.desc())
    )
    return [_public(row) for row in rows if row.frozen and row.started_at]


def _public(row: Issue) -> PublicIssue:
    assert row.frozen is not None  # noqa: S101 - asked by the caller
    assert row.started_at is not None  # noqa: S101 - asked by the caller
    editions = tuple(Letter.from_data(row.frozen[name]["letter"]) for name in row.frozen if name != Edition.TEXT)
    return PublicIssue(
        slug=row.slug,
        title=row.title,
        sent_on=row.started_at.date(),
        sent_at=row.started_at,
        topics=tuple(row.topics),
        workforce=row.workforce,
        editions=editions,
    )


def published_issue(slug: str) -> PublicIssue:
    """One issue that went out; NotFoundError when there is none."""
    found = next((issue for issue in published() if issue.slug == slug), None)
    if found is None:
        raise NotFoundError("There is no newsletter with this name.")
    return found


def about(topic: str) -> list[PublicIssue]:
    """Issues that went out on one topic.

    All of them for “everything”. Issues for people at work stay apart.
    """
    return [
        issue
        for issue in published()
        if not issue.workforce and (topic == EVERYTHING or topic in issue.topics or EVERYTHING in issue.topics)
    ]


# ------------------------------------------------------------------ deliveries


def delivery(delivery_id: str) -> Delivery | None:
    """One delivery row."""
    return db.session.get(Delivery, delivery_id)


def rest(issue_id: int) -> SendingRest | None:
    """How an issue's sending rests."""
    return db.session.get(SendingRest, issue_id)


def tally(issue_id: int) -> dict[str, int]:
    """Deliveries of an issue by state; every state is there."""
    rows = db.session.execute(
        select(Delivery.state, func.count()).where(Delivery.issue_id == issue_id).group_by(Delivery.state)
    )
    found = {str(state): number for state, number in rows}
    return {str(state): found.get(str(state), 0) for state in DeliveryState}


def came_back(issue_id: int) -> dict[str, int]:
    """How many letters of an issue were reported back, by kind."""
    back = (Delivery.issue_id == issue_id) & (Delivery.came_back != "")
    rows = db.session.execute(select(Delivery.came_back, func.count()).where(back).group_by(Delivery.came_back))
    return {str(kind): number for kind, number in rows}


def needing_a_person(issue_id: int) -> Sequence[tuple[Delivery, Subscriber]]:
    """Unsure deliveries with their subscribers, oldest first."""
    rows = db.session.execute(
        select(Delivery, Subscriber)
        .join(Subscriber, Subscriber.id == Delivery.subscriber_id)
        .where(Delivery.issue_id == issue_id, Delivery.state == DeliveryState.UNSURE)
        .order_by(Delivery.done_at, Delivery.id)
    )
    return [(row, reader) for row, reader in rows]


def issues_with_unsure() -> Sequence[tuple[Issue, int]]:
    """Issues that have letters only a person can settle, and how many."""
    rows = db.session.execute(
        select(Issue, func.count())
        .join(Delivery, Delivery.issue_id == Issue.id)
        .where(Delivery.state == DeliveryState.UNSURE)
        .group_by(Issue.id)
        .order_by(Issue.id)
    )
    return [(issue, number) for issue, number in rows]


def failures(issue_id: int, most: int = 50) -> Sequence[Delivery]:
    """Deliveries that failed, newest first."""
    failed = (Delivery.issue_id == issue_id) & (Delivery.state == DeliveryState.FAILED)
    return db.session.scalars(
        select(Delivery).where(failed).order_by(Delivery.done_at.desc(), Delivery.id).limit(most)
    ).all()


def oldest_ready() -> datetime | None:
    """Since when the oldest delivery has been due."""
    return db.session.scalar(select(func.min(Delivery.next_at)).where(Delivery.state == DeliveryState.READY))


def all_deliveries_by_state() -> dict[str, int]:
    """Deliveries of every issue by state."""
    rows = db.session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
    return {str(state): number for state, number in rows}


def _count(model: type[Any], *conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0

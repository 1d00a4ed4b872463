"""Who gets the newsletter: asked for, confirmed, changed, left, forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ...engine import clock
from ...engine.mail import message, outbox
from ...extensions import db
from .. import queries, tokens
from ..content import EVERYTHING
from ..models import ConfirmationAsk, Edition, Subscriber, SubscriberState

CONFIRM_WITHIN = timedelta(days=7)
UNDO_WITHIN = timedelta(days=28)
ASKS_PER_ADDRESS = 3
ASKS_PER_NETWORK = 20
HARD_BOUNCES = 2


@dataclass(frozen=True)
class Choices:
    """What a reader chose."""

    topics: tuple[str, ...]
    district: str = ""
    edition: Edition = Edition.STANDARD
    workforce: bool = False


class Asked(StrEnum):
    """Which mail to post: the page shown is the same for all of them."""

    CONFIRM = "confirm"
    ALREADY = "already"
    NOTHING = "nothing"


def secret() -> str:
    """The key of links and hashes."""
    return outbox.settings().secret_key


def ask(*, address: str, choices: Choices, consent_words: str, network: str) -> tuple[Asked, Subscriber | None]:
    """Note that somebody asked for the newsletter at this address; says which mail the caller must post.

    Nobody is subscribed by this. Beyond the limits nothing is posted, and the page is still the same.
    """
    address = message.normal(address)
    key = tokens.address_key(secret(), address)
    if not _may_ask(key, tokens.network_key(secret(), network, clock.today().isoformat())):
        return Asked.NOTHING, None
    subscriber = queries.subscriber_by_key(key)
    if subscriber is not None and subscriber.state == SubscriberState.CONFIRMED:
        return Asked.ALREADY, subscriber
    if subscriber is None:
        subscriber = Subscriber(address_key=key)
        db.session.add(subscriber)
    subscriber.address, subscriber.state = address, SubscriberState.UNCONFIRMED
    subscriber.asked_at, subscriber.consent_words = clock.now(), consent_words
    _choose(subscriber, choices)
    db.session.flush()
    return Asked.CONFIRM, subscriber


def _may_ask(address_key: str, network_key: str) -> bool:
    """At most three confirmation mails to an address and twenty from a network in a day."""
    since = clock.now() - timedelta(days=1)
    if queries.asks_of_address(address_key, since) >= ASKS_PER_ADDRESS:
        return False
    if queries.asks_of_network(network_key, since) >= ASKS_PER_NETWORK:
        return False
    db.session.add(ConfirmationAsk(address_key=address_key, network_key=network_key))
    return True


def confirm(subscriber: Subscriber) -> None:
    """The owner of the address pressed the button. Pressing it again changes nothing."""
    if subscriber.state in {SubscriberState.UNCONFIRMED, SubscriberState.STOPPED}:
        subscriber.state, subscriber.confirmed_at = SubscriberState.CONFIRMED, clock.now()
        subscriber.left_at, subscriber.left_how, subscriber.bounces = None, "", 0


def change(subscriber: Subscriber, choices: Choices, paused_until: date | None) -> None:
    """New choices from the preference page. Choosing no topic at all is leaving."""
    _choose(subscriber, choices)
    subscriber.paused_until = paused_until
    if not choices.topics:
        leave(subscriber, how="no topics")


def _choose(subscriber: Subscriber, choices: Choices) -> None:
    subscriber.topics = list(choices.topics)
    subscriber.district, subscriber.edition = choices.district, choices.edition
    subscriber.workforce = choices.workforce


def leave(subscriber: Subscriber, *, how: str) -> None:
    """Stop at once. Leaving twice is once; the first way and moment stay."""
    if subscriber.state not in {SubscriberState.LEFT, SubscriberState.ERASED}:
        subscriber.state, subscriber.left_at, subscriber.left_how = SubscriberState.LEFT, clock.now(), how


def leave_topics(subscriber: Subscriber, topics: Iterable[str], *, how: str) -> None:
    """One click in a mail program: stop what that letter was about; with nothing left, leave altogether."""
    left = [topic for topic in subscriber.topics if topic not in set(topics)]
    if EVERYTHING in subscriber.topics or not left:
        leave(subscriber, how=how)
    else:
        subscriber.topics = left


def undo(subscriber: Subscriber) -> bool:
    """Come back within 28 days of leaving; returns whether that was still possible."""
    if subscriber.state == SubscriberState.CONFIRMED:
        return True
    if subscriber.state != SubscriberState.LEFT or not subscriber.address or subscriber.confirmed_at is None:
        return False
    subscriber.state, subscriber.left_at, subscriber.left_how = SubscriberState.CONFIRMED, None, ""
    subscriber.topics = subscriber.topics or [EVERYTHING]
    return True


def bounced(subscriber: Subscriber, kind: str) -> None:
    """A letter came back (`hard`, `soft`) or was called unwanted (`complaint`).

    Two hard ones stop, a complaint leaves.
    """
    if kind == "complaint":
        leave(subscriber, how="complaint")
    elif kind == "hard":
        subscriber.bounces += 1
        if subscriber.bounces >= HARD_BOUNCES and subscriber.state == SubscriberState.CONFIRMED:
            subscriber.state = SubscriberState.STOPPED


def forget() -> dict[str, int]:
    """Erase what must not be kept: unconfirmed after 7 days, left after 28, yesterday's asks. Counts of each.

    Of those who had confirmed and left only the keyed hash stays, so that a list brought in again does not
    add them.
    """
    now = clock.now()
    unconfirmed = queries.unconfirmed_before(now - CONFIRM_WITHIN)
    for subscriber in unconfirmed:
        if subscriber.confirmed_at is None:
            db.session.delete(subscriber)
        else:
            _erase(subscriber)
    left = queries.left_before(now - UNDO_WITHIN)
    for subscriber in left:
        _erase(subscriber)
    asks = queries.asks_before(now - timedelta(days=1))
    for old in asks:
        db.session.delete(old)
    return {"unconfirmed": len(unconfirmed), "left": len(left), "asks": len(asks)}


def _erase(subscriber: Subscriber) -> None:
    subscriber.state, subscriber.address = SubscriberState.ERASED, None
    subscriber.topics, subscriber.district, subscriber.consent_words = [], "", ""
    subscriber.paused_until = None


def bring_in(addresses: Iterable[str], choices: Choices, consent_words: str) -> dict[str, list[str]]:
    """Take over a list whose owners have agreed elsewhere.

    Added, known, left earlier (never added), not an address.
    """
    report: dict[str, list[str]] = {"added": [], "known": [], "left earlier": [], "not an address": []}
    for raw in addresses:
        address = message.normal(raw)
        if not message.is_address(address):
            report["not an address"].append(raw)
            continue
        key = tokens.address_key(secret(), address)
        known = queries.subscriber_by_key(key)
        if known is not None:
            gone = known.state in {SubscriberState.LEFT, SubscriberState.ERASED, SubscriberState.STOPPED}
            report["left earlier" if gone else "known"].append(address)
            continue
        subscriber = Subscriber(
            address_key=key,
            address=address,
            state=SubscriberState.CONFIRMED,
            confirmed_at=clock.now(),
            consent_words=consent_words,
        )
        _choose(subscriber, choices)
        db.session.add(subscriber)
        db.session.flush()
        report["added"].append(address)
    return report

"""Who gets the newsletter: asked for, confirmed, changed, left, forgotten."""

from collections.abc import Iterable, Sequence
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
BOUNCES_FADE = timedelta(days=180)
REMIND_AFTER = timedelta(hours=48)
AT_ONCE = 500  # addresses of a list looked up together


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
        now = clock.now()
        if subscriber.bounced_at is not None and now - clock.utc(subscriber.bounced_at) > BOUNCES_FADE:
            subscriber.bounces = 0
        subscriber.bounces, subscriber.bounced_at = subscriber.bounces + 1, now
        if subscriber.bounces >= HARD_BOUNCES and subscriber.state == SubscriberState.CONFIRMED:
            subscriber.state = SubscriberState.STOPPED


def to_remind() -> list[Subscriber]:
    """Those who asked two days ago and have not pressed the button: each is reminded once, ever.

    The caller posts the mail in the same transaction.
    """
    now = clock.now()
    found = list(queries.unconfirmed_unreminded(now - CONFIRM_WITHIN, now - REMIND_AFTER))
    for subscriber in found:
        subscriber.reminded_at = now
    return found


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


@dataclass(frozen=True)
class Incoming:
    """One reader of a list that is taken over, with the proof that they agreed."""

    address: str
    choices: Choices
    consent_words: str


def bring_in(addresses: Iterable[str], choices: Choices, consent_words: str) -> dict[str, list[str]]:
    """Take over addresses that agreed to the same thing in the same way."""
    return bring_in_all([Incoming(address, choices, consent_words) for address in addresses])


def bring_in_all(incoming: Sequence[Incoming], *, look_only: bool = False) -> dict[str, list[str]]:
    """Take over a list whose owners have agreed elsewhere; with `look_only` only tell what would happen.

    Added, known, left earlier (never added), not an address, no proof (never added).
    """
    report: dict[str, list[str]] = {name: [] for name in ("added", *REFUSED)}
    for start in range(0, len(incoming), AT_ONCE):
        part = [(message.normal(one.address), one) for one in incoming[start : start + AT_ONCE]]
        keys = {address: tokens.address_key(secret(), address) for address, _ in part if message.is_address(address)}
        known = queries.states_by_key(list(keys.values()))
        for address, one in part:
            verdict = _verdict(one, keys.get(address), known)
            report[verdict].append(address)
            if verdict == "added":
                known[keys[address]] = SubscriberState.CONFIRMED
            if verdict == "added" and not look_only:
                db.session.add(_taken_over(one, address, keys[address]))
        db.session.flush()
    return report


REFUSED = ("known", "left earlier", "not an address", "no proof")


def _verdict(one: Incoming, key: str | None, known: dict[str, SubscriberState]) -> str:
    if key is None:
        return "not an address"
    if key in known:
        gone = known[key] in {SubscriberState.LEFT, SubscriberState.ERASED, SubscriberState.STOPPED}
        return "left earlier" if gone else "known"
    return "added" if one.consent_words.strip() else "no proof"


def _taken_over(one: Incoming, address: str, key: str) -> Subscriber:
    now = clock.now()
    subscriber = Subscriber(
        address_key=key, address=address, state=SubscriberState.CONFIRMED, confirmed_at=now, asked_at=now
    )
    subscriber.consent_words = one.consent_words
    _choose(subscriber, one.choices)
    return subscriber

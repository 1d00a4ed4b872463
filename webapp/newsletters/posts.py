"""The two short mails that come before any newsletter, and the words people agree to."""

from flask_babel import format_date
from flask_babel import gettext as _

from ..engine import clock
from ..engine.mail import outbox
from ..taxonomy import queries as taxonomy
from . import queries, tokens
from .models import Subscriber
from .operations.subscribing import CONFIRM_WITHIN, Asked, Choices
from .tokens import Purpose


def consent_words(choices: Choices) -> str:
    """What the form said, kept as proof of what somebody agreed to."""
    titles = "; ".join(queries.topic_titles(choices.topics))
    return _(
        "Please send me the newsletter of %(site)s by email, about: %(topics)s. I can stop at any time.",
        site=taxonomy.area().site_name,
        topics=titles,
    )


def post(asked: Asked, subscriber: Subscriber | None) -> None:
    """Post the mail that fits, if any."""
    if subscriber is None or not subscriber.address:
        return
    if asked is Asked.CONFIRM:
        _confirmation(subscriber)
    elif asked is Asked.ALREADY:
        _already(subscriber)


def _confirmation(subscriber: Subscriber) -> None:
    site = taxonomy.area().site_name
    text = "\n\n".join(
        (
            _("Somebody asked for the newsletter of %(site)s at this address.", site=site),
            _("Was it you? Two taps: open this page, then press the button.") + f"\n{_confirm_link(subscriber)}",
            _("If it was not you, do nothing. No newsletter comes, and we forget your address after 7 days."),
        )
    )
    outbox.post(
        purpose="newsletter confirmation",
        to=subscriber.address or "",
        subject=_("Two taps to get the newsletter: %(site)s", site=site),
        text=text + "\n",
    )


def remind(subscriber: Subscriber) -> None:
    """The one reminder, two days after somebody asked."""
    site = taxonomy.area().site_name
    text = "\n\n".join(
        (
            _("Two days ago somebody asked for the newsletter of %(site)s at this address.", site=site),
            _("There is still one button to press. Open this page, then press it.") + f"\n{_confirm_link(subscriber)}",
            _(
                "If it was not you, do nothing. This is the only reminder, and we forget your address on %(day)s.",
                day=format_date(clock.utc(subscriber.asked_at).date() + CONFIRM_WITHIN, "d MMMM yyyy"),
            ),
        )
    )
    outbox.post(
        purpose="newsletter reminder to confirm",
        to=subscriber.address or "",
        subject=_("One button to go: %(site)s", site=site),
        text=text + "\n",
    )


def _confirm_link(subscriber: Subscriber) -> str:
    token = tokens.make(outbox.settings().secret_key, Purpose.CONFIRM, str(subscriber.id))
    return f"{outbox.settings().site_url}/newsletters/confirm/{token}"


def _already(subscriber: Subscriber) -> None:
    site = taxonomy.area().site_name
    token = tokens.make(outbox.settings().secret_key, Purpose.MINE, str(subscriber.id))
    text = "\n\n".join(
        (
            _("You get the newsletter of %(site)s already.", site=site),
            _("To change what you get, or to stop, open this page.")
            + f"\n{outbox.settings().site_url}/newsletters/mine/{token}",
        )
    )
    outbox.post(
        purpose="newsletter reminder",
        to=subscriber.address or "",
        subject=_("You get our newsletter already"),
        text=text + "\n",
    )

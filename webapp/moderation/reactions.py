"""What happens by itself when something is urgent."""

from flask import current_app, url_for
from flask_babel import gettext

from ..accounts import queries as accounts
from ..accounts.events import AccountErased
from ..accounts.roles import Permission
from ..engine.mail import outbox
from . import operations
from .events import ConcernRaised


def tell_leads(event: ConcernRaised) -> None:
    """A letter to every safeguarding lead: a link and nothing of the words."""
    link = str(current_app.config["SETTINGS"].site_url) + url_for("moderation_manage.concerns")
    text = gettext(
        "Somebody marked a comment as urgent. Please sign in and look at it now:\n\n%(link)s\n\n"
        "This letter does not say what the comment is about.",
        link=link,
    )
    for lead in accounts.people_who_may(Permission.SAFEGUARD):
        if lead.email:
            outbox.post(
                purpose="urgent comment",
                to=lead.email,
                subject=gettext("An urgent comment waits for you"),
                text=text,
            )


def forget_preference(event: AccountErased) -> None:
    """What somebody would rather not read goes with them."""
    operations.forget_preference(event.account_id)

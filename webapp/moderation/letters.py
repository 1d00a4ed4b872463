"""Letters about urgent comments: a link and a number, never the words, who wrote them, or what they are about.

Written in the site's own language: they go out while somebody else's page is being drawn, or none.
"""

from datetime import timedelta

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from ..accounts import queries as accounts
from ..accounts.models import Account
from ..accounts.roles import Permission
from ..engine.mail import outbox
from .rules import Told

PURPOSE = "urgent comment"


def raised(concern_id: int) -> None:
    """Somebody marked a comment as urgent: to every lead at once; to the administrators when there is no lead."""
    with force_locale("en"):
        first = _("Somebody marked a comment as urgent. It is number %(n)s.", n=concern_id)
        _to_leads(_("An urgent comment waits for you"), first)


def still_waiting(concern_id: int, waited: timedelta, told: Told) -> None:
    """Nobody has said that they have it."""
    hours = waited // timedelta(hours=1)
    with force_locale("en"):
        since = ngettext(
            "Urgent comment number %(n)s has waited for %(num)s hour. Nobody has said yet that they have it.",
            "Urgent comment number %(n)s has waited for %(num)s hours. Nobody has said yet that they have it.",
            hours, n=concern_id,
        )
        if told is Told.LEADS:
            _to_leads(_("An urgent comment still waits for you"), since)
        else:
            _to_administrators(since)


def _to_leads(subject: str, first: str) -> None:
    leads = _reached(Permission.SAFEGUARD)
    if not leads:
        _to_administrators(first)
        return
    link = f"{outbox.settings().site_url}/manage/safeguarding"
    now = _("Please sign in now, and press “I have it” once you do. The letters about it then stop.")
    _post(leads, subject, first, now + "\n" + link, _says_nothing())


def _to_administrators(first: str) -> None:
    """They may not open it; they can see to it that somebody does."""
    names = ", ".join(lead.name for lead in accounts.people_who_may(Permission.SAFEGUARD))
    who = (
        _("The safeguarding lead: %(names)s. Please ring them now, or whoever stands in for them.", names=names)
        if names else _("There is no safeguarding lead with an account. Please find somebody now.")
    )
    link = f"{outbox.settings().site_url}/manage/people"
    how = _("If they cannot be reached, give the role “Safeguarding lead” to somebody who can act today.")
    _post(_reached(Permission.ADMINISTER), _("Nobody has an urgent comment yet"), first, who, how + "\n" + link,
          _says_nothing())


def _says_nothing() -> str:
    return _("This letter does not say what the comment is about.")


def _reached(permission: Permission) -> list[Account]:
    return [account for account in accounts.people_who_may(permission) if account.email]


def _post(people: list[Account], subject: str, *paragraphs: str) -> None:
    for person in people:
        outbox.post(purpose=PURPOSE, to=str(person.email), subject=subject, text="\n\n".join(paragraphs) + "\n")

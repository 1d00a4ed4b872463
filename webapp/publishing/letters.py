"""Letters about words that have to be checked: to providers with a link to their listing, to editors with a list."""

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from ..engine import clock, signing
from ..engine.mail import outbox
from . import content_types, queries
from .models import ListingLink, ProviderContact
from .queries import Due
from .standing import Standing

PURPOSE = "listing"
MOST_LINES = 25


def token(link: ListingLink) -> str:
    """The signed name of a link."""
    return signing.make(outbox.settings().secret_key, PURPOSE, link.id)


def read(signed: str) -> str | None:
    """The name of the link, or None when it is not ours."""
    return signing.read(outbox.settings().secret_key, PURPOSE, signed)


def address(link: ListingLink, more: str = "") -> str:
    """Where a link leads."""
    return f"{outbox.settings().site_url}/your-listing/{token(link)}{more}"


def send_link(contact: ProviderContact, link: ListingLink) -> None:
    """The link to somebody's own listing."""
    name, site = _name(contact.kind, contact.key), _site()
    _post(
        contact.email, "link to a listing", _("Your listing on %(site)s: %(name)s", site=site, name=name),
        _("You look after “%(name)s” on %(site)s. Families find it there.", name=name, site=site),
        _("On this page you can say that it is still right, or tell us what to change.") + "\n" + address(link),
        _last_lines(link),
    )


def ask_provider(contact: ProviderContact, link: ListingLink, due: Due) -> None:
    """Is it still right? One tap, then one button."""
    site = _site()
    _post(
        contact.email, "is a listing still right", _("Is this still right? %(name)s", name=due.title),
        _("“%(name)s” is on %(site)s. It should have been checked by %(day)s.",
          name=due.title, site=site, day=_day(due.review_due)),
        _("If everything is still right, open this page and press the button. That is all.")
        + "\n" + address(link, "/still-right"),
        _("If something has changed, tell us here.") + "\n" + address(link, "/change"),
        *([_("Families are told that a check is needed, and search shows it lower, until somebody checks it.")]
          if due.standing is Standing.REQUIRED else []),
        _last_lines(link),
    )


def tell_editors(emails: Sequence[str], found: Sequence[Due]) -> None:
    """One list for each editor of what has become due since the last list."""
    if not found:
        return
    lines = []
    for due in found[:MOST_LINES]:
        kind = content_types.get(due.kind)
        how = _("check required") if due.standing is Standing.REQUIRED else _("check advised")
        url = f"{outbox.settings().site_url}/manage/publishing/{due.kind}/{due.key}"
        lines.append(f"{due.title} ({kind.title}, {how}, {_day(due.review_due)})\n{url}")
    if len(found) > MOST_LINES:
        lines.append(_("And %(n)s more.", n=len(found) - MOST_LINES))
    whole = f"{outbox.settings().site_url}/manage/publishing/to-check"
    for email in emails:
        _post(
            email, "words to check again", _("%(n)s things to check again", n=len(found)),
            _("These words are due for a check. Read each with care; if it is right, one button says so."),
            *lines, _("Everything that is due:") + "\n" + whole,
        )


def _post(to: str, purpose: str, subject: str, *paragraphs: str) -> None:
    outbox.post(purpose=purpose, to=to, subject=subject, text="\n\n".join(paragraphs) + "\n")


def _last_lines(link: ListingLink) -> str:
    return _("The link is for this one listing and works until %(day)s. Please do not pass it on.",
             day=_day(clock.local(link.expires_at).date())) + "\n" + _(
        "You do not look after this any more? The page can also forget this address.")


def _name(kind: str, key: str) -> str:
    document = queries.document(kind, key)
    return queries.name_in(document.live.fields) if document else key


def _site() -> str:
    return next((str(getattr(area, "site_name", "")) for area in queries.live("area")), "")


def _day(day: date) -> str:
    return str(format_date(day, "d MMMM y"))

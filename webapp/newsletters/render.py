"""Draws an issue: as parts, as mail, as plain text. The same issue and cards give the same bytes."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from ..engine.mail import outbox
from ..engine.mail.bulk import PLACE
from ..engine.subjects import Card, SubjectRef, cards
from ..taxonomy import queries as taxonomy
from ..ui.views import page
from .inlining import inlined
from .letter import Block, Letter, absolute, as_text
from .models import Edition, Issue, IssueItem

EXAMPLE = "example"  # stands where a token would: such a link shows a page and can do nothing


def letter_of(issue: Issue, edition: Edition = Edition.STANDARD) -> Letter:
    """One edition of an issue as its parts stand now."""
    easy = edition is Edition.EASY_READ
    refs = [SubjectRef.parse(item.ref) for item in issue.items if item.ref]
    found = {str(card.ref): card for card in cards(refs)}
    blocks = tuple(_block(item, found.get(item.ref), easy=easy) for item in issue.items)
    intro = issue.easy_intro if easy and issue.easy_intro else issue.intro
    return Letter(issue.title, absolute(intro, _site()), blocks, edition)


def has_easy_read(issue: Issue) -> bool:
    """Whether every part has easy-read words: half an edition is none."""
    return bool(issue.easy_intro and issue.items) and all(item.easy_words for item in issue.items)


def missing(issue: Issue) -> list[str]:
    """References of parts whose thing is not there any more."""
    refs = [item.ref for item in issue.items if item.ref]
    found = {str(card.ref) for card in cards(SubjectRef.parse(ref) for ref in refs)}
    return [ref for ref in refs if ref not in found]


def _block(item: IssueItem, card: Card | None, *, easy: bool) -> Block:
    words = item.easy_words if easy and item.easy_words else item.words
    if card is None:
        return Block(item.heading, absolute(words, _site()))
    return Block(
        heading=item.heading or card.title,
        words=absolute(words or card.summary, _site()),
        url=_site() + card.url,
        link_words=card.title,
        badge=card.badge,
    )


def frozen(issue: Issue) -> dict[str, Any]:
    """What approval keeps.

    For each edition the subject, both parts of the mail, its headers, and the letter's parts.
    """
    editions = [Edition.STANDARD, *([Edition.EASY_READ] if has_easy_read(issue) else []), Edition.TEXT]
    return {str(edition): _edition(issue, edition) for edition in editions}


def _edition(issue: Issue, edition: Edition) -> dict[str, Any]:
    letter = letter_of(issue, Edition.STANDARD if edition is Edition.TEXT else edition)
    html = "" if edition is Edition.TEXT else inlined(mail_html(letter, issue.slug, PLACE))
    leave = f"{_site()}/newsletters/leave/{PLACE}"
    return {
        "subject": letter.title,
        "html": html,
        "text": mail_text(letter, issue.slug, PLACE),
        "language": letter.language,
        "letter": letter.as_data(),
        "headers": [
            ["List-Id", f"<newsletter.{outbox.settings().mail.sender.rpartition('@')[2]}>"],
            ["List-Unsubscribe", f"<{leave}>"],
            ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
            ["Precedence", "bulk"],
        ],
    }


def mail_html(letter: Letter, slug: str, token: str, note: str = "") -> str:
    """The HTML part. `token` ends the reader's own links; `note` stands above everything in a test letter."""
    return page(
        "newsletters/email/letter.html",
        letter=letter,
        links=_links(slug, token),
        note=note,
        area=taxonomy.area(),
    )


def mail_text(letter: Letter, slug: str, token: str, note: str = "") -> str:
    """The plain-text part, from the same parts."""
    links, area = _links(slug, token), taxonomy.area()
    reading = ngettext("It takes about one minute to read.", "It takes about %(num)s minutes to read.", letter.minutes)
    above = [note, f"{area.site_name}\n{reading}\n" + _("Read it on the website:") + f"\n{links['web']}"]
    below = [
        _("You get this because you asked for it.") + "\n" + _("Change what you get:") + f"\n{links['mine']}",
        _("Stop these letters:") + f"\n{links['leave']}",
        _("We do not check whether you open this letter or what you tap."),
        f"{area.advice.name}: {area.advice.phone or area.advice.email or ''}\n{area.advice.words or ''}",
    ]
    return as_text(letter, [part for part in above if part], below)


def _links(slug: str, token: str) -> dict[str, str]:
    base = f"{_site()}/newsletters"
    return {
        "web": f"{base}/{slug}",
        "mine": f"{base}/mine/{token}",
        "leave": f"{base}/leave/{token}",
        "home": _site(),
    }


def _site() -> str:
    return outbox.settings().site_url

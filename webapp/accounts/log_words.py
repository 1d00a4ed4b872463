"""The log read aloud: what each kind of line says after the name of whoever did it. Pure.

Rooms above name their acts; what has no words here is shown by its name, so that nothing is ever left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from ..engine import clock
from ..engine.audit import AuditEntry

WORDS: dict[str, LazyString] = {
    "account.closed": _l("closed an account"), "account.erased": _l("erased an account’s personal details"),
    "account.exported": _l("downloaded what we hold about them"),
    "account.invitation-taken-back": _l("took an invitation back"), "account.invited": _l("invited somebody"),
    "account.made": _l("made an account"), "account.passkey-added": _l("added a passkey"),
    "account.passkey-removed": _l("removed a passkey"), "account.passphrase-changed": _l("changed the passphrase"),
    "account.refused": _l("was refused at sign-in"), "account.roles-changed": _l("changed somebody’s roles"),
    "account.second-factor-set": _l("set up their phone"),
    "account.second-factor-taken-off": _l("had the phone’s code taken off"),
    "account.signed-in": _l("signed in"), "account.signed-out": _l("was signed out"),
    "feedback.answered": _l("wrote an answer"), "feedback.grouped": _l("grouped comments"),
    "feedback.report-published": _l("published a yearly report"),
    "measures.history-brought-in": _l("brought in older numbers"),
    "moderation.concern-acknowledged": _l("has an urgent comment"),
    "moderation.concern-closed": _l("finished an urgent comment"),
    "moderation.concern-opened": _l("opened an urgent comment"),
    "moderation.concern-raised": _l("passed a comment on as urgent"),
    "moderation.concern-reminded": _l("wrote again about an urgent comment"),
    "moderation.decided": _l("decided on a comment"),
    "moderation.original-destroyed": _l("destroyed words whose time was over"),
    "moderation.original-seen": _l("looked at the words as they were written"),
    "publishing.draft-dropped": _l("threw a draft away"), "publishing.drafted": _l("kept a draft"),
    "publishing.incoming-decided": _l("chose between our words and a file’s"),
    "publishing.link-ended": _l("ended a provider’s link"), "publishing.link-sent": _l("sent a provider a link"),
    "publishing.provider-added": _l("added a provider’s address"),
    "publishing.provider-erased": _l("erased a provider’s address"), "publishing.published": _l("published words"),
    "publishing.read-by-families": _l("noted that families read a page"),
    "publishing.read-by-families-undone": _l("took back that families read a page"),
    "publishing.rhythm": _l("changed how often words are checked"),
    "publishing.sent-back": _l("sent a draft back"),
    "publishing.sent-for-review": _l("sent a draft to a second person"),
    "publishing.still-right": _l("said that words are still right"),
    "publishing.suggested": _l("took in a provider’s suggestion"),
    "publishing.suggestion-decided": _l("decided on a provider’s suggestion"),
    "publishing.taken-off": _l("took a page off the site"), "release.discarded": _l("threw a release away"),
    "release.prepared": _l("prepared a release"), "release.published": _l("published a release"),
    "release.shown-first": _l("showed a release to the forum first"), "release.signed": _l("signed a release"),
    "release.came-out": _l("let a release out on its day"), "release.called-back": _l("called a release back"),
    "measures.history-taken-out": _l("took older numbers out"),
    "survey.closed": _l("closed a survey"), "survey.invitations-made": _l("made survey invitations"),
    "survey.last-day-moved": _l("moved a survey’s last day"), "survey.opened": _l("opened a survey"),
    "survey.raw-answers-exported": _l("downloaded raw answers"),
    "survey.words-settled": _l("settled words from a survey"),
    "whats-on.published": _l("changed what’s on"),
}


def said(verb: str) -> LazyString | str:
    """What a line says after the name."""
    return WORDS.get(verb) or verb.replace(".", ": ").replace("-", " ")


@dataclass(frozen=True)
class Day:
    """One day's lines, the newest first, each with its time on a clock in England."""

    day: date
    lines: list[tuple[str, AuditEntry]]


def by_day(lines: Iterable[AuditEntry]) -> list[Day]:
    """Lines by the day they were written on; they come the newest first and stay so."""
    timed = ((clock.local(line.at), line) for line in lines)
    return [
        Day(day, [(f"{at:%H:%M}", line) for at, line in of_day])
        for day, of_day in groupby(timed, key=lambda pair: pair[0].date())
    ]

"""What moderation plugs in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import export, home
from ..accounts.events import AccountErased
from ..accounts.roles import Permission
from ..engine import events
from ..ui import navigation
from . import cards, jobs, queries, reactions
from .events import ConcernRaised
from .manage import bp


def wire(app: Flask) -> None:
    """The screens, the menu entries, what waits, the letter to the lead, the job."""
    app.register_blueprint(bp)
    for endpoint, label, order in (
        ("queue", lambda: gettext("Comments to read"), 10),
        ("staff", lambda: gettext("For staff to read"), 12),
        ("concerns", lambda: gettext("Urgent"), 14),
    ):
        navigation.add(app, f"moderation_manage.{endpoint}", label, order=order, place="manage")
    home.provide(Permission.SAFEGUARD, cards.for_leads)
    home.provide(Permission.ADMINISTER, cards.for_administrators)
    home.provide(Permission.MODERATE, cards.for_moderators)
    home.provide(Permission.RESPOND, cards.for_responders)
    events.subscribe(ConcernRaised, reactions.tell_leads)
    events.subscribe(AccountErased, reactions.forget_preference)
    export.provide("reading_comments", queries.preference_of)
    jobs.register()

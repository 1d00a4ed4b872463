"""What surveys plug in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import events, subjects
from ..moderation.events import DecisionMade
from ..publishing import content_types
from ..ui import navigation
from . import jobs, manage, reactions
from .cards import KIND, cards, for_leads, keys
from .cli import surveys_cli
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """Pages, the menu entry, the kinds of content, the cards, what decisions do, what runs by itself."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, keys)
    events.subscribe(DecisionMade, reactions.on_decision)
    home.provide(Permission.LEAD_SURVEYS, for_leads)
    jobs.register()
    navigation.add(app, "surveys.overview", lambda: gettext("Surveys"), order=60, place="more")
    app.register_blueprint(bp)
    navigation.add(app, "surveys_manage.overview", lambda: gettext("Surveys"), order=50, place="manage")
    app.register_blueprint(manage.bp)
    app.cli.add_command(surveys_cli)

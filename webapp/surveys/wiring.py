"""What surveys plug in."""

from flask import Flask
from flask_babel import gettext

from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from . import manage
from .cards import KIND, cards, keys
from .cli import surveys_cli
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """Pages, the menu entry, the kind of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, keys)
    navigation.add(app, "surveys.overview", lambda: gettext("Surveys"), order=60, place="more")
    app.register_blueprint(bp)
    navigation.add(app, "surveys_manage.overview", lambda: gettext("Surveys"), order=50, place="manage")
    app.register_blueprint(manage.bp)
    app.cli.add_command(surveys_cli)

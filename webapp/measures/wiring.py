"""What measures plug in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from . import jobs, manage
from .cards import KIND, cards, for_leads, keys
from .cli import measures_cli
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """Pages, the menu entry, the kinds of content, the cards, what runs by itself."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, keys)
    home.provide(Permission.LEAD_SURVEYS, for_leads)
    jobs.register()
    navigation.add(app, "measures.overview", lambda: gettext("What families said"), order=65, place="more")
    app.register_blueprint(bp)
    navigation.add(app, "measures_manage.overview", lambda: gettext("Releases of measures"), order=55, place="manage")
    app.register_blueprint(manage.bp)
    app.cli.add_command(measures_cli)

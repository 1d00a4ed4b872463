"""What waits plugs in."""

from flask import Flask

from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import manage, queries
from .cards import KIND, at_a_glance, cards, lengths
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """The page, the menu entry, the kind of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, on_pages=queries.all_series)
    subjects.provide_cards("waits-at-a-glance", at_a_glance)
    subjects.provide_cards("wait-length", lengths)
    navigation.add(app, "waits.overview", lambda: gettext("Waits"), order=40)
    navigation.add(app, "waits_manage.overview", lambda: gettext("Waits and figures"), order=30, place="manage")
    app.register_blueprint(bp)
    app.register_blueprint(manage.bp)

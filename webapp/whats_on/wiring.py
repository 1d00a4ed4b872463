"""What what's-on plugs in."""

from flask import Flask

from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import cards, manage
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kind of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(cards.KIND, cards.cards, every=cards.keys)
    subjects.provide_cards(cards.TO_TALK_TO, cards.to_talk_to)
    subjects.provide_cards(cards.OF_SERVICE, cards.of_service)
    navigation.add(app, "whats_on.overview", lambda: gettext("What’s on"), order=60)
    navigation.add(app, "whats_on_manage.overview", lambda: gettext("What’s on"), order=50, place="manage")
    app.register_blueprint(bp)
    app.register_blueprint(manage.bp)

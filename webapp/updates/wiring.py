"""What updates plug in."""

from flask import Flask

from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import cards
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kinds of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(cards.UPDATE, cards.update_cards, every=cards.update_keys)
    subjects.provide_cards(cards.STORY, cards.story_cards, every=cards.story_keys)
    navigation.add(app, "updates.overview", lambda: gettext("Updates"), order=70, place="more")
    app.register_blueprint(bp)

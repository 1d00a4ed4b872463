"""What the journey map plugs in."""

from flask import Flask

from ..engine import subjects
from ..engine.search import sources
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import queries
from .cards import map_card, pathway_cards, shortcut_cards, step_cards, steps_with_service
from .content import TYPES
from .routes import bp
from .search import SOURCES


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kinds of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards("step", step_cards, every=lambda: queries.network().stop_by_key)
    subjects.provide_cards("pathway", pathway_cards, every=lambda: queries.network().line_by_key)
    subjects.provide_cards("journey", map_card)
    subjects.provide_cards("steps-with-service", steps_with_service)
    for source in SOURCES:
        sources.provide(source)
    subjects.provide_cards("shortcut", shortcut_cards)
    navigation.add(app, "journey.overview", lambda: gettext("Journey map"), order=10)
    app.register_blueprint(bp)

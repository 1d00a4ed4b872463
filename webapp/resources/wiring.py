"""What the waiting-well library plugs in."""

from flask import Flask

from ..engine import subjects
from ..engine.search import sources
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import queries
from .cards import KIND, cards, for_pathway
from .content import TYPES
from .routes import bp
from .search import SOURCE


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kind of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, every=queries.library)
    subjects.provide_cards("resources-for-pathway", for_pathway)
    sources.provide(SOURCE)
    navigation.add(app, "resources.library", lambda: gettext("Waiting well"), order=30)
    app.register_blueprint(bp)

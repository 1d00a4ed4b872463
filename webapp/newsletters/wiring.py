"""What newsletters plug in."""

from flask import Flask

from ..engine import subjects
from ..publishing import content_types
from ..ui import navigation
from . import cards, jobs
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kind of content, the cards, the jobs."""
    content_types.register(*TYPES)
    subjects.provide_cards(cards.KIND, cards.cards, every=cards.keys)
    navigation.add(app, "newsletters.overview", lambda: navigation.words("Newsletters"), order=80)
    jobs.register()
    app.register_blueprint(bp)

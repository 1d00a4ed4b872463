"""What dates plugs in."""

from flask import Flask

from ..engine import subjects
from ..engine.search import sources
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from .cards import holiday_cards, right_cards, rule_cards
from .content import TYPES
from .routes import bp
from .search import SOURCE


def wire(app: Flask) -> None:
    """Rules and rights, their cards, the rights page."""
    content_types.register(*TYPES)
    subjects.provide_cards("right", right_cards)
    subjects.provide_cards("rule", rule_cards)
    subjects.provide_cards("bank-holiday", holiday_cards)
    sources.provide(SOURCE)
    navigation.add(app, "dates.calculator", lambda: gettext("Dates"), order=45)
    navigation.add(app, "dates.rights", lambda: gettext("Your rights"), order=50)
    app.register_blueprint(bp)

"""What the directory plugs in."""

from flask import Flask

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import events, subjects, throttle
from ..engine.search import sources
from ..moderation.events import DecisionMade
from ..publishing import content_types
from ..publishing.events import ContentTakenIn, RevisionPublished
from ..ui import navigation
from ..ui.words import gettext
from . import queries, reactions
from .cards import KIND, cards, for_editors
from .cli import directory_cli, places_cli
from .content import TYPES
from .routes import bp
from .search import SOURCE


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kind of content, the cards."""
    content_types.register(*TYPES)
    subjects.provide_cards(KIND, cards, every=queries.listings)
    sources.provide(SOURCE)
    events.subscribe(RevisionPublished, reactions.write_records)
    events.subscribe(ContentTakenIn, reactions.follow_lists)
    events.subscribe(DecisionMade, reactions.on_decision)
    home.provide(Permission.EDIT, for_editors)
    navigation.add(app, "directory.overview", lambda: gettext("Local Offer"), order=20)
    app.cli.add_command(places_cli)
    app.cli.add_command(directory_cli)
    limit = throttle.Limit("api", burst=app.config["SETTINGS"].api_burst, every=1)
    app.extensions["api_meter"] = throttle.Meter(limit)
    app.register_blueprint(bp)

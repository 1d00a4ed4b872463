"""What publishing plugs in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import events
from ..engine.search import sources
from ..ui import navigation
from . import cards, jobs
from .cli import content_cli
from .events import DocumentWithdrawn, RevisionPublished
from .manage import providers
from .reactions import note_for_search
from .routes import bp


def wire(app: Flask) -> None:
    """Commands, the editing screens, what waits, the job; the kinds themselves come from the rooms."""
    events.subscribe(RevisionPublished, note_for_search)
    events.subscribe(DocumentWithdrawn, note_for_search)
    app.cli.add_command(content_cli)
    app.register_blueprint(bp)
    app.register_blueprint(providers.bp)
    app.jinja_env.globals["review_of"] = cards.review_of
    sources.lower(cards.weight)
    navigation.add(app, "publishing_manage.overview", lambda: gettext("Words of the site"), order=30, place="manage")
    home.provide(Permission.EDIT, cards.for_editors)
    jobs.register()

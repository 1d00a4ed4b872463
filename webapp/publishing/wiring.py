"""What publishing plugs in."""

from flask import Flask
from flask_babel import gettext

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import events
from ..ui import navigation
from . import cards, jobs
from .cli import content_cli
from .events import DocumentWithdrawn, RevisionPublished
from .manage import bp
from .reactions import note_for_search


def wire(app: Flask) -> None:
    """Commands, the editing screens, what waits, the job; the kinds themselves come from the rooms."""
    events.subscribe(RevisionPublished, note_for_search)
    events.subscribe(DocumentWithdrawn, note_for_search)
    app.cli.add_command(content_cli)
    app.register_blueprint(bp)
    navigation.add(app, "publishing_manage.overview", lambda: gettext("Words of the site"), order=30, place="manage")
    home.provide(Permission.EDIT, cards.for_editors)
    jobs.register()

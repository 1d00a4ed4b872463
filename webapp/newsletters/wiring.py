"""What newsletters plug in."""

from flask import Flask

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import subjects
from ..extensions import csrf
from ..publishing import content_types
from ..ui import navigation
from ..ui.words import gettext
from . import cards, jobs, manage
from .cli import newsletters_cli
from .content import TYPES
from .routes import BY_LINK, bp


def wire(app: Flask) -> None:
    """The pages, the menu entry, the kind of content, the cards, the jobs."""
    content_types.register(*TYPES)
    subjects.provide_cards(cards.KIND, cards.cards, every=cards.keys)
    navigation.add(app, "newsletters.overview", lambda: gettext("Newsletters"), order=80, place="more")
    navigation.add(app, "newsletters_manage.overview", lambda: gettext("Newsletters"), order=40, place="manage")
    home.provide(Permission.SEND_NEWSLETTERS, cards.for_senders)
    jobs.register()
    for view in BY_LINK:
        csrf.exempt(view)
    app.cli.add_command(newsletters_cli)
    app.register_blueprint(bp)
    app.register_blueprint(manage.bp)

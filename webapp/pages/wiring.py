"""What the whole-site pages plug in."""

from flask import Flask

from ..accounts import home
from ..accounts.roles import Permission
from ..engine import subjects
from ..engine.search import sources
from ..publishing import content_types
from ..ui import context, navigation
from ..ui.addresses import url_for
from ..ui.words import gettext
from . import manage
from .cards import cards, for_administrators, for_editors
from .content import TYPES
from .routes import bp
from .search import SOURCE


def wire(app: Flask) -> None:
    """The pages, the footer, the kinds of content."""
    content_types.register(*TYPES)
    sources.provide(SOURCE)
    context.provide(app, "search_url", lambda: url_for("pages.search"))
    subjects.provide_cards("page", cards)
    for order, (endpoint, text) in enumerate((
        ("pages.young_people", lambda: gettext("For young people")),
        ("pages.about", lambda: gettext("About this site")),
        ("pages.another_way", lambda: gettext("Get this another way")),
        ("pages.accessibility", lambda: gettext("Accessibility")),
        ("pages.privacy", lambda: gettext("Privacy")),
        ("pages.cookies", lambda: gettext("Cookies")),
        ("pages.how_we_check", lambda: gettext("How we check what we say")),
    )):
        navigation.add(app, endpoint, text, order=order, place="footer")
    navigation.add(app, "pages_manage.search_gaps", lambda: gettext("Looked for in vain"), order=30, place="manage")
    home.provide(Permission.EDIT, for_editors)
    home.provide(Permission.ADMINISTER, for_administrators)
    navigation.add(app, "pages_manage.jobs", lambda: gettext("Background work"), order=85, place="manage")
    app.register_blueprint(bp)
    app.register_blueprint(manage.bp)

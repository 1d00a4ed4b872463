"""What the whole-site pages plug in."""

from flask import Flask

from ..publishing import content_types
from ..ui import navigation
from .content import TYPES
from .routes import bp


def wire(app: Flask) -> None:
    """The pages, the footer, the kinds of content."""
    content_types.register(*TYPES)
    label = navigation.words
    for order, (endpoint, text) in enumerate((
        ("pages.about", lambda: label("About this site")),
        ("pages.another_way", lambda: label("Get this another way")),
        ("pages.accessibility", lambda: label("Accessibility")),
        ("pages.privacy", lambda: label("Privacy")),
        ("pages.cookies", lambda: label("Cookies")),
        ("pages.how_we_check", lambda: label("How we check what we say")),
    )):
        navigation.add(app, endpoint, text, order=order, place="footer")
    app.register_blueprint(bp)

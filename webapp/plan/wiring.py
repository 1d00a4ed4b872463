"""What my plan plugs in."""

from flask import Flask
from flask_babel import gettext

from ..ui import navigation
from .routes import bp


def wire(app: Flask) -> None:
    """The pages and the menu entry."""
    navigation.add(app, "plan.my_plan", lambda: gettext("My plan"), order=47)
    app.register_blueprint(bp)

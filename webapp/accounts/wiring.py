"""What accounts plug in."""

from flask import Flask

from . import access, manage, routes
from .cli import accounts_cli


def wire(app: Flask) -> None:
    """Who is signed in, the pages, what the signed-in frame shows, the command."""
    app.before_request(access.load_person)
    app.register_error_handler(401, routes.ask_to_sign_in)
    app.context_processor(routes.facts)
    app.register_blueprint(routes.bp)
    app.register_blueprint(manage.bp)
    app.cli.add_command(accounts_cli)

"""What accounts plug in."""

from flask import Flask

from ..ui import navigation
from ..ui.words import gettext
from . import access, jobs, manage, routes
from .cli import accounts_cli


def wire(app: Flask) -> None:
    """Who is signed in, the pages, what the signed-in frame shows, the command, the job."""
    app.before_request(access.load_person)
    app.register_error_handler(401, routes.ask_to_sign_in)
    app.context_processor(routes.facts)
    app.register_blueprint(routes.bp)
    app.register_blueprint(manage.bp)
    navigation.add(app, "accounts_manage.home_page", lambda: gettext("Home"), order=0, place="manage")
    navigation.add(app, "accounts_manage.people", lambda: gettext("People"), order=80, place="manage")
    navigation.add(app, "accounts_manage.account", lambda: gettext("Your account"), order=90, place="manage")
    app.cli.add_command(accounts_cli)
    jobs.register()

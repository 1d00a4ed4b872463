"""What search plugs in."""

import hashlib
from pathlib import Path

from flask import Flask

from . import follower, listener
from .cli import search_cli
from .index import Index


def wire(app: Flask) -> None:
    """The index of this application, the listener's wake-up, the commands."""
    settings = app.config["SETTINGS"]
    database = hashlib.sha256(settings.sqlalchemy_url.encode()).hexdigest()[:12]  # an index follows one database
    app.extensions["search_index"] = Index(Path(settings.var_dir) / "search" / database)
    listener.wake_with(follower.after_change)
    app.cli.add_command(search_cli)

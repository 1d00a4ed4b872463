"""What search plugs in."""

from pathlib import Path

from flask import Flask

from . import follower, listener
from .cli import search_cli
from .index import Index


def wire(app: Flask) -> None:
    """The index of this application, the listener's wake-up, the commands."""
    app.extensions["search_index"] = Index(Path(app.config["SETTINGS"].var_dir) / "search")
    listener.wake_with(follower.after_change)
    app.cli.add_command(search_cli)

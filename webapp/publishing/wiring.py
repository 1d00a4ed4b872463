"""What publishing plugs in."""

from flask import Flask

from .cli import content_cli


def wire(app: Flask) -> None:
    """Commands; the kinds themselves come from the rooms."""
    app.cli.add_command(content_cli)

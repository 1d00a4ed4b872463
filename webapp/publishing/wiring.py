"""What publishing plugs in."""

from flask import Flask

from ..engine import events
from .cli import content_cli
from .events import DocumentWithdrawn, RevisionPublished
from .reactions import note_for_search


def wire(app: Flask) -> None:
    """Commands; the kinds themselves come from the rooms."""
    events.subscribe(RevisionPublished, note_for_search)
    events.subscribe(DocumentWithdrawn, note_for_search)
    app.cli.add_command(content_cli)

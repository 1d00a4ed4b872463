"""What publishing itself does when words change."""

from ..engine.search import listener, sources
from .events import DocumentWithdrawn, RevisionPublished


def note_for_search(event: RevisionPublished | DocumentWithdrawn) -> None:
    """Note changed words that have no row of their own; the listener notes rows by itself."""
    source = sources.get(event.kind)
    if source is not None and not source.rows:
        listener.note(event.kind, event.key)

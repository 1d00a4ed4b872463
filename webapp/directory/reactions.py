"""What the directory does when words change: the national standard's records follow, in the same transaction."""

from ..moderation import queries as moderation
from ..moderation.events import DecisionMade
from ..moderation.rules import State
from ..publishing.events import ContentTakenIn, RevisionPublished
from . import operations

KIND = "service"


def write_records(event: RevisionPublished) -> None:
    """A service's new words become records: now, or with all the others once the folder has been taken in."""
    if event.kind != KIND:
        return
    if event.in_bulk:
        operations.records_are_old(event.key)
    else:
        operations.write_records(event.key)


def follow_lists(_event: ContentTakenIn) -> None:
    """Lists of terms may have changed with the files, and so may the rules by which records are made."""
    operations.write_terms()
    operations.make_again()


def on_decision(event: DecisionMade) -> None:
    """A volunteer has read what a family said of a listing."""
    outcome = moderation.outcome(event.entry_id)
    if outcome.ref.kind == operations.VISIT:
        operations.decide_visit(int(outcome.ref.key), outcome.words if outcome.state is State.PUBLISHED else None)

"""What comments do when moderation has decided."""

from ..moderation import queries as moderation
from ..moderation.events import DecisionMade
from ..moderation.rules import State
from . import operations


def on_decision(event: DecisionMade) -> None:
    """Publish the decided text, or take it off."""
    outcome = moderation.outcome(event.entry_id)
    if outcome.ref.kind != operations.KIND:
        return
    comment_id = int(outcome.ref.key)
    if outcome.state is State.PUBLISHED and outcome.words is not None:
        operations.publish_comment(comment_id, words=outcome.words, taken_out=outcome.taken_out)
        return
    states = {State.PRIVATE: "private", State.URGENT: "urgent"}
    operations.hold_comment(
        comment_id,
        state=states.get(outcome.state, "awaiting"),
        reason=str(outcome.reason) if outcome.state is State.PRIVATE and outcome.reason else None,
    )

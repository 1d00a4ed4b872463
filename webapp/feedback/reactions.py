"""What comments do when moderation has decided."""

from ..moderation import queries as moderation
from ..moderation.events import CommentOffered, DecisionMade
from ..moderation.rules import State
from . import operations
from .wording import About, Speaker, Wish


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


def on_offer(event: CommentOffered) -> None:
    """Take the words in like any comment: they are read before anybody sees them."""
    operations.leave_comment(
        operations.Words(Speaker.PARENT_CARER, About.GAP, Wish.PUBLISH, event.words),
        names=("Information that is missing or hard to find", "A parent or carer"),
        known_names=(),
    )

"""What happens to families' words when staff have read them."""

from ..moderation import queries as moderation
from ..moderation.events import DecisionMade
from ..moderation.rules import State
from .operations import setting_apart

_STATES = {State.PRIVATE: "kept", State.URGENT: "safeguarding"}


def on_decision(event: DecisionMade) -> None:
    """Read and noted: kept for themes and quotes. Urgent: with the safeguarding lead."""
    outcome = moderation.outcome(event.entry_id)
    if outcome.ref.kind == setting_apart.WORDS:
        setting_apart.settle(outcome.ref.key, state=_STATES.get(outcome.state, "waiting"))

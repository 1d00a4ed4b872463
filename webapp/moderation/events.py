"""What moderation announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DecisionMade:
    """An entry came to another state; ask `queries.outcome` what it is now."""

    entry_id: int


@dataclass(frozen=True)
class ConcernRaised:
    """An entry is urgent: the named leads are to be told, with a link and without the words."""

    concern_id: int

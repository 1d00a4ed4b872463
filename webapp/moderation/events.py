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


@dataclass(frozen=True)
class CommentOffered:
    """Words that a parent or carer gave as a comment on the Local Offer elsewhere, with nothing that says where.

    Stands here because the rooms that offer and the room that takes stand side by side and may not know each other.
    """

    words: str

"""What surveys announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WaveClosed:
    """A wave is frozen; its counts will never change again."""

    wave: str


@dataclass(frozen=True)
class WordsReceived:
    """Somebody's words wait for a person to read them. `as_comment`: they may become a Local Offer comment."""

    words_id: str
    as_comment: bool

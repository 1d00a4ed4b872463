"""What surveys announce."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WaveClosed:
    """A wave is frozen; its counts will never change again."""

    wave: str

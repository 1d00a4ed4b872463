"""What accounts and the rooms above announce about the people who run the site."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterWanted:
    """One letter to somebody who runs the site. Whoever has a way to send letters subscribes."""

    to: str
    subject: str
    text: str
    purpose: str

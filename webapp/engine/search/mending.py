"""Typed words put right before they are understood: text-speak, words torn apart or run together, slips. Pure."""

from collections.abc import Sequence
from typing import Protocol

from . import words
from .vocabulary import Vocabulary

MIN_PART = 3


class Speller(Protocol):
    """What the index knows of words."""

    def knows(self, stem: str) -> bool:
        """Whether any document has this stem."""

    def stands(self, stems: tuple[str, ...]) -> bool:
        """Whether any document has these stems side by side."""

    def is_topic(self, stem: str) -> bool:
        """Whether it stands in a title, a topic or a summary, rather than only in passing."""

    def meant(self, word: str) -> str | None:
        """The known word this misspelling probably is."""

    def starting(self, part: str) -> list[str]:
        """Known words that start like this, commonest first."""

    def kin(self, stem: str) -> tuple[str, ...]:
        """Stems of the same family that documents have."""


def spelled_out(sequence: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Text-speak in full: “wot r u” is “what are you”."""
    return [full for word in sequence for full in vocabulary.spelled.get(word, (word,))]


def mended(
    sequence: Sequence[str], vocabulary: Vocabulary, speller: Speller
) -> tuple[list[str], list[tuple[str, str]]]:
    """The words, each unknown one put right where that can be told, and what was put right: (typed, meant)."""

    def is_known(word: str) -> bool:
        stem = words.stem(word)
        return word in vocabulary.stops or word.isdigit() or vocabulary.has(stem) or speller.knows(stem)

    done: list[str] = []
    corrections: list[tuple[str, str]] = []
    at = 0
    while at < len(sequence):
        word = sequence[at]
        after = sequence[at + 1] if at + 1 < len(sequence) else ""
        at += 1
        if is_known(word) or (not after and len(word) >= MIN_PART and speller.starting(word)):
            done.append(word)
        elif after and len(word + after) > MIN_PART + 2 and is_known(word + after):
            done.append(word + after)
            at += 1
        elif halves := _halves(word, is_known):
            done.extend(halves)
        elif meant := speller.meant(word):
            corrections.append((word, meant))
            done.extend(words.tokens(meant))
        else:
            done.append(word)
    return done, corrections


def _halves(word: str, is_known: "IsKnown") -> tuple[str, str] | None:
    """Two known words written as one, the longer first word preferred."""
    for cut in range(len(word) - 4, 3, -1):
        if is_known(word[:cut]) and is_known(word[cut:]):
            return word[:cut], word[cut:]
    return None


class IsKnown(Protocol):
    """Whether anybody knows a word."""

    def __call__(self, word: str, /) -> bool: ...

"""What a result shows: its words with those looked for marked, and the sentence that has most of them.

A text is cut once and remembered with the document, so that marking it looks only at the words that match.
"""

import re
from collections.abc import KeysView
from dataclasses import dataclass
from functools import cached_property

from . import words

Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Marks:
    """What to mark: words, by their stems, and rows of words that count only where all of them stand."""

    stems: frozenset[str] = frozenset()
    rows: tuple[frozenset[str], ...] = ()

    def among(self, held: KeysView[str]) -> frozenset[str] | set[str]:
        """The stems to mark in a text that holds these."""
        found = self.stems & held
        if self.rows:
            return found.union(*(row for row in self.rows if row <= held))
        return found


_SHOWN_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.?])\s+")


class Passage:
    """A text whose words can be marked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def where(self) -> dict[str, list[tuple[int, int]]]:
        """Stem → where its words start and end."""
        found: dict[str, list[tuple[int, int]]] = {}
        for match in _SHOWN_WORD.finditer(self.text):
            found.setdefault(words.stem(words.fold(match.group())), []).append(match.span())
        return found

    def marked(self, marks: Marks) -> Pieces:
        """The text in pieces, each with whether it is one of the words to mark."""
        where, text = self.where, self.text
        matching = marks.among(where.keys())
        if not matching:
            return ((text, False),) if text else ()
        spans = sorted(span for stem in matching for span in where[stem])
        pieces: list[tuple[str, bool]] = []
        done = 0
        for start, end in spans:
            if start > done:
                pieces.append((text[done:start], False))
            pieces.append((text[start:end], True))
            done = end
        if done < len(text):
            pieces.append((text[done:], False))
        return tuple(pieces)


class Sentences:
    """A longer text, by sentences."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _passages(self) -> list[Passage]:
        return [Passage(part) for part in _SENTENCE_END.split(self.text.strip()) if part]

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        """Stem → the sentences that have it."""
        found: dict[str, list[int]] = {}
        for number, passage in enumerate(self._passages):
            for stem in set(words.stems(passage.text)):
                found.setdefault(stem, []).append(number)
        return found

    def best(self, marks: Marks) -> Pieces:
        """The sentence with most of the words to mark, marked; the first of equals; nothing when none has any."""
        holders = self._holders
        counts: dict[int, int] = {}
        for stem in marks.among(holders.keys()):
            for number in holders[stem]:
                counts[number] = counts.get(number, 0) + 1
        if not counts:
            return ()
        return self._passages[min(counts, key=lambda number: (-counts[number], number))].marked(marks)

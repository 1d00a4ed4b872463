"""The one door for rooms: understand what was typed, look, and say so when the index cannot be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import follower, question, reader, suggest, vocabulary
from .generation import Generation
from .index import UnreadableIndexError
from .question import Question
from .reader import Found

__all__ = ["Asked", "Found", "Question", "UnreadableIndexError", "ask", "completions"]


@dataclass(frozen=True)
class Asked:
    """A question understood, with the index it is asked of; `is_current` is false while a change is on its way."""

    question: Question
    is_current: bool
    _index: Generation

    def find(
        self, *, kinds: Sequence[str] = (), chosen: Mapping[str, Sequence[str]] | None = None,
        counted: Mapping[str, Sequence[str]] | None = None, start: int = 0, count: int = 10, with_keys: bool = False,
        lifted: Mapping[str, Sequence[str]] | None = None,
    ) -> Found:
        """Results; see `reader.find`."""
        return reader.find(
            self._index, self.question, kinds=kinds, chosen=chosen, counted=counted, start=start, count=count,
            with_keys=with_keys, lifted=lifted,
        )

    def with_place_in_words(self) -> "Asked":
        """The place as a word to look for, where nothing is narrowed by it."""
        return replace(self, question=self.question.with_place_in_words())

    def without_words(self) -> "Asked":
        """The same place and age with nothing to look for: the nearest when no word matched."""
        return replace(self, question=replace(self.question, concepts=(), required=(), excluded=(), neighbours=()))


def ask(text: str) -> Asked:
    """Understand a search. Raises UnreadableIndexError; the index is then being built anew."""
    index, is_current = follower.current()
    known = vocabulary.current()
    lexicon = suggest.lexicon(index, known)
    return Asked(lexicon.understood(text, lambda: question.read(text, known, lexicon)), is_current, index)


def completions(typed: str, kinds: tuple[str, ...], count: int = 8) -> list[str]:
    """What somebody who has typed this may be about to type. Raises UnreadableIndexError."""
    index, _is_current = follower.current()
    return suggest.completions(index, vocabulary.current(), typed, kinds, count)

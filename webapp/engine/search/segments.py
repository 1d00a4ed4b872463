"""One segment of the index in memory: posting lists and facets, read once and kept for as long as it lives.

Whoosh never changes a written segment, so an edit elsewhere leaves all of this standing.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import RLock
from typing import Any

from ..subjects import SubjectRef
from . import words
from .passages import Passage, Sentences

K1, B = 3.0, 0.6  # chosen on the graded questions: a word in a title counts for more than with the usual 1.2
KEPT_POSTINGS = 20_000
KEPT_CARDS = 5_000



@dataclass(frozen=True)
class Posting:
    """Where a term stands: document numbers, how well each fits (BM25 without rarity), and the numbers as bits."""

    docs: list[int]
    fits: list[float]
    bits: int


NOWHERE = Posting([], [], 0)


class Card:
    """What a result shows of a document, with what ranking asks of its title."""

    __slots__ = ("key", "plain", "prior", "ref", "summary", "text", "title", "title_stems")

    def __init__(self, key: str, title: str, summary: str, text: str, prior: float) -> None:
        self.key, self.ref = key, SubjectRef.parse(key)
        self.title, self.prior = title, prior
        self.plain, self.title_stems = words.plain(title), frozenset(words.stems(title))
        self.summary, self.text = Passage(summary), Sentences(text)


def as_bits(numbers: Any, size: int) -> int:
    """Document numbers as one integer with those bits set."""
    room = bytearray((size >> 3) + 1)
    for number in numbers:
        room[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(room, "little")


class Segment:
    """Reads of one segment. Numbers are the segment's own, from 0."""

    def __init__(self, reader: Any, average_length: float) -> None:
        self.reader = reader
        self.size: int = reader.doc_count_all()
        self._lock = RLock()  # Whoosh's readers share a file position
        self._norms = [
            K1 * ((1 - B) + B * (reader.doc_field_length(number, "body", 1) or 1) / average_length)
            for number in range(self.size)
        ]
        self._postings: OrderedDict[tuple[str, str], Posting] = OrderedDict()
        self._cards: OrderedDict[int, Card] = OrderedDict()
        self.facets = self._read_facets()
        self.word_counts = self._read_words()

    def posting(self, field: str, term: str) -> Posting:
        """Where a term stands in this segment."""
        key = (field, term)
        found = self._postings.get(key)
        if found is None:
            with self._lock:
                found = self._postings[key] = self._read_posting(field, term)
                if len(self._postings) > KEPT_POSTINGS:
                    self._postings.popitem(last=False)
        return found

    def _read_posting(self, field: str, term: str) -> Posting:
        if (field, term) not in self.reader:
            return NOWHERE
        docs, fits, norms = [], [], self._norms
        matcher = self.reader.postings(field, term)
        while matcher.is_active():
            number, weight = matcher.id(), matcher.weight()
            docs.append(number)
            fits.append(weight * (K1 + 1) / (weight + norms[number]))
            matcher.next()
        return Posting(docs, fits, as_bits(docs, self.size))

    def _read_facets(self) -> dict[str, int]:
        found = {}
        for term in list(self.reader.lexicon("facets")):
            matcher = self.reader.postings("facets", term)
            found[term.decode("utf-8")] = as_bits(matcher.all_ids(), self.size)
        return found

    def _read_words(self) -> dict[str, int]:
        """Plain words and in how many documents each stands."""
        lexicon = list(self.reader.lexicon("words"))
        return {term.decode("utf-8"): self.reader.doc_frequency("words", term) for term in lexicon}

    def card(self, number: int) -> Card:
        """What a result shows of one document."""
        found = self._cards.get(number)
        if found is None:
            with self._lock:
                stored = self.reader.stored_fields(number)
                found = self._cards[number] = Card(stored["ref"], *stored.get("shown", ("", "", "", 1.0)))
                if len(self._cards) > KEPT_CARDS:
                    self._cards.popitem(last=False)
        return found

    def live(self, deleted: Any) -> int:
        """The bits of documents that are not deleted."""
        everything = (1 << self.size) - 1
        return everything & ~as_bits(deleted, self.size) if deleted else everything

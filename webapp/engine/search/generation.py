"""The whole index at one commit, put together from its segments. Safe to share between threads."""

import math
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from . import words
from .segments import KEPT_CARDS, Card, Posting, Segment, as_bits

KEPT_CONCEPTS, CHAMPIONS = 4_000, (80, 320, 1_600, 6_400)
NEARLY = 0.15  # ways worth this much less than the best one still say the thing itself


@dataclass(frozen=True)
class Alternative:
    """One way to say something: stems that stand together, and how much a match is worth (0 to 1)."""

    stems: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Concept:
    """What one or more typed words mean. `light` words (help, support) rank but need not be there."""

    typed: str
    ways: tuple[Alternative, ...]
    light: bool = False

    @property
    def stems(self) -> Iterator[str]:
        """Every stem of every way, for highlighting."""
        return (stem for way in self.ways for stem in way.stems)


@dataclass(frozen=True)
class Scores:
    """Where a concept stands and what each document earns by it. `worth` is its rarity."""

    points: dict[int, float]
    bits: int
    worth: float

    @cached_property
    def champions(self) -> tuple[int, ...]:
        """The documents that earn most by it, as bits: the first few dozen, and more where a choice leaves few."""
        if len(self.points) <= CHAMPIONS[0]:
            return (self.bits,) * len(CHAMPIONS)
        ranked = sorted(self.points, key=self.points.__getitem__, reverse=True)
        size = max(ranked) + 1
        return tuple(as_bits(ranked[:number], size) for number in CHAMPIONS)


class Generation:
    """Reads across segments. Document numbers are the generation's own: segment base plus the segment's number."""

    def __init__(self, parts: list[tuple[Segment, int]], mark: int) -> None:
        self.mark = mark
        self._parts: list[tuple[Segment, int]] = []
        base = live = 0
        for segment, segment_live in parts:
            self._parts.append((segment, base))
            live |= segment_live << base
            base += segment.size
        self.size = base
        self._cards: dict[int, Card] = {}
        self.facets: dict[str, int] = {}
        for segment, base in self._parts:
            for name, bits in segment.facets.items():
                self.facets[name] = self.facets.get(name, 0) | bits << base
        self.live = live & self._real()
        self.count = self.live.bit_count()
        self._concepts: OrderedDict[Concept, Scores] = OrderedDict()
        self._terms: OrderedDict[tuple[str, str], Scores] = OrderedDict()

    def _real(self) -> int:
        """Documents proper: all but the bookmark, which has no kind."""
        real = 0
        for name, bits in self.facets.items():
            if name.startswith("kind:"):
                real |= bits
        return real

    def rarity(self, holders: int) -> float:
        """What a match is worth when so many documents have it."""
        return math.log(1 + (self.count - min(holders, self.count) + 0.5) / (holders + 0.5))

    def term(self, field: str, term: str) -> Scores:
        """Where one stem (or pair) stands."""
        key = (field, term)
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = self._read_term(field, term)
            _trim(self._terms)
        return found

    def _read_term(self, field: str, term: str) -> Scores:
        parts = [(segment.posting(field, term), base) for segment, base in self._parts]
        bits = 0
        for posting, base in parts:
            bits |= posting.bits << base
        worth = self.rarity((bits & self.live).bit_count())
        points: dict[int, float] = {}
        for posting, base in parts:
            points.update(_weighed(posting, base, worth))
        return Scores(points, bits, worth)

    def concept(self, concept: Concept) -> Scores:
        """Where any way of saying it stands; a document earns by its best way."""
        found = self._concepts.get(concept)
        if found is None:
            found = self._concepts[concept] = self._read_concept(concept)
            _trim(self._concepts)
        return found

    def _read_concept(self, concept: Concept) -> Scores:
        """What is merely near the meaning is worth no more than the thing itself, however rare the word."""
        ways = [(self.way(way.stems), way.weight) for way in concept.ways]
        if len(ways) == 1 and ways[0][1] == 1.0:
            return ways[0][0]
        found = [(scores, weight) for scores, weight in ways if scores.bits]
        best = max((weight for _scores, weight in found), default=0.0)
        worth = max((scores.worth * weight for scores, weight in found if weight >= best - NEARLY), default=0.0)
        points: dict[int, float] = {}
        bits = 0
        for scores, weight in found:
            bits |= scores.bits
            share = weight * min(1.0, worth / scores.worth) if scores.worth else 0.0
            for doc, earned in scores.points.items():
                if earned * share > points.get(doc, 0.0):
                    points[doc] = earned * share
        return Scores(points, bits, worth)

    def way(self, stems: tuple[str, ...]) -> Scores:
        """Where stems stand together: one stem, or neighbours in this order."""
        if len(stems) == 1:
            return self.term("body", stems[0])
        key = ("", " ".join(stems))
        found = self._terms.get(key)
        if found is None:
            found = self._terms[key] = self._read_row(stems)
            _trim(self._terms)
        return found

    def _read_row(self, stems: tuple[str, ...]) -> Scores:
        parts = [self.term("pairs", pair) for pair in words.pairs(stems)]
        bits = -1
        for part in (*parts, *(self.term("body", stem) for stem in stems)):
            bits &= part.bits
        points = {doc: max(part.points[doc] for part in parts) for doc in numbers(bits)}
        return Scores(points, bits, self.rarity((bits & self.live).bit_count()))

    def card(self, doc: int) -> Card:
        """What a result shows of a document."""
        found = self._cards.get(doc)
        if found is None:
            if len(self._cards) > KEPT_CARDS:
                self._cards.clear()
            found = self._cards[doc] = next(s.card(doc - base) for s, base in reversed(self._parts) if doc >= base)
        return found

    def facet(self, name: str, value: str) -> int:
        """The documents with this value, as bits."""
        return self.facets.get(f"{name}:{value}", 0)

    @cached_property
    def known_words(self) -> dict[str, int]:
        """Every plain word and in how many documents it stands."""
        found: dict[str, int] = {}
        for segment, _base in self._parts:
            for word, number in segment.word_counts.items():
                found[word] = found.get(word, 0) + number
        return found


_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def numbers(bits: int) -> Iterator[int]:
    """The positions of the bits that are set, rising."""
    text = bin(bits)[:1:-1]
    if bits.bit_count() * 10 > len(text):
        yield from compress(range(len(text)), text.encode().translate(_TRUTH))
        return
    at = text.find("1")
    while at >= 0:
        yield at
        at = text.find("1", at + 1)


def _weighed(posting: Posting, base: int, worth: float) -> Iterator[tuple[int, float]]:
    return ((doc + base, fit * worth) for doc, fit in zip(posting.docs, posting.fits, strict=True))


def _trim(kept: "OrderedDict[Concept, Scores] | OrderedDict[tuple[str, str], Scores]") -> None:
    while len(kept) > KEPT_CONCEPTS:
        try:
            kept.popitem(last=False)
        except KeyError:  # another thread trimmed it
            return

"""Finding: one pass over kept posting lists, facet counts by bit counting, the best few looked at closely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..subjects import SubjectRef
from . import ranking
from .generation import Concept, Generation, Scores, numbers
from .passages import Marks, Pieces
from .question import Question
from .segments import Card

ENOUGH = 15         # with so many found, documents that fit less of the question are left out


class Hit:
    """One result. What it shows is marked when it is asked for."""

    def __init__(self, card: Card, marks: Marks, score: float) -> None:
        self._card, self._marks, self.score = card, marks, score

    @property
    def ref(self) -> SubjectRef:
        """What it is."""
        return self._card.ref

    @property
    def title(self) -> str:
        """Its title."""
        return self._card.title

    @cached_property
    def summary(self) -> Pieces:
        """Its summary in pieces, each with whether it is a word looked for."""
        return self._card.summary.marked(self._marks)

    @property
    def sentence(self) -> Pieces:
        """The sentence of its description that matched best, if its summary shows no match."""
        if any(is_match for _words, is_match in self.summary):
            return ()
        return self._card.text.best(self._marks)


@dataclass(frozen=True)
class Found:
    """What a search found. `total` counts everything; `counts` is facet → value → how many with it."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    partly: bool = False
    keys: tuple[str, ...] = ()


Chosen = Mapping[str, Sequence[str]]


def find(
    index: Generation, question: Question, *, kinds: Sequence[str] = (), chosen: Chosen | None = None,
    counted: Mapping[str, Sequence[str]] | None = None, start: int = 0, count: int = 10, enough: int = ENOUGH,
    with_keys: bool = False, lifted: Chosen | None = None,
) -> Found:
    """Results `start` to `start + count` of a question, best first.

    `chosen` narrows: any value of one facet, all facets. `counted` names the facet values to count; a facet's counts
    leave its own choice out, so that families see what else they could choose. `with_keys` lists every key found.
    Documents with any of the `lifted` values of a facet come before equals, once for each facet.
    """
    chosen = chosen or {}
    kept = _any(index, "kind", kinds) & index.live if kinds else index.live
    choices = {name: _any(index, name, values) for name, values in chosen.items() if values}
    keep = kept
    for bits in choices.values():
        keep &= bits
    concepts = [(concept, index.concept(concept)) for concept in question.concepts]
    keep &= _strict(index, question)
    matched, partly = _matching(concepts, keep, enough) if concepts else (index.live, False)
    matched &= _strict(index, question)
    result = matched & keep
    lift = [_any(index, name, values) for name, values in (lifted or {}).items() if values]
    best = ranking.best(index, question, concepts, result, start + count, lift)
    marks = question.marks
    hits = tuple(Hit(index.card(doc), marks, score) for score, doc in best[start:start + count])
    return Found(
        hits, result.bit_count(), _counts(index, matched & kept, choices, counted or {}), partly,
        tuple(index.card(doc).key for doc in numbers(result)) if with_keys else (),
    )


def _any(index: Generation, name: str, values: Sequence[str]) -> int:
    bits = 0
    for value in values:
        bits |= index.facet(name, value)
    return bits


def _strict(index: Generation, question: Question) -> int:
    """Documents with every quoted phrase and no excluded word."""
    bits = index.live
    for stems in question.required:
        bits &= index.way(stems).bits
    for stems in question.excluded:
        bits &= ~index.way(stems).bits
    return bits


def _matching(concepts: list[tuple[Concept, Scores]], keep: int, enough: int) -> tuple[int, bool]:
    """Documents that fit as much of the question as leaves enough of them, and whether some fit only part of it."""
    weighty = [scores.bits for concept, scores in concepts if not concept.light] or [s.bits for _c, s in concepts]
    at_least = [keep] + [0] * len(weighty)
    for bits in weighty:
        for number in range(len(weighty), 0, -1):
            at_least[number] |= at_least[number - 1] & bits
    for number in range(len(weighty), 0, -1):
        if at_least[number].bit_count() >= enough:
            return _at_least(weighty, number), number < len(weighty)
    found = 0
    for _concept, scores in concepts:  # so few that whatever has any of the words is shown after them
        found |= scores.bits
    return found, bool(found) and not (at_least[-1] and len(weighty) == 1)


def _at_least(weighty: list[int], wanted: int) -> int:
    """Documents that have at least so many of the concepts, whatever else narrows them."""
    rows = [0] * (wanted + 1)
    rows[0] = -1
    for bits in weighty:
        for number in range(wanted, 0, -1):
            rows[number] |= rows[number - 1] & bits
    return rows[wanted]


def _counts(
    index: Generation, matched: int, choices: Mapping[str, int], counted: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, int]]:
    counts = {}
    for name, values in counted.items():
        base = matched
        for other, bits in choices.items():
            if other != name:
                base &= bits
        counts[name] = {value: (base & index.facet(name, value)).bit_count() for value in values}
    return counts

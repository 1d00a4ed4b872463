"""Finding: one pass over kept posting lists, facet counts by bit counting, the best few looked at closely."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..subjects import SubjectRef
from . import words
from .generation import Concept, Generation, Scores, numbers
from .question import Question

ENOUGH = 15         # with so many found, documents that fit less of the question are left out
FEW = 250           # up to so many results, each is weighed
LOOKED_AT = 40      # the best by words are put in order by how they fit as a whole
COVERAGE, NEIGHBOURS, NAMED, LIFTED, TITLED = 0.5, 0.35, 2.5, 1.35, 0.5


@dataclass(frozen=True)
class Hit:
    """One result: what it is, its title and summary in pieces (words, is a match), the sentence that matched."""

    ref: SubjectRef
    title: str
    summary: tuple[tuple[str, bool], ...]
    sentence: tuple[tuple[str, bool], ...]
    score: float


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
    best = _best(index, question, concepts, result, start + count, lift)
    wanted = question.wanted
    hits = tuple(_hit(index, wanted, score, doc) for score, doc in best[start:start + count])
    return Found(
        hits, result.bit_count(), _counts(index, matched & kept, choices, counted or {}), partly,
        tuple(index.shown(doc)[0] for doc in numbers(result)) if with_keys else (),
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
    return found, not (at_least[-1] and len(weighty) == 1)


def _at_least(weighty: list[int], wanted: int) -> int:
    """Documents that have at least so many of the concepts, whatever else narrows them."""
    rows = [0] * (wanted + 1)
    rows[0] = -1
    for bits in weighty:
        for number in range(wanted, 0, -1):
            rows[number] |= rows[number - 1] & bits
    return rows[wanted]


def _best(
    index: Generation, question: Question, concepts: list[tuple[Concept, Scores]], result: int, count: int,
    lift: list[int],
) -> list[tuple[float, int]]:
    """The best documents with their scores, best first. Without words to look for: in the index's own order."""
    if not concepts:
        docs = [doc for doc, _n in zip(numbers(result), range(max(count, LOOKED_AT) * 4), strict=False)]
        known = ((index.shown(doc)[1][3] * _lifted(lift, doc), doc) for doc in docs)
        return sorted(known, key=lambda pair: -pair[0])[:count]
    first = _first([scores for _concept, scores in concepts], result, max(LOOKED_AT, count))
    total = sum(scores.worth for _concept, scores in concepts) or 1.0
    neighbours = [index.way(pair) for pair in question.neighbours]
    plain, wanted = words.plain(question.text), question.wanted
    worths = [(scores.points, COVERAGE * scores.worth / total) for _concept, scores in concepts]
    closer = []
    for points, doc in first:
        fits, beside = 1 - COVERAGE, 0.0
        for held, worth in worths:
            if doc in held:
                fits += worth
        for pair in neighbours:
            beside += pair.points.get(doc, 0.0)
        title, _summary, _text, prior = index.shown(doc)[1]
        weight = prior * _lifted(lift, doc) * (NAMED if plain == words.plain(title) else 1.0)
        weight *= 1 + TITLED * _titled(title, wanted, question.unmarked)
        closer.append(((points * fits + NEIGHBOURS * beside) * weight, doc))
    closer.sort(key=lambda pair: (-pair[0], pair[1]))
    return closer


def _lifted(lift: list[int], doc: int) -> float:
    return LIFTED ** sum(bits >> doc & 1 for bits in lift) if lift else 1.0


def _titled(title: str, wanted: frozenset[str], stops: frozenset[str]) -> float:
    """How much of a title was asked for, 0 to 1, stop words aside."""
    own = words.title_stems(title) - stops
    return len(own & wanted) / len(own) if own else 0.0


def _first(lists: list[Scores], result: int, count: int) -> list[tuple[float, int]]:
    """The documents of the result that earn most by their words, with what they earn.

    In a large result only each concept's champions and the documents that have every concept are weighed: one that is
    none of those is not among the first. If that leaves too few, all are weighed.
    """
    chosen = result
    if result.bit_count() > FEW:
        everything, champions = -1, 0
        for scores in lists:
            everything &= scores.bits
            champions |= scores.champions
        best = (everything | champions) & result
        if best.bit_count() >= 2 * count:
            chosen = best
    docs = list(numbers(chosen))
    earned = [0.0] * len(docs)
    for scores in lists:
        get = scores.points.get
        earned = [so_far + get(doc, 0.0) for so_far, doc in zip(earned, docs, strict=True)]
    return heapq.nlargest(count, zip(earned, docs, strict=True))


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


def _hit(index: Generation, wanted: frozenset[str], score: float, doc: int) -> Hit:
    ref, (title, summary, text, _prior) = index.shown(doc)
    pieces = words.marked(summary, wanted)
    sentence: tuple[tuple[str, bool], ...] = ()
    if wanted and not any(is_match for _words, is_match in pieces):
        sentence = words.marked(words.best_sentence(text, wanted), wanted)
    return Hit(SubjectRef.parse(ref), title, pieces, sentence, score)

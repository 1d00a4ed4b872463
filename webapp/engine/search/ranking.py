"""The order of results: the documents that earn most by their words, the best of them looked at as a whole."""

from . import words
from .generation import CHAMPIONS, Concept, Generation, Scores, numbers
from .question import Question

FEW = 130           # up to so many results, each is weighed
LOOKED_AT = 24      # the best by words are put in order by how they fit as a whole
COVERAGE, NEIGHBOURS, NAMED, LIFTED, TITLED = 0.4, 0.35, 2.5, 1.35, 0.5

Ranked = list[tuple[float, int]]


def best(
    index: Generation, question: Question, concepts: list[tuple[Concept, Scores]], result: int, count: int,
    lift: list[int],
) -> Ranked:
    """The best documents with their scores, best first. Without words to look for: in the index's own order."""
    if not concepts:
        docs = [doc for doc, _n in zip(numbers(result), range(max(count, LOOKED_AT) * 4), strict=False)]
        known = ((index.card(doc).prior * _lifted(lift, doc), doc) for doc in docs)
        return sorted(known, key=lambda pair: -pair[0])[:count]
    first = by_words([scores for _concept, scores in concepts], result, max(LOOKED_AT, count))
    total = sum(scores.worth for _concept, scores in concepts) or 1.0
    worths = [(scores.points, COVERAGE * scores.worth / total) for _concept, scores in concepts]
    rows = [points for points in (index.way(pair).points for pair in question.neighbours) if points]
    plain, wanted, stops = words.plain(question.text), question.wanted, question.unmarked
    closer = []
    for points, doc in first:
        fits = 1 - COVERAGE + sum([worth for held, worth in worths if doc in held])
        score = points * fits + NEIGHBOURS * sum([row[doc] for row in rows if doc in row])
        card = index.card(doc)
        asked = len(card.title_stems & wanted)
        if asked:
            score *= 1 + TITLED * asked / len(card.title_stems - stops)
        if plain == card.plain:
            score *= NAMED
        closer.append((score * card.prior * _lifted(lift, doc), doc))
    closer.sort(key=lambda pair: (-pair[0], pair[1]))
    return closer


def _lifted(lift: list[int], doc: int) -> float:
    return LIFTED ** sum(bits >> doc & 1 for bits in lift) if lift else 1.0


def by_words(lists: list[Scores], result: int, count: int) -> Ranked:
    """The documents of the result that earn most by their words, with what they earn.

    A large result is not weighed whole: only each concept's champions in it, and the documents that have every concept
    where those are few. What is far down the list of every concept is not among the first for all of them.
    """
    chosen = result
    if result.bit_count() > FEW:
        everything = -1
        for scores in lists:
            everything &= scores.bits
        everything &= result
        some = everything if everything.bit_count() <= FEW else 0
        for level in range(len(CHAMPIONS)):
            best = some
            for scores in lists:
                best |= scores.champions[level]
            best &= result
            if best.bit_count() >= 2 * count:
                chosen = best
                break
    earned = _earned(lists, list(numbers(chosen)))
    earned.sort(reverse=True)
    return earned[:count]


def _earned(lists: list[Scores], docs: list[int]) -> Ranked:
    if len(lists) == 1:
        get = lists[0].points.get
        return [(get(doc, 0.0), doc) for doc in docs]
    earned = [0.0] * len(docs)
    for scores in lists:
        get = scores.points.get
        earned = [so_far + get(doc, 0.0) for so_far, doc in zip(earned, docs, strict=True)]
    return list(zip(earned, docs, strict=True))

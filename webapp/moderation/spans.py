"""Taking words out: stretches of a text that are replaced by a mark. Pure.

A span counts letters of the original text, start included, end not. Spans never overlap: those that touch are one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\S+")
MARKS = {
    "name": "[name removed]",
    "place": "[place removed]",
    "contact": "[contact removed]",
    "date": "[date removed]",
    "health": "[detail removed]",
    "other": "[words removed]",
}


@dataclass(frozen=True, order=True)
class Span:
    """One stretch and what stood there (a key of MARKS)."""

    start: int
    end: int
    what: str = "name"


@dataclass(frozen=True)
class Piece:
    """A piece of a text: kept words, or words taken out with the mark in their place. `number` counts words."""

    words: str
    mark: str = ""
    tint: str = ""
    number: int | None = None


def tidy(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """In order, inside the text, joined where they touch. The first one says what stood there."""
    joined: list[Span] = []
    for span in sorted(s for s in spans if 0 <= s.start < s.end <= length and s.what in MARKS):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end), joined[-1].what)
        else:
            joined.append(span)
    return tuple(joined)


def redact(words: str, spans: Iterable[Span]) -> str:
    """The text with marks where words were taken out."""
    return "".join(piece.mark or piece.words for piece in pieces(words, spans))


def pieces(words: str, spans: Iterable[Span]) -> list[Piece]:
    """The text cut at its spans, for showing what was taken out."""
    cut, at = [], 0
    for span in tidy(spans, len(words)):
        if span.start > at:
            cut.append(Piece(words[at : span.start]))
        cut.append(Piece(words[span.start : span.end], MARKS[span.what]))
        at = span.end
    if at < len(words):
        cut.append(Piece(words[at:]))
    return cut


def word_pieces(words: str, tints: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """The text word by word, numbered, tinted where the detector found something; spaces have no number."""
    tinted, cut, at = list(tints), [], 0
    for number, match in enumerate(_WORD.finditer(words)):
        if match.start() > at:
            cut.append(Piece(words[at : match.start()]))
        tint = next((kind for start, end, kind in tinted if start < match.end() and match.start() < end), "")
        cut.append(Piece(match.group(), tint=tint, number=number))
        at = match.end()
    if at < len(words):
        cut.append(Piece(words[at:]))
    return cut


def of_words(words: str, numbers: Iterable[int], what: str = "name") -> tuple[Span, ...]:
    """Spans of numbered words; neighbours become one. Full stops and commas at the end of a word stay."""
    chosen = set(numbers)
    found: list[Span] = []
    for number, match in enumerate(_WORD.finditer(words)):
        if number not in chosen:
            continue
        end = match.end() - (len(match.group()) - len(match.group().rstrip(".,;:!?)")) or 0)
        span = Span(match.start(), max(end, match.start() + 1), what)
        if found and number - 1 in chosen and words[found[-1].end : span.start].isspace():
            found[-1] = Span(found[-1].start, span.end, what)
        else:
            found.append(span)
    return tidy(found, len(words))


def tinted(words: str, tints: Iterable[tuple[int, int, str]]) -> set[int]:
    """Numbers of the words that have a tint."""
    return {piece.number for piece in word_pieces(words, tints) if piece.tint and piece.number is not None}


def named_by(spans: Iterable[Span], tints: Iterable[tuple[int, int, str]]) -> list[Span]:
    """The spans, each saying what stood there by the tint it lies on, if it lies on one. Tints carry a key of MARKS."""
    marks = list(tints)
    return [
        Span(span.start, span.end, next((w for a, b, w in marks if a < span.end and span.start < b), span.what))
        for span in spans
    ]


def of_phrases(words: str, phrases: Iterable[str], what: str = "name") -> tuple[Span, ...]:
    """Spans of every place where one of these phrases stands, whatever the capitals; whole words only."""
    found = []
    for phrase in (p.strip() for p in phrases):
        if phrase:
            pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
            found += [Span(m.start(), m.end(), what) for m in re.finditer(pattern, words, re.IGNORECASE)]
    return tidy(found, len(words))

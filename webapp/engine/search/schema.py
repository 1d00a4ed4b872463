"""The shape of the index. A change here is a new VERSION, which makes every site build its index anew."""

from collections.abc import Iterator
from typing import Any

from whoosh import fields
from whoosh.analysis import Token

from . import words
from .sources import SearchDocument

VERSION = "3"
BOOKMARK = "\x00bookmark"

_SECTION, _WEIGHT = "\x1e", "\x1f"
WEIGHTS = {"title": 6.0, "names": 3.0, "about": 2.5, "summary": 2.0, "text": 1.0}


class Sections:
    """Cuts “weight, text” sections into stems, or pairs of stems, each with its section's weight.

    The sections travel in one string: Whoosh takes a list for ready-made tokens.
    """

    def __init__(self, paired: bool = False) -> None:
        self.paired = paired

    def __call__(self, value: str, **_kwargs: Any) -> Iterator[Token]:
        token = Token(boosts=True)
        for section in value.split(_SECTION):
            weight, _, text = section.partition(_WEIGHT)
            found = words.stems(text)
            token.boost = float(weight or 1)
            for term in words.pairs(found) if self.paired else found:
                token.text = term
                yield token


class Plain:
    """Whole words, unstemmed: for “did you mean” and completion."""

    def __call__(self, value: str, **_kwargs: Any) -> Iterator[Token]:
        token = Token(boosts=True)
        token.boost = 1.0
        for word in words.tokens(value):
            token.text = word
            yield token


class Facets:
    """Ready-made terms between line breaks."""

    def __call__(self, value: str, **_kwargs: Any) -> Iterator[Token]:
        token = Token(boosts=True)
        token.boost = 1.0
        for term in value.split("\n"):
            if term:
                token.text = term
                yield token


def schema() -> fields.Schema:
    """Whoosh's schema: one weighted body, its pairs, plain words, facets, and what a result shows."""
    return fields.Schema(
        ref=fields.ID(unique=True, stored=True),
        body=fields.TEXT(analyzer=Sections(), phrase=False),
        pairs=fields.TEXT(analyzer=Sections(paired=True), phrase=False),
        words=fields.TEXT(analyzer=Plain(), phrase=False),
        facets=fields.TEXT(analyzer=Facets(), phrase=False),
        shown=fields.STORED(),
    )


def entry(document: SearchDocument) -> dict[str, Any]:
    """A document as the index holds it."""
    sections = _SECTION.join(f"{weight}{_WEIGHT}{getattr(document, name)}" for name, weight in WEIGHTS.items())
    terms = [f"kind:{document.ref.kind}", *(f"{f}:{v}" for f, values in document.facets.items() for v in values)]
    return {
        "ref": str(document.ref),
        "body": sections,
        "pairs": sections,
        "words": f"{document.title} {document.names} {document.about} {document.summary}",
        "facets": "\n".join(dict.fromkeys(terms)),
        "shown": (document.title, document.summary, document.text, document.prior),
    }

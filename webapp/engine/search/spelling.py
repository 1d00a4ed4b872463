"""Slips of the finger and of the ear: what a word nobody knows may have meant, and which words are one family. Pure."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from . import words

SURE_LETTERS = 8  # a word this long with two slips is still that word

_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in (
    (r"^ps", "s"), (r"^kn", "n"), (r"^wr", "r"), (r"^wh", "w"), (r"sc?hc?(?=oo)", "sk"), (r"ych", "yk"),
    (r"sc(?=[eiy])", "s"),
    (r"ph", "f"), (r"gh", ""), (r"tch|ch", "x"), (r"ck", "k"), (r"(?:t|s|c)i(?=on|al|an)", "h"), (r"x", "ks"),
    (r"c(?=[eiy])", "s"), (r"[cq]", "k"), (r"z", "s"), (r"g(?=[eiy])", "j"), (r"(?<!^)[aeiouyhw]", ""),
    (r"^[aeiouy]", "a"), (r"(.)\1+", r"\1"),
))


@dataclass(frozen=True, slots=True)
class Known:
    """A word that may be meant: its letters as bits, how it sounds, in how many documents it stands."""

    word: str
    letters: int
    sound: str
    number: int


def sound(word: str) -> str:
    """A word as it is heard, roughly: its consonants, written one way. `fizio` sounds like `physio`."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return word


def known(counts: Iterable[tuple[str, int]]) -> list[Known]:
    """Words and how common they are, made ready to compare."""
    return [
        Known(word, words.letter_set(word), sound(word), number)
        for word, number in counts if len(word) > 2 and not word.isdigit()
    ]


def closest(word: str, candidates: Iterable[Known]) -> str | None:
    """The known word this misspelling probably is, if it is near enough to any.

    One slip in words of up to five letters, two in longer ones, one more where it sounds the same; none in very short
    ones. Of several, the one with fewest slips, that sounds the same, begins the same and is commoner.
    """
    if len(word) < 4 or not word.isalpha():
        return None
    slips = 1 if len(word) < 6 else 2
    letters, heard = words.letter_set(word), sound(word)
    best: tuple[float, str] | None = None
    for candidate in candidates:
        same = candidate.sound == heard
        limit = slips + same
        if abs(len(candidate.word) - len(word)) > limit or (letters ^ candidate.letters).bit_count() > 2 * limit:
            continue
        found = words.distance(word, candidate.word, limit)
        if found > limit or (found > 1 and not same and len(word) < SURE_LETTERS):
            continue
        cost = found - same + 0.6 * (candidate.word[0] != word[0]) - 0.08 * math.log1p(candidate.number)
        if best is None or (cost, candidate.word) < best:
            best = (cost, candidate.word)
    return best[1] if best else None


_ENDINGS = (("ician", 5), ("ist", 5), ("ment", 4), ("ian", 5), ("osi", 4), ("er", 4), ("or", 5), ("os", 4), ("ic", 6),
            ("i", 5), ("t", 7), ("e", 4))


def root(stem: str) -> str:
    """What stems of one family share: therapist and therapy, paediatrician and paediatrics, complaint and complain."""
    for ending, least in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= least:
            return stem[:-len(ending)]
    return stem

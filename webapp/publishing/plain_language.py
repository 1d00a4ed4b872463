"""How hard words are to read. Pure.

Flesch–Kincaid grade (Kincaid et al. 1975): 0.39 × words per sentence + 11.8 × syllables per word − 15.59. A grade of 5
is about a reading age of 10. Syllables are counted by groups of vowels, which is close enough to compare texts.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from flask_babel import gettext

MAX_GRADE = 8.0
MAX_SENTENCE_WORDS = 25
MIN_WORDS_FOR_GRADE = 20

_SENTENCE_END = re.compile(r"(?<=[.?!:])\s+|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’-]*")
_MARKDOWN = re.compile(r"\]\([^)]*\)|[#*_`\[\]|]|https?://\S+|\S+@\S+")
_LETTERS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]+[a-z]?\b")
_NAMES = re.compile(r"^(Mc|Mac)[A-Z]|^[A-Z][a-z]+[A-Z][a-z]+$")


@dataclass(frozen=True)
class Readability:
    """Grade of a text (0 for very short texts) and its longest sentence in words."""

    grade: float
    longest: int
    longest_sentence: str


def read(parts: Iterable[str]) -> Readability:
    """Measure the parts of one document together; each part is at least one sentence."""
    sentences = [s for part in parts for s in _SENTENCE_END.split(_MARKDOWN.sub(" ", part)) if _WORD.search(s)]
    counts = [len(_WORD.findall(s)) for s in sentences]
    words = [word for s in sentences for word in _WORD.findall(s)]
    longest = max(range(len(counts)), key=counts.__getitem__, default=None)
    if longest is None:
        return Readability(0.0, 0, "")
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    shown = max(grade, 0.0) if len(words) >= MIN_WORDS_FOR_GRADE else 0.0
    return Readability(round(shown, 1), counts[longest], sentences[longest].strip())


def note(parts: Iterable[str], known: Collection[str]) -> str:
    """One line for a writer: what is hard about these words, or that they are plain."""
    texts = list(parts)
    found, said = read(texts), []
    if found.grade > MAX_GRADE:
        said.append(gettext("Hard to read: grade %(grade)s, aim for 5 to 8.", grade=found.grade))
    if found.longest > MAX_SENTENCE_WORDS:
        start = " ".join(found.longest_sentence.split()[:6])
        said.append(gettext("A sentence of %(n)s words: “%(start)s …”. Cut it in two.", n=found.longest, start=start))
    unknown = sorted({letters for text in texts for letters in abbreviations(text)} - set(known))
    if unknown:
        said.append(gettext("Letters nobody explained: %(list)s.", list=", ".join(unknown)))
    if not said:
        grade = gettext("Plain words: grade %(grade)s.", grade=found.grade)
        return grade if found.grade else gettext("Short and plain.")
    return " ".join(said)


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    letters = word.lower().replace("’", "").replace("'", "")
    groups = len(re.findall(r"[aeiouyà-ÿ]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee", "ie", "oe", "ue")) and groups > 1
    silent_ed = letters.endswith("ed") and not letters.endswith(("ted", "ded")) and groups > 1
    return max(1, groups - silent - silent_ed)


def abbreviations(words: str) -> set[str]:
    """Runs of capitals that a reader may not know: SENCO, EHC, GTKM. Plural s is taken off; names are not counted."""
    found = {match.group() for match in _LETTERS.finditer(_MARKDOWN.sub(" ", words))}
    return {_singular(letters) for letters in found if not _NAMES.match(letters)}


def _singular(letters: str) -> str:
    return letters[:-1] if letters.endswith("s") and letters[:-1].isupper() else letters

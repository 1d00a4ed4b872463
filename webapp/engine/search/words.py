"""Words as search sees them: folded, cut, stemmed. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from whoosh.lang.porter import stem as _porter

_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ")
_WORD = re.compile(r"[^\W_]+")
MAX_WORD = 40


def fold(text: str) -> str:
    """Lower case, no accents, no apostrophes: `Don’t` is `dont`, `café` is `cafe`."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return text.casefold().translate(_APOSTROPHES)


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order. Words longer than any real one are cut."""
    return [word[:MAX_WORD] for word in _WORD.findall(fold(text))]


# Words that Porter's rules throw together with words of another meaning (community with communication, news with new).
_APART = {
    "community": "community", "communities": "community", "university": "university", "universities": "university",
    "news": "news", "housing": "housing", "several": "several", "mobile": "mobile", "personal": "personal",
    "reasonable": "reasonable", "internal": "internal", "receptive": "receptive", "medication": "medicin",
    "medications": "medicin", "allowance": "allowance", "allowances": "allowance", "mindfulness": "mindfulness",
    **dict.fromkeys(
        ("cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "arent", "isnt", "wasnt",
         "werent", "wont", "wouldnt", "shouldnt", "aint"), "not",  # “won’t sleep” and “not sleeping” are one
    ),
    "used": "use", "using": "use", "uses": "use", "useful": "useful", "paeds": "paed", "illness": "ill",
}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a word shares with its plural and its other forms. Short words and numbers are left alone."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return _APART.get(word) or str(_porter(word))


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(word) for word in tokens(text)]


def pairs(sequence: Sequence[str]) -> list[str]:
    """Each two neighbours as one of 65,536 terms: what makes phrases as quick to find as words.

    Pairs that share a term are told apart by their words, which a phrase's documents must all have as well. A term for
    each pair would make the index five times as slow to write.
    """
    return [f"{crc32(f'{a} {b}'.encode()) & 0xFFFF:04x}" for a, b in pairwise(sequence)]


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text as its folded words alone: equal for titles that differ in marks only."""
    return " ".join(tokens(text))


def letter_set(word: str) -> int:
    """Which letters a word has, as bits: words far apart in letters need no closer look."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found


def distance(a: str, b: str, limit: int) -> int:
    """Letters to add, drop, change or swap to get from one word to the other; limit + 1 if more."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return min(last[-1], limit + 1)

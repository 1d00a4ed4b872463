"""Words as search sees them: folded, cut, stemmed. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

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


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """What a word shares with its plural and its other forms. Short words and numbers are left alone."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return str(_porter(word))


def stems(text: str) -> list[str]:
    """The stems of a text, in order."""
    return [stem(word) for word in tokens(text)]


def pairs(sequence: list[str]) -> list[str]:
    """Each two neighbours as one term: what makes phrases as quick to find as words."""
    return [f"{a} {b}" for a, b in zip(sequence, sequence[1:], strict=False)]


def marked(text: str, wanted: frozenset[str]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces, each with whether it is one of the wanted stems: what a result shows highlighted."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text):
        if stem(fold(match.group())) in wanted:
            pieces.extend(((text[end:match.start()], False), (match.group(), True)))
            end = match.end()
    pieces.append((text[end:], False))
    return tuple(piece for piece in pieces if piece[0])


def sentences(text: str) -> list[str]:
    """Sentences of a description, to show the one that matched."""
    return [part for part in re.split(r"(?<=[.?])\s+", text.strip()) if part]


def near(word: str, known: Iterable[tuple[str, int, int]]) -> Iterator[tuple[int, int, str]]:
    """Words a slip of the finger away: (distance, minus how common, word). `known` is (word, letters, number).

    One slip in words of up to five letters, two in longer ones; none in very short ones.
    """
    limit = 0 if len(word) < 4 else 1 if len(word) < 6 else 2
    letters = letter_set(word)
    if not limit:
        return
    for other, other_letters, number in known:
        if abs(len(other) - len(word)) > limit or (letters ^ other_letters).bit_count() > 2 * limit:
            continue
        found = distance(word, other, limit)
        if found <= limit:
            yield found, -number, other


def letter_set(word: str) -> int:
    """Which letters a word has, as bits: words far apart in letters need no closer look."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 31)
    return found


def distance(a: str, b: str, limit: int) -> int:
    """Letters to add, drop, change or swap with their neighbour to get from one word to the other; limit + 1 if more."""
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
    return last[-1]

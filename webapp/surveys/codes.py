"""Codes that can be said aloud, written down, read over the telephone and typed with a slip. Pure.

Four made-up words of two syllables, such as “bado kilu mero tipa”. The last syllable is worked out from the others, so
that a slip is noticed before anything is looked up, and one letter that was misheard can be put right. What is drawn by
chance is worth about 44 bits; scrypt (`sealing`) and the limit on tries do the rest.
"""

import re
import secrets
from collections.abc import Iterator

# No f, c or y: said aloud they are easily taken for another letter, and some pairs make words nobody wants to say.
_CONSONANTS = "bdghklmnprstvwz"
_VOWELS = "aeiou"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_PLACE = {syllable: number for number, syllable in enumerate(_SYLLABLES)}
WORDS_IN_CODE = 4
# Each has no divisor in common with 75, the number of syllables: so any one changed syllable changes the sum.
_WEIGHTS = (1, 2, 4, 7, 8, 11, 13)
_WORD = re.compile(f"([{_CONSONANTS}][{_VOWELS}]){{2}}")
# Letters that no code has, as they are heard; and letters that are taken for one another on the telephone.
_HEARD = str.maketrans({"c": "k", "q": "k", "y": "i", "f": "v", "j": "g", "x": "z"})
_ALIKE = ("bdgptvwz", "mnl", "szh", "kghtp", "rlw", _VOWELS)


def new_code() -> str:
    """A code nobody has; no word says the same syllable twice."""
    while True:
        drawn = [secrets.choice(_SYLLABLES) for _ in _WEIGHTS]
        found = [*drawn, _check(drawn)]
        if all(one != two for one, two in zip(found[::2], found[1::2], strict=True)):
            return _spaced("".join(found))


def _check(syllables: list[str]) -> str:
    total = sum(weight * _PLACE[syllable] for weight, syllable in zip(_WEIGHTS, syllables, strict=True))
    return _SYLLABLES[total % len(_SYLLABLES)]


def _spaced(letters: str) -> str:
    return " ".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _letters(typed: str) -> str:
    """Letters only, as a code has them: no capitals, none doubled, none that no code has."""
    plain = "".join(letter for letter in typed.lower() if letter.isascii() and letter.isalpha())
    return re.sub(r"(.)\1+", r"\1", plain.translate(_HEARD))


def _fits(letters: str) -> bool:
    syllables = [letters[start : start + 2] for start in range(0, len(letters), 2)]
    if len(letters) != 4 * WORDS_IN_CODE or any(syllable not in _PLACE for syllable in syllables):
        return False
    return _check(syllables[:-1]) == syllables[-1]


def tidy_code(typed: str) -> str:
    """A code as people type it (capitals, hyphens, no spaces) in its one form; empty when it cannot be a code."""
    letters = _letters(typed)
    return _spaced(letters) if _fits(letters) else ""


def meant(typed: str) -> list[str]:
    """Codes that may have been meant, best first: what was typed if it fits, else with one misheard letter changed."""
    letters = _letters(typed)
    if _fits(letters):
        return [_spaced(letters)]
    if len(letters) != 4 * WORDS_IN_CODE:
        return []
    return [_spaced(other) for other in dict.fromkeys(_misheard(letters)) if _fits(other)][:6]


def _misheard(letters: str) -> Iterator[str]:
    for place, letter in enumerate(letters):
        for group in _ALIKE:
            if letter in group:
                yield from (letters[:place] + other + letters[place + 1 :] for other in group if other != letter)


def odd_word(typed: str) -> int:
    """Which word cannot be right (1 to 4), as far as its shape tells; 0 when every word could be."""
    words = [_letters(word) for word in re.findall(r"[^\W\d_]+", typed)]
    if len(words) != WORDS_IN_CODE:
        return 0
    return next((place for place, word in enumerate(words, 1) if not _WORD.fullmatch(word)), 0)

"""How wide words are drawn, and how a label breaks into lines. Pure.

Fonts differ from device to device. The widths here are those of a wide one (DejaVu Sans), so that on nearly every
other the words are narrower than the room they were given.
"""

from functools import lru_cache

# Widths of letters in hundredths of the font size; what is not named is as wide as a wide capital.
_WIDTHS = {
    letter: hundredths
    for hundredths, letters in {
        28: "ijl'", 30: "IJ", 32: " .,’", 34: ":;/", 35: "f", 36: "-", 39: "t()", 40: "!", 42: "r", 50: "–",
        52: "s“”", 53: "z?", 55: "c", 56: "L", 58: "kF", 60: "vxyP", 62: "aeoTY", 64: "bdghnpquES0123456789",
        66: "K", 69: "ABVXZR", 70: "C", 73: "U", 76: "NH", 78: "DG&", 79: "OQ", 82: "w", 87: "M",
    }.items()
    for letter in letters
}
_VOWELS = frozenset("aeiouy")


def width(text: str, size: float) -> float:
    """The width of a text in map units, for a font size in map units."""
    return size * sum(_WIDTHS.get(letter, 99) for letter in text) / 100


@lru_cache(maxsize=8192)
def broken(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text in lines no wider than the room. A word wider than the room is cut with a hyphen."""
    lines: list[str] = []
    for word in _cut(text.split(), room, size):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def _cut(words: list[str], room: float, size: float) -> list[str]:
    cut = []
    for word in words:
        rest = word
        while width(rest, size) > room and len(rest) > 2:
            fits = next(
                n for n in range(len(rest) - 1, 0, -1) if n == 1 or width(rest[:n] + "-", size) <= room
            )
            at = _syllable(rest, fits)
            cut.append(rest[:at] + "-")
            rest = rest[at:]
        cut.append(rest)
    return cut


def _syllable(word: str, most: int) -> int:
    """Where to cut a word: after a vowel and before a consonant with a vowel where one is near, else at the most."""
    for at in range(min(most, len(word) - 3), max(2, most // 2), -1):
        before, after, beyond = word[at - 1], word[at], word[at + 1]
        if before in _VOWELS and after not in _VOWELS and beyond in _VOWELS:
            return at
    return most

"""How wide words are drawn, and how a label breaks into lines. Pure.

Fonts differ from device to device. The widths here are those of a wide one (DejaVu Sans), so that on every other
the words are narrower than the room they were given.
"""

from functools import lru_cache

_NARROW, _THIN, _WIDE = frozenset("ijlI.,:;'’‘|!() "), frozenset('frtJ-–"“”/'), frozenset("mwMWQO@%&")


def width(text: str, size: float) -> float:
    """The width of a text in map units, for a font size in map units."""
    return size * sum(_of(letter) for letter in text)


def _of(letter: str) -> float:
    if letter in _NARROW:
        return 0.36
    if letter in _THIN:
        return 0.46
    if letter in _WIDE:
        return 0.95
    return 0.73 if letter.isupper() else 0.63


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
            cut.append(rest[:fits] + "-")
            rest = rest[fits:]
        cut.append(rest)
    return cut

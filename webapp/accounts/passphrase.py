"""Passphrases: long rather than complicated, not one that others use, kept as argon2id. Pure.

Length over rules follows NCSC and NIST SP 800-63B: at least 12 letters, no need for capitals or digits, spaces welcome.
"""

import re
from functools import lru_cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
_hasher = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
_HERE = Path(__file__).parent


def fault(words: str, *known: str) -> str:
    """Why these words will not do: `short`, `long`, `common`, `pattern`, `about you`; empty when they will.

    `known` are words somebody could guess: the person's name, their e-mail address, the site's name.
    """
    plain = _plain(words)
    if len(words) < SHORTEST:
        return "short"
    if len(words) > LONGEST:
        return "long"
    if _is_common(plain):
        return "common"
    if _is_pattern(plain):
        return "pattern"
    parts = {part for text in known for part in re.split(r"[^a-z0-9]+", text.lower()) if len(part) > 3}
    rest = plain
    for part in parts:
        rest = rest.replace(part, "")
    return "about you" if len(rest) < 8 else ""


def make_hash(words: str) -> str:
    """What is kept instead of the passphrase."""
    return _hasher.hash(words)


def matches(kept: str, words: str) -> bool:
    """Whether these are the words. With no kept hash the work is done all the same, so that time tells nothing."""
    try:
        _hasher.verify(kept or _nobody(), words[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(kept)


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher.hash("a passphrase that belongs to nobody")


def _is_common(plain: str) -> bool:
    """Whether it is one common password or word, or two such passwords, whatever digits and signs stand around them."""
    common, words = _common(), _words()
    bare = plain.strip("0123456789!?$£%&*@#+,;:()'\"/")
    cuts = range(4, len(bare) - 3)
    if plain in common or bare in common or bare in words:
        return True
    return any(bare[:at] in common and bare[at:] in common for at in cuts)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_plain(line) for line in (*_lines("common_passphrases.txt"), *_lines("common_passwords.txt")))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(_lines("common_words.txt"))


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _plain(words: str) -> str:
    return re.sub(r"[\s._-]+", "", words.lower())


def _is_pattern(plain: str) -> bool:
    """One piece again and again, or a run along the alphabet, the digits or the keyboard."""
    if re.fullmatch(r"(.{1,4})\1+.{0,3}", plain):
        return True
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
    runs = (*rows, *(row[::-1] for row in rows))
    left = plain
    for run in runs:
        for length in range(len(run), 3, -1):
            for start in range(len(run) - length + 1):
                left = left.replace(run[start : start + length], "")
    return len(left) < 4

"""The words families use, from content: synonyms, stop words, places, ages. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from . import words
from .generation import Alternative

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Synonym:
    """`same` mean one thing, all ways round; typing one of `typed` also means it; it is also found as `also`."""

    same: tuple[str, ...]
    typed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A name families type for a place, and the districts it lies in."""

    name: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class AgeWord:
    """Words that tell an age, with the ages they mean."""

    phrase: str
    min_age: int
    max_age: int


@dataclass(frozen=True)
class Vocabulary:
    """Everything known of words, made ready to look up. Build with `vocabulary(…)`.

    `scattered` finds phrases whose words stand anywhere in a question; `hints` are words that stand in the phrases of
    one or two meanings only, and so hint at those; `spelled` is text-speak in full; `parts` is every stem of a phrase.

    `loose` has phrases without their stop words, for “apply for *an* EHCP”; `same` are phrases that are words for the
    thing itself rather than something typed in its place, and `written` the words of those as they are spelled.
    """

    phrases: dict[Stems, tuple[Alternative, ...]] = field(default_factory=dict)
    loose: dict[Stems, tuple[Alternative, ...]] = field(default_factory=dict)
    same: frozenset[Stems] = frozenset()
    longest: int = 1
    stops: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    places: dict[Stems, Place] = field(default_factory=dict)
    ages: tuple[tuple[re.Pattern[str], AgeWord], ...] = ()
    typed: tuple[str, ...] = ()
    spelled: dict[str, tuple[str, ...]] = field(default_factory=dict)
    scattered: dict[str, tuple[tuple[frozenset[str], Stems], ...]] = field(default_factory=dict)
    hints: dict[str, tuple[Alternative, ...]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    def has(self, stem: str) -> bool:
        """Whether the lists have this stem anywhere."""
        return stem in self.parts


ALSO, OTHER, TYPED, HINT = 0.55, 0.9, 0.9, 0.4
FEW_MEANINGS = 2


def vocabulary(
    synonyms: Iterable[Synonym] = (), stops: Iterable[str] = (), light: Iterable[str] = (),
    places: Iterable[Place] = (), ages: Iterable[AgeWord] = (), spelled: Mapping[str, str] | None = None,
) -> Vocabulary:
    """Make the lists ready. A phrase in two synonyms means both."""
    synonyms = list(synonyms)
    phrases: dict[Stems, dict[Stems, float]] = {}
    typed: list[str] = []
    for synonym in synonyms:
        typed.extend((*synonym.same, *synonym.typed))
        for phrase in (*synonym.same, *synonym.typed):
            own = tuple(words.stems(phrase))
            ways = phrases.setdefault(own, {})
            _add(ways, synonym, own, phrase in synonym.same)
    made = {
        own: tuple(sorted((Alternative(s, w) for s, w in ways.items() if s), key=lambda way: -way.weight))
        for own, ways in phrases.items() if own
    }
    stopped = frozenset(word for text in stops for word in words.tokens(text))
    bare = {tuple(stem for stem in own if stem not in stopped): own for own in made}
    loose = {short: made[own] for short, own in bare.items() if len(short) > 1 and short not in made}
    known_places = {tuple(words.stems(place.name)): place for place in places}
    lightened = frozenset(stem for text in light for stem in words.stems(text))
    quiet = stopped | lightened | {words.stem(word) for word in stopped}
    same = frozenset(tuple(words.stems(text)) for synonym in synonyms for text in synonym.same)
    longest = max((len(own) for own in (*made, *known_places)), default=1)
    return Vocabulary(
        made, loose, same, longest, stopped, lightened, known_places,
        tuple((re.compile(rf"\b{re.escape(words.fold(a.phrase))}\b"), a) for a in ages), tuple(typed),
        {word: tuple(words.tokens(full)) for word, full in (spelled or {}).items()},
        _scattered(made, quiet), _hints(synonyms, quiet),
        frozenset(stem for own in (*made, *known_places) for stem in own),
        frozenset(word for synonym in synonyms for text in synonym.same for word in words.tokens(text)),
    )


def _scattered(made: Iterable[Stems], quiet: frozenset[str]) -> dict[str, tuple[tuple[frozenset[str], Stems], ...]]:
    """Word → the phrases it begins when their telling words are put in order, of those with two or more."""
    found: dict[str, list[tuple[frozenset[str], Stems]]] = {}
    for own in made:
        telling = frozenset(own) - quiet
        if len(telling) > 1:
            found.setdefault(min(telling), []).append((telling, own))
    return {stem: tuple(phrases) for stem, phrases in found.items()}


def _hints(synonyms: Iterable[Synonym], quiet: frozenset[str]) -> dict[str, tuple[Alternative, ...]]:
    meanings: dict[str, list[Synonym]] = {}
    for synonym in synonyms:
        told = {stem for text in (*synonym.same, *synonym.typed) for stem in words.stems(text)} - quiet
        for stem in told:
            meanings.setdefault(stem, []).append(synonym)
    return {
        stem: tuple(dict.fromkeys(
            Alternative(tuple(words.stems(text)), HINT) for synonym in found for text in synonym.same
        ))
        for stem, found in meanings.items() if len(found) <= FEW_MEANINGS and not stem.isdigit()
    }


def _add(ways: dict[Stems, float], synonym: Synonym, own: Stems, is_same: bool) -> None:
    ways[own] = 1.0 if is_same else TYPED  # a thing that says the very words is meant, whatever else they mean
    for text in synonym.same:
        stems = tuple(words.stems(text))
        ways[stems] = max(ways.get(stems, 0.0), OTHER)
    for text in synonym.also:
        stems = tuple(words.stems(text))
        ways[stems] = max(ways.get(stems, 0.0), ALSO)


_read: list[Callable[[], Vocabulary]] = []


def provide(read: Callable[[], Vocabulary]) -> None:
    """The room that keeps the lists says how to read them; it should remember the result."""
    _read[:] = [read]


def current() -> Vocabulary:
    """The vocabulary now; an empty one until a room provides it."""
    return _read[0]() if _read else Vocabulary()

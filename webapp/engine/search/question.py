"""The query reader: what a family typed, as concepts, phrases, ages and a place. Never fails. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from . import mending, words
from .generation import Alternative, Concept
from .mending import MIN_PART, Speller
from .passages import Marks
from .vocabulary import AgeWord, Place, Stems, Vocabulary

MAX_LETTERS, MAX_WORDS, MAX_NEIGHBOURS, OLDEST = 200, 24, 12, 25
LONG_NUMBER = 3  # 111 is a name, 4 is not
LIGHT = 0.35    # what a word that stands almost everywhere is worth
PASSING = 0.6   # what a word is worth that no title, topic or summary has
KIN = 0.75      # what another word of the same family is worth
APART = 0.6     # what a phrase is worth whose words stand apart
OF_DISTRICT = 0.7

_DIGIT = re.compile(r"\d")
_QUOTED = re.compile(r'"([^"]*)"')
_EXCLUDED = re.compile(r"(?:^|\s)-(\w[\w'’-]*)")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?)\s*([0-9][a-z]{2})?\b")
_YEARS_OLD = re.compile(
    r"\b(\d{1,2})\s*(?:-\s*)?(?:years?|yrs?|yr)?\s*-?\s*(?:olds?|yo)\b"
    r"|\b(?:age[ds]?|im|i am|is|hes|shes)\s+(\d{1,2})\b(?! (?:week|month|day|hour))|\b(\d{1,2}) (?:years|yrs)\b"
)
_SCHOOL_YEAR = re.compile(r"\b(?:year|yr|y)\s*(\d{1,2})s?\b")
_UNDER = re.compile(r"\b(?:under|below)[\s-]+(\d{1,2})s?\b")
_OVER = re.compile(r"\b(?:over|above)[\s-]+(\d{1,2})s?\b|\b(\d{2})\s?\+")


@dataclass(frozen=True)
class Question:
    """A search, read. `required` and `excluded` are stems in a row; `corrections` are (typed, meant)."""

    text: str = ""
    concepts: tuple[Concept, ...] = ()
    required: tuple[Stems, ...] = ()
    excluded: tuple[Stems, ...] = ()
    neighbours: tuple[Stems, ...] = ()
    ages: tuple[int, ...] = ()
    age_words: str = ""
    place: Place | None = None
    place_words: str = ""
    postcode: str = ""
    corrections: tuple[tuple[str, str], ...] = ()
    unmarked: frozenset[str] = frozenset()

    @property
    def asks_words(self) -> bool:
        """Whether there is anything to look for besides age and place."""
        return bool(self.concepts or self.required)

    def with_place_in_words(self) -> "Question":
        """The place looked for as a word as well, where nothing is narrowed by it."""
        if self.place is None:
            return self
        way = Alternative(tuple(words.stems(self.place_words)))
        district = tuple(Alternative(tuple(words.stems(name)), OF_DISTRICT) for name in self.place.districts)
        return replace(self, concepts=(*self.concepts, Concept(self.place_words, (way, *district), light=True)))

    @cached_property
    def marks(self) -> Marks:
        """What to highlight: what was typed, other words for it, and longer names for it where they stand whole."""
        typed = {words.stem(word) for concept in self.concepts for word in concept.typed.split()}
        ways = [way.stems for concept in self.concepts for way in concept.ways]
        stems = typed | {stems[0] for stems in ways if len(stems) == 1} | {s for row in self.required for s in row}
        rows = dict.fromkeys(frozenset(stems) - self.unmarked for stems in ways if len(stems) > 1)
        return Marks(frozenset(stems) - self.unmarked, tuple(row for row in rows if row))

    @property
    def wanted(self) -> frozenset[str]:
        """Every stem of what is looked for."""
        looked_for = {stem for concept in self.concepts for stem in concept.stems}
        return frozenset(looked_for | {stem for phrase in self.required for stem in phrase}) - self.unmarked


def read(text: str, vocabulary: Vocabulary, speller: Speller) -> Question:
    """Understand a search. Words past the limits are not looked for."""
    typed = " ".join(text.replace("\x00", " ").split())[:MAX_LETTERS]
    rest = words.fold(typed.replace("“", '"').replace("”", '"'))
    required, rest = _take(_QUOTED, rest) if '"' in rest else ([], rest)
    excluded, rest = _take(_EXCLUDED, rest) if "-" in rest else ([], rest)
    postcode, rest = _postcode(rest)
    ages, age_words, rest = _ages(rest, vocabulary.ages)
    sequence = mending.spelled_out(words.tokens(rest)[:MAX_WORDS], vocabulary)
    sequence, corrections = mending.mended(sequence, vocabulary, speller)
    place, place_words, sequence = _place(sequence, vocabulary)
    concepts, dropped = _concepts(sequence, vocabulary, speller)
    if not concepts and not (ages or place or postcode or required):  # nothing but question words: look for those
        concepts = [Concept(word, (Alternative((words.stem(word),)),)) for word in dropped]
    stems = [words.stem(word) for word in sequence[:MAX_NEIGHBOURS]]
    return Question(
        text=typed, concepts=tuple(concepts), required=_phrases(required), excluded=_phrases(excluded),
        neighbours=tuple(pairwise(stems)), ages=ages, age_words=age_words, place=place, place_words=place_words,
        postcode=postcode, corrections=tuple(corrections), unmarked=vocabulary.stops,
    )


def _take(pattern: re.Pattern[str], text: str) -> tuple[list[str], str]:
    return pattern.findall(text), pattern.sub(" ", text)


def _phrases(texts: Iterable[str]) -> tuple[Stems, ...]:
    return tuple(stems for stems in (tuple(words.stems(text)[:MAX_WORDS]) for text in texts) if stems)


def _postcode(text: str) -> tuple[str, str]:
    """A full postcode or its first half, as “NG18 1AB” or “NG18”. A school year such as Y9 is not one."""
    if not _DIGIT.search(text):
        return "", text
    for match in _POSTCODE.finditer(text):
        outward, inward = match.group(1), match.group(2)
        if inward or (len(outward) > 2 and not re.fullmatch(r"y\d{1,2}", outward)):
            found = f"{outward} {inward}".upper() if inward else outward.upper()
            return found, f"{text[:match.start()]} {text[match.end():]}"
    return "", text


def _ages(text: str, named: Iterable[tuple[re.Pattern[str], AgeWord]]) -> tuple[tuple[int, ...], str, str]:
    """Ages told in years, in school years, or by a word; the words that told them; the rest."""
    for pattern, first, last in (
        (_YEARS_OLD, 0, 0), (_SCHOOL_YEAR, 4, 5), (_UNDER, -99, -1), (_OVER, 0, 99),
    ) if _DIGIT.search(text) else ():
        match = pattern.search(text)
        if match:
            number = int(next(group for group in match.groups() if group))
            ages = tuple(range(max(0, number + first), min(OLDEST, number + last) + 1))
            if ages:
                return ages, match.group().strip(), pattern.sub(" ", text, count=1)
    for pattern, word in named:
        if pattern.search(text):
            return tuple(range(word.min_age, word.max_age + 1)), word.phrase, text
    return (), "", text


def _place(sequence: list[str], vocabulary: Vocabulary) -> tuple[Place | None, str, list[str]]:
    """The longest place named, and the words without it."""
    stems = [words.stem(word) for word in sequence]
    for length in range(min(vocabulary.longest, len(stems)), 0, -1):
        for at in range(len(stems) - length + 1):
            place = vocabulary.places.get(tuple(stems[at:at + length]))
            if place and place.districts:
                named = " ".join(sequence[at:at + length])
                return place, named, sequence[:at] + sequence[at + length:]
    return None, "", sequence


def _concepts(
    sequence: list[str], vocabulary: Vocabulary, speller: Speller
) -> tuple[list[Concept], list[str]]:
    """Known phrases first, the longest at each word; then single words; then phrases whose words stand apart.

    Also the stop words left out.
    """
    concepts: list[Concept] = []
    dropped: list[str] = []
    at = 0
    while at < len(sequence):
        length, ways = _phrase_at(sequence, at, vocabulary)
        if ways:
            typed = sequence[at:at + length]
            concepts.append(Concept(" ".join(typed), ways))
            concepts.extend(_as_typed(typed, vocabulary, speller))
        else:
            length, word = 1, sequence[at]
            if word in vocabulary.stops:
                dropped.append(word)
            else:
                concepts.append(_word(word, vocabulary, speller, is_last=at == len(sequence) - 1))
        at += length
    concepts.extend(_standing_apart(sequence, vocabulary, {concept.ways for concept in concepts}))
    return list(dict.fromkeys(concepts)), dropped


def _standing_apart(
    sequence: list[str], vocabulary: Vocabulary, told: set[tuple[Alternative, ...]]
) -> list[Concept]:
    """Phrases whose telling words are all in the question, though not side by side: they rank, and may be missing."""
    stems = {words.stem(word) for word in sequence}
    found = []
    for stem in sorted(stems & vocabulary.scattered.keys()):
        for telling, own in vocabulary.scattered[stem]:
            ways = vocabulary.phrases[own]
            if telling <= stems and ways not in told:
                told.add(ways)
                weaker = tuple(Alternative(way.stems, way.weight * APART) for way in ways)
                found.append(Concept(" ".join(own), weaker, light=True))
    return found


def _as_typed(typed: list[str], vocabulary: Vocabulary, speller: Speller) -> list[Concept]:
    """The words of a phrase typed in place of a thing: “holiday club” means clubs, those for holidays before others.

    The same for a phrase that is the thing's own name, where nothing is written in just those words.
    """
    own = [words.stem(word) for word in typed]
    if len(own) == 1 or (tuple(own) in vocabulary.same and speller.stands(tuple(own))):
        return []
    return [
        Concept(word, (Alternative((stem,), LIGHT),), light=True)
        for word, stem in zip(typed, own, strict=True)
        if word not in vocabulary.stops and stem not in vocabulary.light and stem not in vocabulary.stops
    ]


def _phrase_at(sequence: list[str], at: int, vocabulary: Vocabulary) -> tuple[int, tuple[Alternative, ...]]:
    for length in range(min(vocabulary.longest, len(sequence) - at), 0, -1):
        own = tuple(words.stem(word) for word in sequence[at:at + length])
        ways = vocabulary.phrases.get(own)
        if ways:
            return length, ways
    return _loose_phrase_at(sequence, at, vocabulary)


def _loose_phrase_at(sequence: list[str], at: int, vocabulary: Vocabulary) -> tuple[int, tuple[Alternative, ...]]:
    """The same without looking at stop words in between."""
    if sequence[at] in vocabulary.stops:
        return 1, ()
    places = [n for n in range(at, len(sequence)) if words.stem(sequence[n]) not in vocabulary.stops]
    for length in range(min(vocabulary.longest, len(places)), 1, -1):
        ways = vocabulary.loose.get(tuple(words.stem(sequence[n]) for n in places[:length]))
        if ways:
            return places[length - 1] - at + 1, ways
    return 1, ()


def _word(word: str, vocabulary: Vocabulary, speller: Speller, *, is_last: bool) -> Concept:
    """One word as a concept: itself, its family, what it hints at; the words it begins, if it is the last."""
    own = words.stem(word)
    hints = vocabulary.hints.get(own, ())
    if speller.knows(own):
        is_light = own in vocabulary.light or (word.isdigit() and len(word) < LONG_NUMBER)
        weight = LIGHT if is_light else 1.0 if hints or speller.is_topic(own) else PASSING
        kin = tuple(Alternative((stem,), weight * KIN) for stem in speller.kin(own))
        return Concept(word, (Alternative((own,), weight), *kin, *hints), is_light)
    begun = speller.starting(word) if is_last and len(word) >= MIN_PART else []
    starting = dict.fromkeys(words.stem(found) for found in begun)
    if starting:
        return Concept(word, tuple(Alternative((stem,)) for stem in starting))
    return Concept(word, (Alternative((own,)), *hints))

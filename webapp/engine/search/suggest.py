"""What the index knows of words: spelling, words that start like this, completions."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

from . import spelling, words
from .generation import Generation, numbers
from .question import Question
from .vocabulary import Vocabulary

MOST_WORDS, MOST_KEPT, MOST_QUESTIONS = 12, 2_000, 500


class Lexicon:
    """One generation's words together with the vocabulary's. Keeps what it worked out."""

    def __init__(self, index: Generation, vocabulary: Vocabulary) -> None:
        self._index = index
        extra = {word for text in vocabulary.typed for word in words.tokens(text) if len(word) > 3}
        extra |= {word for place in vocabulary.places.values() for word in words.tokens(place.name)}
        meant = {**dict.fromkeys(extra, 1), **index.known_words}
        self._known = spelling.known((word, number) for word, number in meant.items() if word not in vocabulary.stops)
        self._topics = {words.stem(word) for word in index.known_words}
        families: dict[str, list[str]] = {}
        for stem in self._topics:
            families.setdefault(spelling.root(stem), []).append(stem)
        self._families = {root: tuple(sorted(stems)) for root, stems in families.items() if len(stems) > 1}
        self._meant: dict[str, str | None] = {}
        self._starting: dict[str, list[str]] = {}
        self._questions: dict[str, Question] = {}

    def understood(self, text: str, read: Callable[[], Question]) -> Question:
        """What this text asks, read once: families narrow and turn the pages of the same search."""
        found = self._questions.get(text)
        if found is None:
            if len(self._questions) > MOST_QUESTIONS:
                self._questions.clear()
            found = self._questions[text] = read()
        return found

    def knows(self, stem: str) -> bool:
        """Whether any document has this stem."""
        return bool(self._index.term("body", stem).bits & self._index.live)

    def stands(self, stems: tuple[str, ...]) -> bool:
        """Whether any document has these stems side by side."""
        return bool(self._index.way(stems).bits & self._index.live)

    def is_topic(self, stem: str) -> bool:
        """Whether it stands in a title, a topic or a summary, rather than only in passing."""
        return stem in self._topics

    def kin(self, stem: str) -> tuple[str, ...]:
        """Stems of the same family that documents have."""
        return tuple(other for other in self._families.get(spelling.root(stem), ()) if other != stem)

    def meant(self, word: str) -> str | None:
        """The known word this misspelling probably is."""
        if word not in self._meant:
            if len(self._meant) > MOST_KEPT:
                self._meant.clear()
            self._meant[word] = spelling.closest(word, self._known)
        return self._meant[word]

    def starting(self, part: str) -> list[str]:
        """Known words that start like this, commonest first."""
        if part not in self._starting:
            if len(self._starting) > MOST_KEPT:
                self._starting.clear()
            known = self._index.known_words
            found = [word for word in known if word.startswith(part)]
            self._starting[part] = sorted(found, key=lambda word: (-known[word], word))[:MOST_WORDS]
        return self._starting[part]


_kept: WeakKeyDictionary[Generation, tuple[Vocabulary, Lexicon]] = WeakKeyDictionary()


def lexicon(index: Generation, vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of this generation, made once."""
    kept = _kept.get(index)
    if kept is None or kept[0] is not vocabulary:
        kept = _kept[index] = (vocabulary, Lexicon(index, vocabulary))
    return kept[1]


def completions(
    index: Generation, vocabulary: Vocabulary, typed: str, kinds: tuple[str, ...], count: int = 8
) -> list[str]:
    """What somebody who has typed this may be about to type: phrases families use, then titles, then a next word.

    A misspelling we understand is never offered back.
    """
    parts = words.tokens(typed)[:8]
    if not parts or len(parts[-1]) < 2:
        return []
    plain, known = " ".join(parts), lexicon(index, vocabulary)
    phrases = [text for text in vocabulary.typed if " ".join(words.tokens(text)).startswith(plain)]
    first = sorted((text for text in phrases if _is_spelled(text, vocabulary, index)), key=len)[:count // 2]
    found = list(dict.fromkeys((*first, *_titles(index, vocabulary, parts, kinds))))[:count]
    if not found and len(parts) > 1 and len(parts[-1]) > 2:
        before = typed.strip().rsplit(maxsplit=1)[0]
        found = [f"{before} {word}" for word in known.starting(parts[-1])[:count // 2] if word != parts[-1]]
    return found


def _is_spelled(text: str, vocabulary: Vocabulary, index: Generation) -> bool:
    """Whether every word of a phrase is one that our pages, or names for a thing, write the same way."""
    fine = (vocabulary.stops, vocabulary.written, index.known_words)
    return all(any(word in known for known in fine) for word in words.tokens(text))


def _titles(index: Generation, vocabulary: Vocabulary, parts: list[str], kinds: tuple[str, ...]) -> list[str]:
    keep = 0
    for kind in kinds:
        keep |= index.facet("kind", kind) & index.live
    for word in parts[:-1]:
        keep &= index.term("body", words.stem(word)).bits
    last = 0
    for word in lexicon(index, vocabulary).starting(parts[-1]):
        last |= index.term("body", words.stem(word)).bits
    titles = (index.card(doc).title for doc in numbers(keep & last))
    fitting = [title for title in titles if any(word.startswith(parts[-1]) for word in words.tokens(title))]
    return sorted(fitting, key=len)[:8]

"""Reads of the lists and the area's facts."""

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.search import vocabulary as search
from ..publishing import queries as publishing
from .content import (
    Abbreviation,
    AgeWordFields,
    Area,
    HardFields,
    PlaceFields,
    Source,
    Stage,
    SynonymFields,
    Term,
    TextSpeakFields,
    WordsFields,
)


def area() -> Area:
    """The facts of this area. Raises NotFoundError until content has been imported."""
    found = publishing.live_of("area", Area)
    if not found:
        raise NotFoundError("The content of this site has not been brought in yet.")
    return found[0]


@remembered
def terms(kind: str) -> dict[str, Term]:
    """A list's entries by key, in order."""
    return {term.key: term for term in publishing.live_of(kind, Term)}


def title(kind: str, key: str) -> str:
    """An entry's name; its key when the list does not have it."""
    term = terms(kind).get(key)
    return term.title if term else key


@remembered
def stages() -> list[Stage]:
    """Stages of life in order of age."""
    return publishing.live_of("stage", Stage)


@remembered
def to_explain() -> dict[str, str]:
    """What letters stand for, where a page should say it."""
    return {letters: entry.words for letters, entry in abbreviations().items() if not entry.everyday}


@remembered
def abbreviations() -> dict[str, Abbreviation]:
    """Abbreviations by their letters."""
    return {entry.key: entry for entry in publishing.live_of("abbreviation", Abbreviation)}


@remembered
def sources() -> dict[str, Source]:
    """Sources by key."""
    return {entry.key: entry for entry in publishing.live_of("source", Source)}


@remembered
def vocabulary() -> search.Vocabulary:
    """The words families search with, from `content/search`."""
    lists = {words.key: words.words for words in publishing.live_of("word-list", WordsFields)}
    return search.vocabulary(
        synonyms=[
            search.Synonym(tuple(s.same), tuple(s.typed), tuple(s.also))
            for s in publishing.live_of("synonym", SynonymFields)
        ],
        stops=lists.get("stop", ()), light=lists.get("light", ()),
        places=[
            search.Place(name, tuple(place.districts))
            for place in publishing.live_of("place", PlaceFields) for name in (place.title, *place.also)
        ],
        ages=[
            search.AgeWord(word.words or word.key, word.min, word.max)
            for word in publishing.live_of("age-word", AgeWordFields)
        ],
        spelled={entry.key: entry.words for entry in publishing.live_of("text-speak", TextSpeakFields)},
    )


@remembered
def place_names() -> tuple[str, ...]:
    """Towns, villages and districts, by every name they go by."""
    places = publishing.live_of("place", PlaceFields)
    return tuple(name for place in places for name in (place.title, *place.also))


def district_codes() -> dict[str, str]:
    """ONS code → district, as postcode files name districts."""
    places = publishing.live_of("place", PlaceFields)
    return {place.code: place.districts[0] for place in places if place.code}


def asked_first() -> dict[str, HardFields]:
    """What families ask for first (no diagnosis needed, noise is hard …), by key."""
    return {entry.key: entry for entry in publishing.live_of("hard", HardFields)}

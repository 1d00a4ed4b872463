"""Reads of the lists and the area's facts."""

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..publishing import queries as publishing
from .content import Abbreviation, Area, Source, Stage, Term


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
def abbreviations() -> dict[str, Abbreviation]:
    """Abbreviations by their letters."""
    return {entry.key: entry for entry in publishing.live_of("abbreviation", Abbreviation)}


@remembered
def sources() -> dict[str, Source]:
    """Sources by key."""
    return {entry.key: entry for entry in publishing.live_of("source", Source)}

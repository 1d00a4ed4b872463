"""Pages of words as search sees them."""

from collections.abc import Iterable, Iterator

from ..engine.search.sources import SearchDocument, Source
from ..engine.subjects import SubjectRef
from . import queries
from .models import WordsPage


def documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Pages about the site itself; they come after what families look for."""
    for key, found in queries.pages().items():
        if keys is None or key in keys:
            yield SearchDocument(SubjectRef("page", key), found.title, found.description, found.words, prior=0.8)


SOURCE = Source("page", documents, rows=(WordsPage,))

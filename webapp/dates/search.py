"""Rights as search sees them."""

from collections.abc import Iterable, Iterator

from ..engine.search.sources import SearchDocument, Source
from ..engine.subjects import SubjectRef
from . import queries


def documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Rights in plain words."""
    for key, right in queries.rights().items():
        if keys is None or key in keys:
            yield SearchDocument(SubjectRef("right", key), right.title, right.plain, about="Your rights")


SOURCE = Source("right", documents)

"""Waiting-well resources as search sees them."""

from collections.abc import Iterable, Iterator

from ..engine.search.sources import SearchDocument, Source
from ..engine.subjects import SubjectRef
from ..taxonomy import queries as taxonomy
from . import queries
from .models import Resource


def documents(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Resources with what to do today and this week."""
    topics = taxonomy.terms("resource-topic")
    for key, found in queries.library().items():
        if keys is None or key in keys:
            text = [*found.today, *found.this_week, found.get_help_if or ""]
            topic = topics.get(found.topic)
            yield SearchDocument(
                SubjectRef("resource", key), found.title, found.intro or "", " ".join(text),
                about=f"{topic.title if topic else ''}. {found.for_whom or ''}",
                facets={"age": [str(age) for age in range(found.min_age, found.max_age + 1)]},
            )


SOURCE = Source("resource", documents, rows=(Resource,))

"""Steps, pathways and “where we are now” as search sees them."""

from collections.abc import Iterable, Iterator

from ..engine.search.sources import SearchDocument, Source
from ..engine.subjects import SubjectRef
from ..taxonomy import queries as taxonomy
from . import queries
from .models import Pathway, Step


def _ages(stages: Iterable[str]) -> list[str]:
    spans = {stage.key: (stage.from_age, stage.to_age) for stage in taxonomy.stages()}
    chosen = [spans[key] for key in stages if key in spans]
    return sorted({str(age) for first, last in chosen for age in range(first, last + 1)})


def steps(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Stops of the map, each with the name of its line and what families say who start there."""
    network = queries.network()
    said: dict[str, list[str]] = {}
    for entry in queries.entries():
        for stop in entry.stops:
            said.setdefault(stop.key, []).append(entry.title)
    for line in network.lines:
        for stop in line.stops:
            if keys is None or stop.key in keys:
                text = [*stop.do, stop.say, *(f"{condition.rstrip('.')}." for condition, _go in stop.choices)]
                yield SearchDocument(
                    SubjectRef("step", stop.key), stop.title, stop.what, " ".join(text),
                    names=". ".join(said.get(stop.key, ())), about=line.title, facets={"age": _ages(stop.stages)},
                    prior=1.12,
                )


def pathways(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """Lines of the map, each with the worries that families start it with."""
    worries: dict[str, list[str]] = {}
    for worry, lines in queries.worries():
        for line in lines[:1]:
            worries.setdefault(line.key, []).append(f"{worry.title} {worry.words or ''}")
    for line in queries.network().lines:
        if keys is None or line.key in keys:
            yield SearchDocument(
                SubjectRef("pathway", line.key), line.title, line.short, " ".join(stop.title for stop in line.stops),
                names=". ".join(worries.get(line.key, ())), about=line.for_who or "",
                facets={"age": _ages(line.stages)},
            )


def shortcuts(keys: Iterable[str] | None) -> Iterator[SearchDocument]:
    """What families say of where they are, and the stops to start at."""
    for entry in queries.entries():
        if entry.stops and (keys is None or entry.key in keys):
            yield SearchDocument(
                SubjectRef("shortcut", entry.key), entry.title, entry.words or "",
                " ".join(f"{stop.title}. {stop.what}" for stop in entry.stops), prior=1.2,
            )


SOURCES = (
    Source("step", steps, rows=(Step,)),
    Source("pathway", pathways, rows=(Pathway,)),
    Source("shortcut", shortcuts),
)

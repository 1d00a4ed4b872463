"""The live network as the layout needs it. Pure: waits and stages come in as plain words and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .columns import LineIn, StopIn, Way
from .network import Line, Network, Stop
from .refusals import answer


@dataclass(frozen=True)
class Wait:
    """The newest published wait after a stop: how long to draw it, and the words beside it."""

    weeks: float
    words: str
    key: str = ""


@dataclass(frozen=True)
class Ages:
    """One stage of life."""

    key: str
    from_age: int
    to_age: int


def lines(network: Network, ages: Sequence[Ages], waits: Mapping[str, Wait], say: str) -> list[LineIn]:
    """Every line with its stops. `waits`: by key of the stop; `say`: words around a line's ages, with two gaps."""
    stages = [stage.key for stage in ages]
    return [
        LineIn(
            line.key,
            line.code,
            line.title,
            line.line,
            line.stroke,
            _span(line.stages, stages),
            tuple(_stop(stop, line, network, stages, waits.get(stop.key)) for stop in line.stops),
            _ages(line, ages, say),
        )
        for line in network.lines
    ]


def _ages(line: Line, ages: Sequence[Ages], say: str) -> str:
    served = [stage for stage in ages if stage.key in line.stages]
    return say.format(min(s.from_age for s in served), max(s.to_age for s in served)) if served else ""


def _span(keys: Sequence[str], stages: Sequence[str]) -> tuple[int, int]:
    places = [stages.index(key) for key in keys if key in stages] or [0]
    return min(places), max(places)


def _stop(stop: Stop, line: Line, network: Network, stages: Sequence[str], wait: Wait | None) -> StopIn:
    places = {other.key: place for place, other in enumerate(line.stops)}
    ways = []
    for going in network.goings(stop):
        if going.pathway is not None and going.pathway.key != line.key:
            ways.append(Way(answer(going.condition), line=going.pathway.code, whole_line=True))
        elif going.step is not None and going.step.key in places:
            ways.append(Way(answer(going.condition), to=places[going.step.key]))
        elif going.step is not None:
            ways.append(Way(answer(going.condition), line=network.line_by_key[going.step.pathway].code))
    return StopIn(
        stop.key,
        stop.title,
        _span(stop.stages, stages),
        tuple(ways),
        wait_weeks=wait.weeks if wait else 0,
        wait_words=wait.words if wait else "",
        wait_key=wait.key if wait else "",
    )

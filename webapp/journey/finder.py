"""“Where are we now?”: at most three plain questions that end at a stop. Pure; the address holds every answer.

What is happening (with the child's age beside it); then, only where it differs, where the GP is, and only where it is
not clear yet, what has happened so far. Words that lead to several lines are told apart before the place is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .network import Line, Network, Stop


class Place(StrEnum):
    """Where the family's GP is, as far as routes differ by it."""

    COUNTY = "county"
    OWN_ROUTE = "own-route"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class Said:
    """Something a family says of itself: words, and the stops or whole lines that answer it."""

    key: str
    title: str
    words: str
    group: str
    stops: tuple[Stop, ...]
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Answers:
    """What the address says so far. Empty words: not answered."""

    age: str = ""
    now: str = ""
    place: str = ""
    at: str = ""

    @classmethod
    def read(cls, args: Mapping[str, str], ages: Iterable[str]) -> "Answers":
        """From an address; what we do not know counts as not answered."""
        age, place = args.get("age", ""), args.get("place", "")
        return cls(
            age if age in set(ages) else "", args.get("now", ""), place if place in set(Place) else "",
            args.get("at", ""),
        )

    def params(self, **change: str) -> dict[str, str]:
        """The address with something changed."""
        found = {"age": self.age, "now": self.now, "place": self.place, "at": self.at, **change}
        return {name: value for name, value in found.items() if value}


@dataclass(frozen=True)
class Question:
    """What to ask next: `what`, `place` or `so-far`; or `here`, with the stop; or `elsewhere`, another council."""

    name: str
    said: Said | None = None
    choices: tuple[tuple[Line, tuple[Stop, ...]], ...] = ()
    stop: Stop | None = None


def ask(answers: Answers, network: Network, sayings: Mapping[str, Said], places: Mapping[Place, str]) -> Question:
    """The next question. `places`: the names by which choices on the map tell places apart."""
    said = sayings.get(answers.now)
    if said is None:
        return Question("what")
    lines = said.lines or tuple(dict.fromkeys(network.line_by_key[stop.pathway] for stop in said.stops))
    differs = any(line.area_note for line in _lines_to_place(said, lines, answers, network))
    if differs and not answers.place:
        return Question("place", said)
    if answers.place == Place.ELSEWHERE and differs:
        return Question("elsewhere", said)
    candidates = said.stops or tuple(stop for line in lines for stop in line.stops)
    fitting = tuple(stop for stop in candidates if not answers.age or answers.age in stop.stages) or candidates
    chosen = network.stop_by_key.get(answers.at) or (fitting[0] if len(fitting) == 1 else None)
    if chosen is not None:
        return Question("here", said, stop=for_place(chosen, network, answers.place, places))
    grouped = [(line, tuple(stop for stop in fitting if stop.pathway == line.key)) for line in lines]
    return Question("so-far", said, tuple((line, stops) for line, stops in grouped if stops))


def _lines_to_place(said: Said, lines: Sequence[Line], answers: Answers, network: Network) -> Sequence[Line]:
    """Lines whose place matters now. Words that lead to several lines are told apart first: most need no place."""
    told_apart = network.stop_by_key.get(answers.at)
    if told_apart is not None:
        return [network.line_by_key[told_apart.pathway]]
    return () if said.stops and len(lines) > 1 else lines


def for_place(stop: Stop, network: Network, place: str, places: Mapping[Place, str]) -> Stop:
    """The same stop, or the one that stands for it where the family lives: forks whose choices name places say so."""
    name = places.get(Place.OWN_ROUTE, "") if place == Place.OWN_ROUTE else ""
    if not name:
        return stop
    for fork in network.line_by_key[stop.pathway].stops:
        goings = [going for going in network.goings(fork) if going.step is not None]
        own = next((g.step for g in goings if f"in {name}" in g.condition), None)
        if own is not None and any(g.step == stop for g in goings):
            return own
    return stop

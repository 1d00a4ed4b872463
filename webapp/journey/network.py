"""The whole map in memory: pathways as lines, steps as stops, choices as the ways between them. Pure."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

END = "end"


@dataclass(frozen=True)
class Going:
    """Where a choice leads. Exactly one of `step`, `pathway` is set, or neither at the end."""

    condition: str
    step: "Stop | None" = None
    pathway: "Line | None" = None

    @property
    def ends(self) -> bool:
        """Whether this is the end of the line."""
        return self.step is None and self.pathway is None


@dataclass(frozen=True)
class Stop:
    """One step, as pages show it. Lists hold keys of other rooms' things; `who` holds words or `service:` names."""

    key: str
    slug: str
    title: str
    pathway: str
    position: int
    stages: tuple[str, ...]
    level: str
    who: tuple[str, ...]
    what: str
    do: tuple[str, ...]
    say: str
    law: tuple[str, ...]
    waits: tuple[str, ...]
    resources: tuple[str, ...]
    rights: tuple[str, ...]
    services: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    checking: str | None = None
    reviewed_on: date | None = None


@dataclass(frozen=True)
class Line:
    """One pathway with its stops in order."""

    key: str
    title: str
    short: str
    code: str
    line: int
    stroke: str
    stages: tuple[str, ...]
    for_who: str | None = None
    area_note: str | None = None
    owner: str | None = None
    coproduced_with: str | None = None
    checking: str | None = None
    reviewed_on: date | None = None
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True)
class Network:
    """Every live line, in order."""

    lines: tuple[Line, ...] = field(default=())

    @cached_property
    def line_by_key(self) -> dict[str, Line]:
        """Lines by key."""
        return {line.key: line for line in self.lines}

    @cached_property
    def stop_by_key(self) -> dict[str, Stop]:
        """Stops by key, over all lines."""
        return {stop.key: stop for line in self.lines for stop in line.stops}

    def stop_at(self, pathway: str, slug: str) -> Stop | None:
        """The stop with this address."""
        line = self.line_by_key.get(pathway)
        return next((stop for stop in line.stops if stop.slug == slug), None) if line else None

    def goings(self, stop: Stop) -> list[Going]:
        """What may come next. A choice whose step is not shown at present leads to nothing and is left out."""
        found = [self._going(condition, go) for condition, go in stop.choices]
        return [going for going in found if going is not None]

    def _going(self, condition: str, go: str) -> Going | None:
        kind, _, key = go.partition(":")
        if kind == END:
            return Going(condition)
        if kind == "pathway":
            line = self.line_by_key.get(key)
            return Going(condition, pathway=line) if line else None
        step = self.stop_by_key.get(key)
        return Going(condition, step=step) if step else None

    def arrivals(self, stop: Stop) -> list[Stop]:
        """Stops of other lines from which a choice leads here."""
        wanted = f"step:{stop.key}"
        return [
            other for line in self.lines for other in line.stops
            if other.pathway != stop.pathway and any(go == wanted for _, go in other.choices)
        ]

    def after(self, stop: Stop) -> Stop | None:
        """The next stop on the same line."""
        stops = self.line_by_key[stop.pathway].stops
        place = stops.index(stop)
        return stops[place + 1] if place + 1 < len(stops) else None

    def before(self, stop: Stop) -> Stop | None:
        """The stop before on the same line."""
        stops = self.line_by_key[stop.pathway].stops
        place = stops.index(stop)
        return stops[place - 1] if place else None

    def lines_at(self, stage: str) -> list[Line]:
        """Lines that serve a stage of life."""
        return [line for line in self.lines if stage in line.stages]

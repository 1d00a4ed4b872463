"""What of the map a visitor asked to see: an age, a worry, one stop. Pure; it stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from .network import Line, Network, Stop


class Named(Protocol):
    """A stage or a worry: only its key matters here."""

    @property
    def key(self) -> str:
        """Its key."""


@dataclass(frozen=True)
class MapView:
    """A choice. Empty words mean no choice; what an address says that we do not know is left out."""

    age: str = ""
    worry: str = ""
    stop: Stop | None = None
    picture: bool = False
    shown: frozenset[str] = frozenset()
    lines: tuple[Line, ...] = ()

    @classmethod
    def read(
        cls,
        args: Mapping[str, str],
        network: Network,
        worries: Sequence[tuple[Named, tuple[Line, ...]]],
        stages: Sequence[Named],
    ) -> "MapView":
        """From an address."""
        age = args.get("age", "")
        age = age if age in {stage.key for stage in stages} else ""
        chosen = next(((w.key, lines) for w, lines in worries if w.key == args.get("worry")), None)
        lines = chosen[1] if chosen else network.lines
        shown = frozenset(stop.key for line in lines for stop in line.stops if not age or age in stop.stages)
        stop = network.stop_by_key.get(args.get("stop", ""))
        kept = tuple(line for line in lines if any(stop.key in shown for stop in line.stops))
        return cls(age, chosen[0] if chosen else "", stop, args.get("view") == "picture", shown, kept)

    @property
    def is_chosen(self) -> bool:
        """Whether anything stands back."""
        return bool(self.age or self.worry)

    def params(self, **change: Any) -> dict[str, str]:
        """The address of this view with something changed; choosing the same again takes the choice back."""
        chosen = {"age": self.age, "worry": self.worry}
        for name, value in change.items():
            chosen[name] = "" if chosen.get(name) == value else value
        if self.picture:
            chosen["view"] = "picture"
        return {name: value for name, value in chosen.items() if value}

    def without_stop(self) -> "MapView":
        """The same view with no stop open."""
        return replace(self, stop=None)

"""A line of the map as the strip that runs down a page: stops, waits, branches. Addresses come from outside."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .network import Going, Line, Network, Stop


@dataclass(frozen=True)
class Addresses:
    """How to reach a stop and a line."""

    stop: Callable[[Stop], str]
    line: Callable[[Line], str]


Leg = dict[str, Any]


def strip(
    line: Line, network: Network, to: Addresses, waits: Mapping[str, Sequence[Leg]], here: str = "",
) -> list[Leg]:
    """The stops of a line for the `strip_map` component; `waits` holds the waits drawn after a stop, by its key."""
    return [
        {
            "title": stop.title, "url": to.stop(stop), "words": stop.what, "here": stop.key == here,
            "checking": bool(stop.checking), "waits": waits.get(stop.key, ()),
            "branches": branches(network, stop, to),
        }
        for stop in line.stops
    ]


def branches(network: Network, stop: Stop, to: Addresses) -> list[Leg]:
    """The choices after a stop. A single choice that only goes to the next stop is not a branch."""
    following = network.after(stop)
    goings = network.goings(stop)
    if len(goings) == 1 and goings[0].step is not None and goings[0].step == following:
        return []
    return [branch(network, stop, going, to) for going in goings]


def branch(network: Network, stop: Stop, going: Going, to: Addresses) -> Leg:
    """One choice: on to the next stop, to another stop, to another line, or the end."""
    if going.pathway is not None:
        line = going.pathway
        return {
            "condition": going.condition, "title": line.title, "url": to.line(line), "kind": "pathway",
            "code": line.code, "line": line.line, "stroke": line.stroke,
        }
    if going.step is None:
        return {"condition": going.condition, "kind": "end"}
    step, changes = going.step, going.step.pathway != stop.pathway
    line = network.line_by_key[step.pathway]
    badge = {"code": line.code, "line": line.line, "stroke": line.stroke} if changes else {}
    kind = "next" if step == network.after(stop) else "step"
    return {"condition": going.condition, "title": step.title, "url": to.stop(step), "kind": kind, **badge}

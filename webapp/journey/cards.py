"""Steps and pathways for other rooms' pages."""

from collections.abc import Iterable

from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries
from .network import Line, Stop


def stop_url(stop: Stop) -> str:
    """The page of a step."""
    return url_for("journey.step", pathway=stop.pathway, slug=stop.slug)


def line_url(line: Line) -> str:
    """The page of a pathway."""
    return url_for("journey.pathway", key=line.key)


def step_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards of steps by key; the badge is the line's code."""
    network = queries.network()
    stops = network.stop_by_key
    return {
        key: Card(
            SubjectRef("step", key), stops[key].title, stop_url(stops[key]), stops[key].what,
            badge=network.line_by_key[stops[key].pathway].code, detail=stops[key],
        )
        for key in keys if key in stops
    }


def pathway_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards of pathways by key."""
    lines = queries.network().line_by_key
    return {
        key: Card(SubjectRef("pathway", key), lines[key].title, line_url(lines[key]), lines[key].short,
                  badge=lines[key].code, detail=lines[key])
        for key in keys if key in lines
    }


def map_card(keys: Iterable[str]) -> dict[str, Card]:
    """The map itself, for the home page: `lines` is all of it."""
    detail = {"lines": queries.network}
    return {
        key: Card(SubjectRef("journey", key), "", url_for("journey.overview"), detail=detail[key]())
        for key in keys if key in detail
    }


def steps_with_service(keys: Iterable[str]) -> dict[str, Card]:
    """For a service's page: the steps that name it, as the card's detail (pairs of line and stop)."""
    network = queries.network()
    found = {}
    for key in keys:
        pairs = [(line, stop) for line in network.lines for stop in line.stops if key in stop.services]
        if pairs:
            ref = SubjectRef("steps-with-service", key)
            found[key] = Card(ref, "", "", partial="journey/_steps_with_service.html", detail=pairs)
    return found


def shortcut_cards(keys: Iterable[str]) -> dict[str, Card]:
    """“Where we are now” entries by key; each leads to its stop, or to the question which of its stops it is."""
    entries = {entry.key: entry for entry in queries.entries() if entry.stops}
    return {
        key: Card(
            SubjectRef("shortcut", key), entries[key].title,
            stop_url(entries[key].stops[0]) if len(entries[key].stops) == 1 else url_for("journey.where_now", now=key),
            entries[key].words or entries[key].stops[0].what,
        )
        for key in keys if key in entries
    }

"""Reads of the journey map."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.subjects import cards_of
from ..extensions import db
from ..publishing import queries as publishing
from ..taxonomy import queries as taxonomy
from .content import Shortcut, Worry
from .finder import Said
from .layout import Picture, StageIn, draw
from .models import Pathway, Step
from .network import Line, Network, Stop
from .picture import Ages, Wait, lines

YEARS_IN_A_COLUMN = 3.5


@dataclass(frozen=True)
class Entry:
    """One “where we are now” entry with the stops it leads to."""

    key: str
    title: str
    group: str
    words: str | None
    stops: tuple[Stop, ...]


@remembered
def network() -> Network:
    """The whole live map, read once per content revision."""
    stops = defaultdict(list)
    for step in db.session.scalars(select(Step).where(Step.is_live).order_by(Step.pathway, Step.position)):
        stops[step.pathway].append(_stop(step))
    rows = db.session.scalars(select(Pathway).where(Pathway.is_live).order_by(Pathway.position))
    return Network(tuple(_line(row, tuple(stops[row.key])) for row in rows))


def line(key: str) -> Line:
    """One pathway; NotFoundError when there is none."""
    found = network().line_by_key.get(key)
    if found is None:
        raise NotFoundError("There is no pathway with this name.")
    return found


def stop(pathway: str, slug: str) -> Stop:
    """One step; NotFoundError when there is none."""
    found = network().stop_at(pathway, slug)
    if found is None:
        raise NotFoundError("There is no step with this name.")
    return found


@remembered
def entries() -> list[Entry]:
    """Every “where we are now” entry, in file order."""
    stops = network().stop_by_key
    return [
        Entry(s.key, s.title, s.group, s.words, tuple(stops[key] for key in s.steps if key in stops))
        for s in publishing.live_of("shortcut", Shortcut)
    ]


@remembered
def worries() -> list[tuple[Worry, tuple[Line, ...]]]:
    """Each worry with the pathways that answer it."""
    lines = network().line_by_key
    return [
        (worry, tuple(lines[key] for key in worry.pathways if key in lines))
        for worry in publishing.live_of("worry", Worry)
    ]


@remembered
def sayings() -> dict[str, Said]:
    """Everything a family may say of where it is now, by key: entries first, then worries."""
    found = {e.key: Said(e.key, e.title, e.words or "", e.group, e.stops) for e in entries() if e.stops}
    for worry, answering in worries():
        if answering:
            stops = tuple(stop for key in worry.steps if (stop := network().stop_by_key.get(key)))
            whole = () if stops else answering
            said = Said(f"worry-{worry.key}", worry.title, worry.words or "", "worries", stops, whole)
            found[said.key] = said
    return found


@remembered
def picture(_language: str) -> Picture:
    """The whole map as a picture, laid out once per content revision and language: waits stand in it in words."""
    stages = taxonomy.stages()
    ages = [Ages(stage.key, stage.from_age, stage.to_age) for stage in stages]
    drawn = lines(network(), ages, _waits(), "{}–{}")
    return draw(
        drawn,
        [
            StageIn(
                s.title,
                f"{s.from_age}–{s.to_age}",
                max(1, round((s.to_age - s.from_age) / YEARS_IN_A_COLUMN)),
            )
            for s in stages
        ],
    )


def _waits() -> dict[str, Wait]:
    """For each stop with a published wait counted in time, the first one."""
    found = {}
    for stop in network().stop_by_key.values():
        for card in cards_of("wait-length", stop.waits)[:1]:
            found[stop.key] = Wait(card.detail, card.title, card.ref.key)
    return found


def _stop(row: Step) -> Stop:
    return Stop(
        key=row.key,
        slug=row.slug,
        title=row.title,
        pathway=row.pathway,
        position=row.position,
        stages=tuple(row.stages),
        level=row.level,
        who=tuple(row.who),
        what=row.what,
        do=tuple(row.do),
        say=row.how_long["say"],
        law=tuple(row.how_long["law"]),
        waits=tuple(row.how_long["waits"]),
        resources=tuple(row.resources),
        rights=tuple(row.rights),
        services=tuple(row.services),
        choices=tuple((choice["if"], choice["go"]) for choice in row.next),
        checking=row.checking,
        reviewed_on=row.reviewed_on,
    )


def _line(row: Pathway, stops: tuple[Stop, ...]) -> Line:
    return Line(
        key=row.key,
        title=row.title,
        short=row.short,
        code=row.code,
        line=row.line,
        stroke=row.stroke,
        stages=tuple(row.stages),
        for_who=row.for_who,
        area_note=row.area_note,
        owner=row.owner,
        coproduced_with=row.coproduced_with,
        checking=row.checking,
        reviewed_on=row.reviewed_on,
        stops=stops,
    )

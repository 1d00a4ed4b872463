"""Reads of published figures."""

import json
from typing import Any

from sqlalchemy import select

from ..engine.content_revision import remembered
from ..extensions import db
from ..taxonomy import queries as taxonomy
from ..taxonomy.content import Source
from .content import PointFields
from .models import WaitSeries
from .series import Point, Series


@remembered
def all_series() -> dict[str, Series]:
    """Every live series by key, in order."""
    sources = taxonomy.sources()
    chosen = select(WaitSeries).where(WaitSeries.is_live)
    rows = db.session.scalars(chosen.order_by(WaitSeries.featured.nulls_last(), WaitSeries.title))
    return {row.key: _series(row, sources) for row in rows}


def by_topic(*topics: str) -> list[Series]:
    """Series of these topics."""
    return [series for series in all_series().values() if series.topic in topics]


def _series(row: WaitSeries, sources: dict[str, Source]) -> Series:
    return Series(
        key=row.key, title=row.title, short=row.short, definition=row.definition, featured=row.featured,
        topic=row.topic, unit=row.unit, measure=row.measure, direction=row.direction, rule=row.rule,
        services=tuple(row.services), notes=tuple(row.notes), checking=row.checking,
        points=tuple(_point(p, sources) for p in row.points),
    )


def _point(data: dict[str, Any], sources: dict[str, Source]) -> Point:
    fields = PointFields.model_validate_json(json.dumps(data))
    source = sources.get(fields.source)
    return Point(
        key=fields.key, on=fields.on, precision=fields.precision, period=fields.period, value=fields.value,
        words=fields.words, source=source.title if source else fields.source,
        source_url=source.url if source else None, caveat=fields.caveat, confidence=fields.confidence,
    )

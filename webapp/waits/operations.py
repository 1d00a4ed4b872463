"""Writes of published figures."""

from collections.abc import Mapping
from typing import Any

from ..engine.errors import InvalidError, NotFoundError
from ..publishing import operations as publishing
from ..publishing import queries as published
from .content import PointFields, WaitFields


def add_point(key: str, figure: Mapping[str, Any], *, by: str) -> None:
    """Publish one more figure of a series, with where it was read. A day has one figure; old figures stay.

    `figure`: the fields of a point as its file has them, without the key. Raises NotFoundError for a series we do
    not have, InvalidError when the day has a figure already.
    """
    series = next((fields for fields in published.live_of("wait", WaitFields) if fields.key == key), None)
    if series is None:
        raise NotFoundError("There is no series with this name.")
    point = PointFields.model_validate({"key": f"{key}-{figure['date']}", **figure})
    if any(other.on == point.on for other in series.points):
        raise InvalidError("There is a figure for this day already.")
    points = sorted([*series.points, point], key=lambda found: found.on)
    changed = series.model_copy(update={"points": points})
    publishing.edit_document("wait", changed, by=by, note=f"New figure: {point.period}")

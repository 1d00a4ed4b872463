"""Reads of releases, definitions and earlier results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ..engine import clock
from ..engine.content_revision import remembered
from ..engine.errors import NotFoundError
from ..engine.rows import to_change
from ..extensions import db
from ..feedback import results as feedback
from ..feedback.results import PromiseMade
from ..publishing import queries as publishing
from .content import MeasureFields, PopulationFields, RulesFields
from .history import EarlierRow
from .models import EarlierResult, Release, ReleaseState


@dataclass(frozen=True)
class Published:
    """A release that everyone may see. `corrected_by` is the key of the one that takes its place, or empty."""

    key: str
    wave: str
    number: int
    document: dict[str, Any]
    reason: str
    prepared_on: date
    publish_on: date
    published_at: datetime
    signed_by: int
    corrected_by: str = ""


def measures() -> dict[str, MeasureFields]:
    """Every measure by key, in order."""
    return {measure.key: measure for measure in publishing.live_of("measure", MeasureFields)}


def measure(key: str) -> MeasureFields:
    """One measure. Raises NotFoundError."""
    found = measures().get(key)
    if found is None:
        raise NotFoundError("There is no such measure.")
    return found


def rules() -> RulesFields:
    """The rules of disclosure. Raises NotFoundError until content has been imported."""
    found = publishing.live_of("disclosure", RulesFields)
    if not found:
        raise NotFoundError("The content of this site has not been brought in yet.")
    return found[0]


def populations() -> list[PopulationFields]:
    """Official figures of who there is."""
    return publishing.live_of("population", PopulationFields)


@remembered
def _all_published() -> list[Published]:
    chosen = select(Release).where(Release.state == ReleaseState.PUBLISHED).options(selectinload(Release.signatures))
    rows = db.session.scalars(chosen.order_by(Release.wave.desc(), Release.number.desc())).all()
    newest: dict[str, str] = {}
    found = []
    for row in rows:
        newest.setdefault(row.wave, row.key)
        correction = newest[row.wave] if newest[row.wave] != row.key else ""
        found.append(
            Published(
                row.key,
                row.wave,
                row.number,
                row.document,
                row.reason,
                row.prepared_on,
                row.publish_on or row.prepared_on,
                _moment(row),
                len(row.signatures),
                correction,
            )
        )
    return found


def _moment(row: Release) -> datetime:
    """When a release came out; the start of its day where the moment was not written down."""
    day = row.publish_on or row.prepared_on
    return clock.utc(row.publish_at) if row.publish_at else datetime.combine(day, time(), clock.LONDON)


def published() -> list[Published]:
    """Releases that are out, newest wave and number first."""
    return _all_published()


def published_release(key: str) -> Published:
    """One release that is out. Raises NotFoundError."""
    found = next((release for release in published() if release.key == key), None)
    if found is None:
        raise NotFoundError("There is no such release, or it is not out yet.")
    return found


def newest_of_each_wave() -> list[Published]:
    """The release that stands for each wave: its last correction, oldest wave first."""
    found: dict[str, Published] = {}
    for release in published():
        found.setdefault(release.wave, release)
    return [found[wave] for wave in sorted(found)]


def newest() -> Published | None:
    """The newest release that is out."""
    return next(iter(published()), None)


def release_to_change(key: str) -> Release:
    """A release's row with its signatures, locked for this transaction. Raises NotFoundError."""
    chosen = select(Release).where(Release.key == key).options(selectinload(Release.signatures))
    found = db.session.scalar(to_change(chosen))
    if found is None:
        raise NotFoundError("There is no such release.")
    return found


def release(key: str) -> Release:
    """A release in any state, to read. Raises NotFoundError."""
    found = db.session.scalar(select(Release).where(Release.key == key).options(selectinload(Release.signatures)))
    if found is None:
        raise NotFoundError("There is no such release.")
    return found


def releases() -> Sequence[Release]:
    """Every release in any state, newest first."""
    chosen = select(Release).options(selectinload(Release.signatures))
    return db.session.scalars(chosen.order_by(Release.wave.desc(), Release.number.desc())).all()


def next_number(wave: str) -> int:
    """The number of the wave's next release, from 1."""
    return (db.session.scalar(select(func.max(Release.number)).where(Release.wave == wave)) or 0) + 1


def newest_of(wave: str) -> Release | None:
    """The wave's last published release."""
    chosen = select(Release).where(Release.wave == wave, Release.state == ReleaseState.PUBLISHED)
    return db.session.scalar(chosen.order_by(Release.number.desc()).limit(1))


def newest_of_waves_before(wave: str) -> list[Release]:
    """The last published release of each wave before, newest wave first."""
    chosen = select(Release).where(Release.wave < wave, Release.state == ReleaseState.PUBLISHED)
    found: dict[str, Release] = {}
    for release in db.session.scalars(chosen.order_by(Release.wave.desc(), Release.number.desc())):
        found.setdefault(release.wave, release)
    return list(found.values())


def waiting(wave: str = "") -> Sequence[Release]:
    """Releases that are not published, of one wave or of all, locked for this transaction."""
    chosen = select(Release).where(Release.state == ReleaseState.PREPARED).options(selectinload(Release.signatures))
    if wave:
        chosen = chosen.where(Release.wave == wave)
    return db.session.scalars(to_change(chosen.order_by(Release.key))).all()


@remembered
def earlier_results() -> dict[str, list[EarlierRow]]:
    """Results brought in from elsewhere, by measure, oldest first."""
    found: dict[str, list[EarlierRow]] = {}
    in_order = (EarlierResult.wave, EarlierResult.measure, EarlierResult.question)
    for row in db.session.scalars(select(EarlierResult).order_by(*in_order)):
        earlier = EarlierRow(row.wave, row.measure, row.wording, row.percent, row.base, row.source, row.question)
        found.setdefault(row.measure, []).append(earlier)
    return found


def earlier_of_wave(wave: str) -> Sequence[EarlierResult]:
    """Everything that was brought in of one wave."""
    return db.session.scalars(select(EarlierResult).where(EarlierResult.wave == wave).order_by(EarlierResult.id)).all()


def promises_by_measure() -> list[tuple[MeasureFields, list[PromiseMade]]]:
    """Measures that a public answer names, each with its answers, in the order of the measures."""
    made = feedback.promises()
    found = [(measure, [p for p in made if measure.key in p.measures]) for measure in measures().values()]
    return [(measure, promises) for measure, promises in found if promises]


def what_we_will_do(measure_key: str) -> list[PromiseMade]:
    """The public answers that name this measure."""
    return [promise for promise in feedback.promises() if measure_key in promise.measures]

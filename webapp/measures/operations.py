"""Releases: prepared once, signed by two, published for good. And history brought in."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..engine import clock
from ..engine.errors import InvalidError, StaleError
from ..engine.search import gaps
from ..engine.text import one_line
from ..extensions import db
from ..feedback import results as feedback
from ..surveys import results
from . import process, queries
from .history import EarlierRow, HistoryError
from .models import EarlierResult, Release, ReleaseState, Signature
from .release import build
from .work import Before, Document, NotAllowedYetError, Private

SIGNATURES_NEEDED = 2


def prepare_release(*, wave: str, reason: str = "", by: int | None = None, by_name: str = "") -> Release:
    """Compute the wave's next release from its frozen counts. A correction says why and must give nobody away.

    One release of a wave waits at a time, so that each is checked against all that was published before it.
    """
    if wave not in results.closed_waves():
        raise InvalidError("A survey is counted after it has closed for good.")
    reason, number, before = one_line(reason), queries.next_number(wave), queries.newest_of(wave)
    if queries.waiting(wave):
        raise InvalidError("A release of this survey waits already. Publish it or throw it away first.")
    if before is not None and not reason:
        raise InvalidError("A corrected release needs a reason that families can read.")
    document, private = _counted(wave, before)
    release = Release(
        key=f"{wave}-{number}",
        wave=wave,
        number=number,
        state=ReleaseState.PREPARED,
        document=document,
        private=private,
        reason=reason,
        prepared_on=clock.today(),
        prepared_by=by,
        prepared_by_name=by_name,
    )
    db.session.add(release)
    db.session.flush()
    return release


def _counted(wave: str, before: Release | None) -> tuple[Document, Private]:
    """The wave's figures, checked against what was published of it before, beside those of earlier waves."""
    earlier = [Before(found.document, found.private) for found in queries.newest_of_waves_before(wave)]
    try:
        return build(
            wave,
            {audience: results.tally(wave, audience) for audience in results.questionnaires(wave)},
            list(queries.measures().values()),
            queries.rules(),
            populations=queries.populations(),
            same_wave=Before(before.document, before.private) if before else None,
            last_wave=earlier[0] if earlier else None,
            older_waves=earlier[1:],
            done=_done(),
        )
    except NotAllowedYetError as error:
        raise InvalidError(
            "This correction would let somebody work out hidden numbers, so it cannot be published: " + str(error)
        ) from error


def _done() -> dict[str, process.Done]:
    """What the partnership did, as it is today."""
    dates, today = feedback.answer_dates(), clock.today()
    missed = gaps.gaps(today - timedelta(days=365))
    return {
        "answered": process.answered(dates, today),
        "kept": process.kept(dates, today),
        "searches": process.Done(len(missed), None),
    }


def show_first(*, key: str, words: str) -> None:
    """Write down that the forum and young people have seen a release before it is signed, and what they said."""
    release = _not_yet_agreed(key)
    if not one_line(words):
        raise InvalidError("Write who saw it and what they said.")
    release.shown_on, release.shown_words = clock.today(), one_line(words)
    db.session.flush()


def sign(*, key: str, person_id: int, person_name: str) -> None:
    """One person says the release may be published. Nobody signs twice, whoever prepared it."""
    release = _not_yet_agreed(key)
    if release.shown_on is None:
        raise InvalidError("Show it to the forum and young people first, and write down what they said.")
    if any(signature.person_id == person_id for signature in release.signatures):
        raise InvalidError("You have signed this release. It needs a second person.")
    db.session.add(Signature(release_key=key, person_id=person_id, person_name=person_name, signed_on=clock.today()))
    db.session.flush()


def publish(*, key: str, at: datetime) -> bool:
    """Publish a release signed by two at a moment; whether it is out now. Until its moment it can be called back."""
    release = _not_yet_agreed(key)
    if not _signed(release):
        raise InvalidError("Two people have to sign a release before it is published.")
    release.publish_at, release.publish_on = clock.utc(at), clock.local(at).date()
    db.session.flush()
    return _publish_if_due(release)


def call_back(*, key: str) -> None:
    """Take back the moment of a release that is not out yet. Its signatures stay."""
    release = _waiting(key)
    if release.publish_at is None:
        raise StaleError("This release has no moment at which it comes out.")
    release.publish_at = release.publish_on = None
    db.session.flush()


def publish_due() -> list[Release]:
    """Publish every release whose moment has come; which ones. Safe to run twice."""
    return [release for release in queries.waiting() if release.publish_at and _publish_if_due(release)]


def _publish_if_due(release: Release) -> bool:
    if release.publish_at is None or clock.utc(release.publish_at) > clock.now() or not _signed(release):
        return False
    release.state = ReleaseState.PUBLISHED
    db.session.flush()
    return True


def _signed(release: Release) -> bool:
    return len({signature.person_id for signature in release.signatures}) >= SIGNATURES_NEEDED


def _waiting(key: str) -> Release:
    release = queries.release_to_change(key)
    if release.state != ReleaseState.PREPARED:
        raise StaleError("This release has already been published. It stays. Publish a correction instead.")
    return release


def _not_yet_agreed(key: str) -> Release:
    release = _waiting(key)
    if release.publish_at is not None:
        raise StaleError("This release waits for its moment. Call it back to change anything.")
    return release


def discard(*, key: str) -> None:
    """Throw away a release that was never published."""
    release = _not_yet_agreed(key)
    for signature in release.signatures:
        db.session.delete(signature)
    db.session.flush()
    db.session.delete(release)
    db.session.flush()


def bring_in(*, rows: Sequence[EarlierRow]) -> int:
    """Take in results of earlier surveys. A number for the same wave and question replaces what was brought in."""
    faults = _misfits(rows)
    if faults:
        raise HistoryError(faults)
    here = [old for wave in {row.wave for row in rows} for old in queries.earlier_of_wave(wave)]
    known = {(old.wave, old.measure, old.question): old for old in here}
    for row in rows:
        found = known.get((row.wave, row.measure, row.question))
        if found is None:
            found = EarlierResult(wave=row.wave, measure=row.measure, question=row.question)
        found.wording, found.percent, found.base, found.source = row.wording, row.percent, row.base, row.source
        found.brought_in_on = clock.today()
        db.session.add(found)
    db.session.flush()
    return len(rows)


def _misfits(rows: Sequence[EarlierRow]) -> list[str]:
    """What cannot be shown here: our own surveys, and measures or questions there are not."""
    own, known = set(results.own_waves()) & {row.wave for row in rows}, queries.measures()
    found = [f"{wave} is a survey of this site; its results cannot be brought in." for wave in sorted(own)]
    for row in rows:
        measure = known.get(row.measure)
        if measure is None or not measure.parts:
            found.append(f"There is no measure called {row.measure} that counts answers.")
        elif row.question and row.question not in {part.question for part in measure.parts}:
            found.append(f"{row.measure} does not count {row.question}.")
    return list(dict.fromkeys(found))


def take_out(*, wave: str) -> int:
    """Take back everything that was brought in of one wave; how many numbers."""
    rows = queries.earlier_of_wave(wave)
    if not rows:
        raise StaleError("Nothing of this survey is here any more.")
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)

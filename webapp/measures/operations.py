"""Releases: prepared once, signed by two, published for good. And history brought in."""

from collections.abc import Iterable
from datetime import date, timedelta

from ..engine import clock
from ..engine.errors import InvalidError, StaleError
from ..engine.search import gaps
from ..extensions import db
from ..feedback import results as feedback
from ..surveys import results
from . import process, queries
from .history import EarlierRow
from .models import EarlierResult, Release, ReleaseState, Signature
from .release import build
from .work import Before, NotAllowedYetError

SIGNATURES_NEEDED = 2


def prepare_release(*, wave: str, reason: str = "") -> Release:
    """Compute the wave's next release from its frozen counts. A correction says why and must give nobody away."""
    number = queries.next_number(wave)
    before = queries.newest_of(wave)
    if before is not None and not reason.strip():
        raise InvalidError("A corrected release needs a reason that families can read.")
    last = queries.newest_before(wave)
    try:
        document, private = build(
            wave,
            {audience: results.tally(wave, audience) for audience in results.questionnaires(wave)},
            list(queries.measures().values()),
            queries.rules(),
            populations=queries.populations(),
            same_wave=Before(before.document, before.private) if before else None,
            last_wave=Before(last.document, last.private) if last else None,
            done=_done(),
        )
    except NotAllowedYetError as error:
        raise InvalidError(
            "This correction would let somebody work out hidden numbers, so it cannot be published: " + str(error)
        ) from error
    release = Release(
        key=f"{wave}-{number}",
        wave=wave,
        number=number,
        state=ReleaseState.PREPARED,
        document=document,
        private=private,
        reason=reason.strip(),
        prepared_on=clock.today(),
    )
    db.session.add(release)
    db.session.flush()
    return release


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
    release = queries.release_to_change(key)
    if release.state != ReleaseState.PREPARED:
        raise StaleError("This release has already been published.")
    if not words.strip():
        raise InvalidError("Write who saw it and what they said.")
    release.shown_on, release.shown_words = clock.today(), words.strip()
    db.session.flush()


def sign(*, key: str, person_id: int, person_name: str) -> None:
    """One person says the release may be published. Nobody signs twice."""
    release = queries.release_to_change(key)
    if release.state != ReleaseState.PREPARED:
        raise StaleError("This release has already been published.")
    if release.shown_on is None:
        raise InvalidError("Show it to the forum and young people first, and write down what they said.")
    if any(signature.person_id == person_id for signature in release.signatures):
        raise InvalidError("You have signed this release. It needs a second person.")
    db.session.add(Signature(release_key=key, person_id=person_id, person_name=person_name, signed_on=clock.today()))
    db.session.flush()


def publish(*, key: str, on: date) -> None:
    """Publish a release signed by two, from the start of a day that is today or later."""
    release = queries.release_to_change(key)
    if release.state != ReleaseState.PREPARED:
        raise StaleError("This release has already been published.")
    if len({signature.person_id for signature in release.signatures}) < SIGNATURES_NEEDED:
        raise InvalidError("Two people have to sign a release before it is published.")
    if on < clock.today():
        raise InvalidError("A release is published today or on a later day.")
    release.state, release.publish_on = ReleaseState.PUBLISHED, on
    db.session.flush()


def discard(*, key: str) -> None:
    """Throw away a release that was never published."""
    release = queries.release_to_change(key)
    if release.state != ReleaseState.PREPARED:
        raise StaleError("A published release stays. Publish a correction instead.")
    for signature in release.signatures:
        db.session.delete(signature)
    db.session.flush()
    db.session.delete(release)
    db.session.flush()


def bring_in(*, rows: Iterable[EarlierRow]) -> int:
    """Take in results of earlier surveys. A number for the same wave and measure replaces what was brought in."""
    own = set(results.closed_waves())
    known = queries.measures()
    count = 0
    for row in rows:
        if row.wave in own:
            raise InvalidError(f"{row.wave} was asked on this site; its results cannot be brought in.")
        if row.measure not in known:
            raise InvalidError(f"There is no measure called {row.measure}.")
        found = queries.earlier_result(row.wave, row.measure) or EarlierResult(wave=row.wave, measure=row.measure)
        found.wording, found.percent, found.base, found.source = (
            row.wording,
            row.percent,
            row.base,
            row.source,
        )
        found.brought_in_on = clock.today()
        db.session.add(found)
        count += 1
    db.session.flush()
    return count

"""The lead's screens for releases: prepare, show the forum first, two signatures, publish, correct; history."""

from datetime import datetime, timedelta

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import current_person, requires
from ..accounts.roles import Permission
from ..engine import audit, clock
from ..engine.errors import InvalidError
from ..engine.transaction import transactional
from ..surveys import results
from ..ui.views import page
from . import history, operations, queries, shown

bp = Blueprint("measures_manage", __name__, template_folder="templates")
LEAD = Permission.LEAD_SURVEYS

PREPARED = audit.verb("release.prepared")
SHOWN = audit.verb("release.shown-first")
SIGNED = audit.verb("release.signed")
PUBLISHED = audit.verb("release.published", "at")
CALLED_BACK = audit.verb("release.called-back")
DISCARDED = audit.verb("release.discarded")
BROUGHT_IN = audit.verb("measures.history-brought-in", "numbers")
TAKEN_OUT = audit.verb("measures.history-taken-out", "numbers")
USUAL_TIME = "09:30"
SHOWN_FAULTS = 20


@bp.get("/manage/measures")
@requires(LEAD)
def overview() -> ResponseReturnValue:
    """Releases and closed waves."""
    return _overview([])


@bp.post("/manage/measures/prepare")
@requires(LEAD)
@transactional
def prepare() -> ResponseReturnValue:
    """Compute the next release of a closed wave."""
    wave, reason, person = request.form.get("wave", ""), request.form.get("reason", ""), current_person()
    by, by_name = (person.id, person.name) if person else (None, "")
    try:
        key = operations.prepare_release(wave=wave, reason=reason, by=by, by_name=by_name).key
    except InvalidError as error:
        return _overview([(str(error), "#reason")], wave=wave, reason=reason), 422
    _note(PREPARED, key)
    return redirect(url_for(".release", key=key), 303)


@bp.get("/manage/measures/<key>")
@requires(LEAD)
def release(key: str) -> ResponseReturnValue:
    """A release as it will look, who has signed, and the next step."""
    found, person = queries.release(key), current_person()
    return page(
        "measures/manage/release.html",
        release=found,
        needed=operations.SIGNATURES_NEEDED,
        mine=any(person and signature.person_id == person.id for signature in found.signatures),
        usual_time=USUAL_TIME,
        **shown.whole(found.document, list(queries.measures().values())),
    )


@bp.post("/manage/measures/<key>/shown")
@requires(LEAD)
@transactional
def show_first(key: str) -> ResponseReturnValue:
    """Write down that the forum and young people saw it first."""
    operations.show_first(key=key, words=request.form.get("words", ""))
    _note(SHOWN, key)
    return redirect(url_for(".release", key=key), 303)


@bp.post("/manage/measures/<key>/sign")
@requires(LEAD)
@transactional
def sign(key: str) -> ResponseReturnValue:
    """Say that it may be published."""
    person = current_person()
    if person is not None:
        operations.sign(key=key, person_id=person.id, person_name=person.name)
        _note(SIGNED, key)
    return redirect(url_for(".release", key=key), 303)


@bp.post("/manage/measures/<key>/publish")
@requires(LEAD)
@transactional
def publish(key: str) -> ResponseReturnValue:
    """Publish now, or at a moment that is written down."""
    at = _moment()
    operations.publish(key=key, at=at)
    _note(PUBLISHED, key, at=clock.utc(at).isoformat(timespec="minutes"))
    return redirect(url_for(".release", key=key), 303)


@bp.post("/manage/measures/<key>/call-back")
@requires(LEAD)
@transactional
def call_back(key: str) -> ResponseReturnValue:
    """Take back the moment of a release that is not out yet."""
    operations.call_back(key=key)
    _note(CALLED_BACK, key)
    return redirect(url_for(".release", key=key), 303)


@bp.post("/manage/measures/<key>/discard")
@requires(LEAD)
@transactional
def discard(key: str) -> ResponseReturnValue:
    """Throw away a release that was never published."""
    operations.discard(key=key)
    _note(DISCARDED, key)
    return redirect(url_for(".overview"), 303)


@bp.post("/manage/measures/history")
@requires(LEAD)
@transactional
def bring_in() -> ResponseReturnValue:
    """Take in results of earlier surveys from a CSV file."""
    sent = request.files.get("file")
    try:
        text = sent.read().decode("utf-8") if sent else ""
        number = operations.bring_in(rows=history.read(text))
    except UnicodeDecodeError:
        faults = ["The file is not plain text in UTF-8. Save it as “CSV UTF-8”."]
    except history.HistoryError as error:
        faults = error.faults
    else:
        _note(BROUGHT_IN, "history", numbers=number)
        return redirect(url_for(".overview"), 303)
    return _overview([(fault, "#file") for fault in faults[:SHOWN_FAULTS]]), 422


@bp.post("/manage/measures/history/<wave>/take-out")
@requires(LEAD)
@transactional
def take_out(wave: str) -> ResponseReturnValue:
    """Take back what was brought in of one wave."""
    _note(TAKEN_OUT, "history", numbers=operations.take_out(wave=wave))
    return redirect(url_for(".overview"), 303)


def _overview(faults: list[tuple[str, str]], **typed: str) -> str:
    return page(
        "measures/manage/overview.html",
        releases=queries.releases(),
        waves=results.closed_waves(),
        brought_in=history.by_wave(queries.earlier_results()),
        faults=faults,
        typed=typed,
    )


def _moment() -> datetime:
    """The moment on a clock in England; now where no day was written."""
    day, hour = (request.form.get(name, "").strip() for name in ("day", "time"))
    try:
        at = datetime.fromisoformat(f"{day}T{hour or USUAL_TIME}").replace(tzinfo=clock.LONDON) if day else clock.now()
    except ValueError:
        raise InvalidError("We could not read that day and time.") from None
    if at < clock.now() - timedelta(minutes=1):
        raise InvalidError("That time has passed. Choose a later one, or leave the day empty to publish now.")
    return at


def _note(verb: audit.Verb, key: str, **detail: object) -> None:
    person = current_person()
    audit.record(verb, f"release:{key}", by=person.id if person else None, detail=detail)

"""The lead's screens for releases: prepare, show the forum first, two signatures, publish, correct; history."""

from datetime import date

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import current_person, requires
from ..accounts.roles import Permission
from ..engine import audit
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
PUBLISHED = audit.verb("release.published", "on")
DISCARDED = audit.verb("release.discarded")
BROUGHT_IN = audit.verb("measures.history-brought-in", "numbers")


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
    key = operations.prepare_release(wave=request.form.get("wave", ""), reason=request.form.get("reason", "")).key
    _note(PREPARED, key)
    return redirect(url_for(".release", key=key), 303)


@bp.get("/manage/measures/<key>")
@requires(LEAD)
def release(key: str) -> ResponseReturnValue:
    """A release as it will look, who has signed, and the next step."""
    found, person = queries.release(key), current_person()
    measures = list(queries.measures().values())
    names = {measure.key: measure.name for measure in measures}
    return page(
        "measures/manage/release.html",
        release=found,
        needed=operations.SIGNATURES_NEEDED,
        mine=any(person and signature.person_id == person.id for signature in found.signatures),
        outcomes=shown.outcomes(measures, found.document),
        who=found.document["who"],
        headlines=[(m, bar) for m in measures if m.headline and (bar := shown.headline(found.document, m))],
        clear=shown.clear_changes(found.document, measures),
        compared=shown.compared(found.document),
        counted=[(m, shown.counted(found.document, m)) for m in measures if m.parts],
        gaps=[gap for m in measures for gap in shown.gaps(found.document, m, names)],
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
    """Publish from the start of a day."""
    try:
        on = date.fromisoformat(request.form.get("on", ""))
    except ValueError:
        raise InvalidError("Write the day as year-month-day, like 2027-06-30.") from None
    operations.publish(key=key, on=on)
    _note(PUBLISHED, key, on=on.isoformat())
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
        faults = ["The file is not plain text in UTF-8."]
    except history.HistoryError as error:
        faults = error.faults
    else:
        _note(BROUGHT_IN, "history", numbers=number)
        return redirect(url_for(".overview"), 303)
    return _overview(faults), 422


def _overview(faults: list[str]) -> str:
    return page(
        "measures/manage/overview.html", releases=queries.releases(), waves=results.closed_waves(), faults=faults
    )


def _note(verb: audit.Verb, key: str, **detail: object) -> None:
    person = current_person()
    audit.record(verb, f"release:{key}", by=person.id if person else None, detail=detail)

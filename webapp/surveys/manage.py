"""The lead's screens: open and close, who we have heard from, invitations, paper, words, raw answers."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

import segno
from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import current_person, requires
from ..accounts.roles import Permission
from ..engine import audit
from ..engine.errors import InvalidError, NotAllowedError, NotFoundError
from ..engine.jobs import runner
from ..engine.transaction import transactional
from ..ui import languages
from ..ui.views import page
from . import operations, queries, reach, screens, sheets
from .jobs import APART
from .models import Mode, WaveState
from .path import Answer
from .reading import Mistake

bp = Blueprint("surveys_manage", __name__, template_folder="templates")
LEAD = Permission.LEAD_SURVEYS
AUDIENCE = '<any("parents", "young-people"):audience>'

OPENED = audit.verb("survey.opened", "closes_on")
MOVED = audit.verb("survey.last-day-moved", "closes_on")
CLOSED = audit.verb("survey.closed", "drafts_destroyed")
INVITED = audit.verb("survey.invitations-made", "number")
EXPORTED = audit.verb("survey.raw-answers-exported", "audience", "why")
SETTLED = audit.verb("survey.words-settled", "state")


@bp.get("/manage/surveys")
@requires(LEAD)
def overview() -> ResponseReturnValue:
    """Every wave and what can be done with it."""
    return page("surveys/manage/overview.html", surveys=screens.every_survey())


@bp.get("/manage/surveys/<wave>")
@requires(LEAD)
def wave(wave: str) -> ResponseReturnValue:
    """One wave: who we have heard from, and the steps."""
    heard = []
    for audience in queries.waves()[wave].questionnaires if wave in queries.waves() else ():
        facts = queries.response_facts(wave, audience)
        heard.append((audience, *reach.panels(queries.questionnaire(wave, audience), facts)))
    batches = [(name, reach.coarse(made), reach.coarse(used)) for name, made, used in queries.invitation_counts(wave)]
    return page(
        "surveys/manage/wave.html",
        survey=screens.survey(wave, "parents"),
        heard=heard,
        languages_by_code={choice.code: choice.name for choice in languages.choices()},
        batches=batches,
        words=queries.words_waiting(wave),
        forms=queries.paper_forms(wave),
    )


@bp.post("/manage/surveys/<wave>/open")
@requires(LEAD)
@transactional
def open_wave(wave: str) -> ResponseReturnValue:
    """Open it: the questions are frozen from now on."""
    closes_on = _day("closes_on")
    operations.open_wave(wave_key=wave, closes_on=closes_on, grace_days=_number("grace_days"))
    _note(OPENED, wave, closes_on=closes_on.isoformat())
    return redirect(url_for(".wave", wave=wave), 303)


@bp.post("/manage/surveys/<wave>/last-day")
@requires(LEAD)
@transactional
def last_day(wave: str) -> ResponseReturnValue:
    """Move the last day."""
    closes_on = _day("closes_on")
    operations.change_last_day(wave_key=wave, closes_on=closes_on)
    _note(MOVED, wave, closes_on=closes_on.isoformat())
    return redirect(url_for(".wave", wave=wave), 303)


@bp.post("/manage/surveys/<wave>/close")
@requires(LEAD)
@transactional
def close(wave: str) -> ResponseReturnValue:
    """Freeze it for good."""
    destroyed = operations.close_wave(wave_key=wave)
    runner.poke(APART)
    _note(CLOSED, wave, drafts_destroyed=destroyed)
    return redirect(url_for(".wave", wave=wave), 303)


@bp.post("/manage/surveys/<wave>/invitations")
@requires(LEAD)
@transactional
def invitations(wave: str) -> ResponseReturnValue:
    """New one-use codes, shown once, to print and cut up."""
    codes = operations.make_invitations(wave_key=wave, batch=request.form.get("batch", ""), number=_number("number"))
    _note(INVITED, wave, number=len(codes))
    site = current_app.config["SETTINGS"].site_url
    audience = "young-people" if request.form.get("audience") == "young-people" else "parents"
    slips = [
        (code, _picture(f"{site}{url_for('surveys.begin', wave=wave, audience=audience, code=code)}"))
        for code in codes
    ]
    return page("surveys/manage/invitations.html", survey=screens.survey(wave, audience), slips=slips, site=site)


def _picture(address: str) -> str:
    """A QR code as a data address."""
    return segno.make(address, error="m").svg_data_uri(scale=4, border=2)


@bp.get(f"/manage/surveys/<wave>/{AUDIENCE}/paper")
@requires(LEAD)
def paper(wave: str, audience: str) -> ResponseReturnValue:
    """An empty form to type a sheet into."""
    return _sheet(wave, audience, {}, "")


@bp.post(f"/manage/surveys/<wave>/{AUDIENCE}/paper")
@requires(LEAD)
@transactional
def type_in(wave: str, audience: str) -> ResponseReturnValue:
    """Keep the first typing; count the sheet when a second person's agrees; else list what differs."""
    survey, person = screens.survey(wave, audience), current_person()
    answers, mistakes = sheets.read(survey.questionnaire, {key: request.form.getlist(key) for key in request.form})
    sheet = sheets.number_of(request.form.get("sheet", ""))
    if mistakes:
        return _sheet(wave, audience, answers, sheet, mistakes=mistakes), 422
    language = request.form.get("language", "")
    try:
        typed = operations.type_in(
            wave_key=wave,
            audience=audience,
            sheet=sheet,
            mode=_mode(),
            language=language if language in survey.questionnaire.languages else "en",
            answers=answers,
            by=person.id if person else 0,
            looked_at=request.form.get("looked_at", "").split(),
        )
    except InvalidError as error:
        return _sheet(wave, audience, answers, sheet, mistake=str(error)), 422
    if typed.state == "mismatch":
        return _sheet(wave, audience, answers, sheet, differ=typed.mismatches), 422
    return page("surveys/manage/typed.html", survey=survey, state=typed.state, sheet=sheet)


def _sheet(
    wave: str,
    audience: str,
    answers: dict[str, Answer],
    sheet: str,
    *,
    differ: Sequence[str] = (),
    mistake: str = "",
    mistakes: Mapping[str, Mistake] | None = None,
) -> str:
    survey = screens.survey(wave, audience)
    return page(
        "surveys/manage/paper.html",
        survey=survey,
        answers=answers,
        sheet=sheet,
        differ=differ,
        mistake=mistake,
        mistakes=mistakes or {},
        mode=request.form.get("mode", "paper"),
        language=request.form.get("language", "en"),
        choices=[choice for choice in languages.choices() if choice.code in survey.questionnaire.languages],
    )


@bp.get("/manage/surveys/<wave>/words")
@requires(LEAD)
def words(wave: str) -> ResponseReturnValue:
    """Words that families allowed us to use and staff have read."""
    survey = screens.survey(wave, "parents")
    texts = {q.id: q.text for found in queries.asked(wave).values() for q in found.questions}
    return page(
        "surveys/manage/words.html",
        survey=survey,
        kept=queries.words_kept(wave),
        waiting=queries.words_waiting(wave),
        texts=texts,
    )


@bp.post("/manage/surveys/<wave>/words/<words_id>")
@requires(LEAD)
@transactional
def put_aside(wave: str, words_id: str) -> ResponseReturnValue:
    """Words of no use for themes or quotes: they are deleted."""
    operations.put_words_aside(words_id=words_id)
    _note(SETTLED, wave, state="deleted")
    return redirect(url_for(".words", wave=wave), 303)


@bp.post(f"/manage/surveys/<wave>/{AUDIENCE}/raw-answers")
@requires(LEAD)
@transactional
def raw_answers(wave: str, audience: str) -> ResponseReturnValue:
    """Raw answers of a closed wave as CSV, for the lead alone; why it was needed is written down."""
    why, facts = request.form.get("why", "").strip(), queries.waves().get(wave)
    if facts is None:
        raise NotFoundError("There is no survey with this name.")
    if facts.state != WaveState.CLOSED:
        raise NotAllowedError("Raw answers can be taken out after the survey has closed for good.")
    if len(why) < 10:
        raise InvalidError("Say why you need the raw answers. It is written into the log.")
    _note(EXPORTED, wave, audience=audience, why=why[:300])
    out = io.StringIO()
    table = sheets.raw_table(queries.questionnaire(wave, audience), queries.response_facts(wave, audience))
    csv.writer(out).writerows(table)
    name = f"raw-answers-{wave}-{audience}-do-not-publish.csv"
    return Response(
        out.getvalue(), mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _note(verb: audit.Verb, wave: str, **detail: object) -> None:
    person = current_person()
    audit.record(verb, f"survey:{wave}", by=person.id if person else None, detail=detail)


def _mode() -> Mode:
    return Mode.PHONE if request.form.get("mode") == "phone" else Mode.PAPER


def _day(name: str) -> date:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        raise InvalidError("Write the day as year-month-day, like 2027-06-30.") from None


def _number(name: str) -> int:
    typed = request.form.get(name, "")
    if not typed.isdigit() or len(typed) > 4:
        raise InvalidError("Write a whole number.")
    return int(typed)

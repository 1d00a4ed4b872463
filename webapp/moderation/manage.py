"""The queue as volunteers, staff and the safeguarding lead see it."""

from typing import cast

from flask import Blueprint, current_app, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..accounts import queries as accounts
from ..accounts.access import Person, current_person, requires
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.errors import InvalidError, NotFoundError, StaleError
from ..engine.transaction import transactional
from ..ui.views import page
from . import detector, operations, queries, rules, spans
from .forms import DecisionForm, PreferenceForm, PressForm, WhyForm, act_name, reason_name, topic_name
from .models import Concern, Lane, QueueEntry
from .operations import Reader
from .rules import Act, Reason, State

bp = Blueprint("moderation_manage", __name__, template_folder="templates")
NAMES = {"reason_name": reason_name, "topic_name": topic_name, "act_name": act_name}


@bp.get("/manage/moderation")
@requires(Permission.MODERATE)
def queue() -> ResponseReturnValue:
    """What waits, the longest first; nothing more once today's cap is reached."""
    reader = _reader()
    rows = queries.waiting(reader.id, Lane.VOLUNTEERS, reader.mark)
    prefer = queries.preference(reader.id)
    done = queries.read_today(reader.id)
    return page(
        "moderation/queue.html",
        rows=rows,
        next_one=next((row for row in rows if row.held_by in {None, reader.id}), None),
        done=done,
        cap=prefer.daily_cap,
        me=reader.id,
        lately=queries.decided_lately(),
        promise=rules.PROMISE_WORKING_DAYS,
        form=_preference_form(reader.id),
        press=PressForm(),
        **NAMES,
    )


@bp.post("/manage/moderation/preferences")
@requires(Permission.MODERATE)
@transactional
def prefer() -> ResponseReturnValue:
    """What a volunteer would rather not read, and how much a day."""
    form = PreferenceForm()
    form.offer()
    if form.validate_on_submit():
        operations.prefer(
            _reader().id, avoid=form.avoid.data or [], daily_cap=cast("int", form.daily_cap.data)
        )
        flash(gettext("Kept."))
    return redirect(url_for(".queue"), 303)


@bp.post("/manage/moderation/<int:entry_id>/claim")
@requires(Permission.MODERATE)
@transactional
def claim(entry_id: int) -> ResponseReturnValue:
    """Take an entry up for twenty minutes."""
    _in_lane(entry_id, Lane.VOLUNTEERS)
    operations.claim(entry_id, reader=_reader())
    return redirect(url_for(".entry", entry_id=entry_id), 303)


@bp.get("/manage/moderation/<int:entry_id>")
@requires(Permission.MODERATE)
def entry(entry_id: int) -> ResponseReturnValue:
    """Read one entry and decide."""
    return _entry_page(_in_lane(entry_id, Lane.VOLUNTEERS), _decision_form())


@bp.post("/manage/moderation/<int:entry_id>/hand-over")
@requires(Permission.MODERATE)
@transactional
def hand_over(entry_id: int) -> ResponseReturnValue:
    """Let somebody else read it. No reason asked."""
    _in_lane(entry_id, Lane.VOLUNTEERS)
    operations.hand_over(entry_id, reader=_reader())
    flash(gettext("Somebody else will read it. You do not see it again."))
    return redirect(url_for(".queue"), 303)


@bp.post("/manage/moderation/<int:entry_id>")
@requires(Permission.MODERATE)
@transactional
def decide(entry_id: int) -> ResponseReturnValue:
    """Decide, or show what would be taken out, or show both versions when somebody was quicker."""
    found, form = _in_lane(entry_id, Lane.VOLUNTEERS), _decision_form()
    looking, words = form.act.data in {"preview", "tinted"}, queries.words(found)
    if form.act.data == "tinted":
        form.word.data = sorted({*(form.word.data or []), *spans.tinted(words, found.tints)})
    if not form.validate_on_submit() or form.act.data not in set(Act):
        return _entry_page(found, form, preview=looking), 200 if looking else 422
    try:
        state = operations.decide(
            entry_id,
            Act(form.act.data),
            reader=_reader(),
            version=int(form.version.data or 0),
            note=form.note.data or "",
            reason=Reason(form.reason.data) if form.reason.data else None,
            taken_out=_taken_out(form, found, words),
        )
    except StaleError:
        return _conflict_page(found, form, words), 409
    except InvalidError as error:
        form.form_errors.append(gettext(str(error)))
        return _entry_page(found, form), 422
    flash(_done(state))
    return redirect(url_for(".queue"), 303)


@bp.post("/manage/moderation/<int:entry_id>/original")
@requires(Permission.SAFEGUARD)
@transactional
def original(entry_id: int) -> ResponseReturnValue:
    """The words as they were written, for a reason that goes into the log."""
    form = WhyForm()
    words = (
        operations.see_original(entry_id, by=_reader().id, why=form.why.data or "")
        if form.validate_on_submit()
        else ""
    )
    return page(
        "moderation/original.html", entry=queries.entry(entry_id), words=words, form=form
    ), 200 if words else 422


@bp.get("/manage/moderation/staff")
@requires(Permission.RESPOND)
def staff() -> ResponseReturnValue:
    """Words that only staff may read."""
    reader = _reader()
    rows = queries.waiting(reader.id, Lane.STAFF, reader.mark)
    shown = [(row, queries.words(queries.entry(row.id)), queries.entry(row.id).version) for row in rows[:20]]
    return page("moderation/staff.html", shown=shown, count=len(rows), press=PressForm(), **NAMES)


@bp.post("/manage/moderation/staff/<int:entry_id>/<any(note, urgent):act>")
@requires(Permission.RESPOND)
@transactional
def staff_read(entry_id: int, act: str) -> ResponseReturnValue:
    """Read, or passed to safeguarding."""
    found = _in_lane(entry_id, Lane.STAFF)
    operations.decide(entry_id, Act(act), reader=_reader(), version=found.version)
    return redirect(url_for(".staff"), 303)


@bp.get("/manage/safeguarding")
@requires(Permission.SAFEGUARD)
def concerns() -> ResponseReturnValue:
    """Urgent entries, without their words."""
    shown = [(concern, queries.hours_waiting(concern)) for concern in queries.concerns()]
    names = accounts.names([concern.acknowledged_by or 0 for concern, _hours in shown])
    settings = current_app.config["SETTINGS"]
    return page(
        "moderation/concerns.html", concerns=shown, form=PressForm(), names=names,
        remind=settings.concern_remind_hours, escalate=settings.concern_escalate_hours,
    )


@bp.post("/manage/safeguarding/<int:concern_id>")
@requires(Permission.SAFEGUARD)
@transactional
def open_concern(concern_id: int) -> ResponseReturnValue:
    """Show the words to the lead; that they looked is written down."""
    found = operations.open_concern(concern_id, by=_reader().id)
    return _concern_page(found)


@bp.post("/manage/safeguarding/<int:concern_id>/<any(acknowledge, release, close):act>")
@requires(Permission.SAFEGUARD)
@transactional
def act_on_concern(concern_id: int, act: str) -> ResponseReturnValue:
    """The lead has it, or is done with it."""
    if act == "acknowledge":
        operations.acknowledge(concern_id, by=_reader().id)
    else:
        operations.close_concern(concern_id, reader=_reader(), back_to_queue=act == "release")
    return redirect(url_for(".concerns"), 303)


def _reader() -> Reader:
    person = cast("Person", current_person())
    mark = queries.reader_mark(person.id, current_app.config["SECRET_KEY"])
    return Reader(person.id, mark, Permission.SAFEGUARD in person.permissions)


def _in_lane(entry_id: int, lane: Lane) -> QueueEntry:
    found = queries.entry(entry_id)
    if found.lane != lane:
        raise NotFoundError("There is nothing with this number in the queue.")
    return found


def _preference_form(reader: int) -> PreferenceForm:
    kept = queries.preference(reader)
    form = PreferenceForm(data={"avoid": kept.avoid, "daily_cap": kept.daily_cap})
    form.offer()
    return form


def _decision_form() -> DecisionForm:
    form = DecisionForm()
    form.offer()
    return form


def _taken_out(form: DecisionForm, found: QueueEntry, words: str) -> tuple[spans.Span, ...]:
    """What was ticked or typed. A tint says itself what stood there; for other words the reader does."""
    what = form.what.data or "name"
    ticked = spans.of_words(words, form.word.data or [], what)
    typed = spans.of_phrases(words, (form.phrase.data or "").split(","), what)
    tints = [(start, end, detector.MARK_OF[kind]) for start, end, kind in found.tints]
    return spans.tidy(spans.named_by([*ticked, *typed], tints), len(words))


def _entry_page(found: QueueEntry, form: DecisionForm, *, preview: bool = False) -> str:
    reader = _reader()
    words = queries.words(found)
    cut = _taken_out(form, found, words) if preview else found.redactions
    refused = {
        act: rules.why_not(act, found.facts(reader.mark), reader.id, is_lead=reader.is_lead, now=clock.now())
        for act in Act
    }
    own = found.facts(reader.mark).writer_is_reader
    return page(
        "moderation/entry.html",
        entry=found,
        form=form,
        words="" if own else words,
        own=own,
        words_in_pieces=[] if own else spans.word_pieces(words, found.tints),
        ticked=set(form.word.data or []),
        shown_diff=spans.pieces(words, cut) if cut and not own else [],
        may={str(act) for act, why in refused.items() if not why},
        why_not=gettext(
            operations.WORDS_FOR.get(
                refused[Act.PUBLISH] if found.state == State.WAITING else refused[Act.AGREE], ""
            )
        ),
        trail=queries.trail(found.id),
        names=_names(found),
        preview=preview,
        me=reader.id,
        concern=queries.open_concern_of(found.id),
        **NAMES,
    )


def _conflict_page(found: QueueEntry, form: DecisionForm, words: str) -> str:
    trail = queries.trail(found.id)
    return page(
        "moderation/conflict.html",
        entry=found,
        last=trail[-1] if trail else None,
        names=_names(found),
        mine=spans.pieces(words, _taken_out(form, found, words)),
        theirs=spans.pieces(words, found.redactions),
        form=form,
        **NAMES,
    )


def _names(found: QueueEntry) -> dict[int, str]:
    numbers = {decision.by for decision in queries.trail(found.id)}
    return accounts.names(sorted({*numbers, found.claimed_by or 0, found.first or 0}))


def _concern_page(found: Concern) -> str:
    return page(
        "moderation/concern.html",
        concern=found,
        words=queries.words(found.entry),
        form=PressForm(),
        names=accounts.names([found.raised_by, found.acknowledged_by or 0]),
        letters=queries.reminders(found.id),
    )


def _done(state: State) -> str:
    return {
        State.PUBLISHED: gettext("Published."),
        State.SECOND: gettext("Thank you. A second reader looks at it next."),
        State.PRIVATE: gettext("It stays private."),
        State.WAITING: gettext("It is back in the queue."),
        State.URGENT: gettext(
            "Stopped, and passed to the safeguarding lead. Thank you. If it troubles you, talk to somebody today."
        ),
    }[state]

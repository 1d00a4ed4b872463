"""Changing the words of the site without a developer."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ...accounts.access import requires
from ...accounts.roles import Permission
from ...engine import clock
from ...engine.errors import NotFoundError, StaleError
from ...engine.transaction import transactional
from ...ui.views import page
from .. import changes, forms, queries
from ..content_types import ContentType
from ..forms import ReviewForm, SayForm
from ..models import Draft
from ..operations import drafting, reviewing
from . import screens
from .screens import bp

SHOWN_DUE = 8


@bp.get("/manage/publishing")
@requires(Permission.EDIT)
def overview() -> ResponseReturnValue:
    """What is being changed, what waits for a second person, what is overdue, and every kind."""
    drafts, due = queries.drafts(), queries.overdue(clock.today())
    return page(
        "publishing/overview.html", kinds=screens.editorial(), drafts=drafts, overdue=due[:SHOWN_DUE],
        more_due=len(due) - SHOWN_DUE, incoming=queries.incoming(), names=screens.names(drafts), me=screens.me(),
        suggestions=queries.suggestions(), title_of=screens.title_of, name_in=queries.name_in,
    )


@bp.get("/manage/publishing/<kind>")
@requires(Permission.EDIT, params=("q",))
def documents(kind: str) -> ResponseReturnValue:
    """Every document of a kind, or those whose title or short name holds the words looked for."""
    content_type, wanted = screens.kind_of(kind), request.args.get("q", "").strip()
    found = [(d, queries.title(content_type.revive(d.live.fields))) for d in queries.documents(kind)]
    rows = [(d, title) for d, title in found if wanted.casefold() in f"{title} {d.key}".casefold()]
    return page(
        "publishing/documents.html", kind=content_type, rows=sorted(rows, key=lambda row: row[1].casefold()),
        q=wanted, drafts={draft.key: draft for draft in queries.drafts() if draft.kind == kind},
        due={due.key: due for due in queries.overdue(clock.today()) if due.kind == kind},
    )


@bp.get("/manage/publishing/<kind>/new")
@requires(Permission.EDIT)
def new(kind: str) -> ResponseReturnValue:
    """An empty form for something new."""
    content_type = screens.kind_of(kind)
    form = forms.form_for(content_type, {"reviewed_on": clock.today()})
    return screens.edit_page(content_type, "", form, None)


@bp.post("/manage/publishing/<kind>/new")
@requires(Permission.EDIT)
@transactional
def create(kind: str) -> ResponseReturnValue:
    """Begin a draft of something new."""
    return _keep(screens.kind_of(kind), "")


@bp.get("/manage/publishing/<kind>/<key>")
@requires(Permission.EDIT)
def edit(kind: str, key: str) -> ResponseReturnValue:
    """The form: the draft if there is one, else the words as they are."""
    content_type, draft = screens.kind_of(kind), queries.draft(kind, key)
    fields = content_type.revive(draft.fields if draft else screens.live_fields(kind, key))
    form = forms.form_for(content_type, fields.as_data())
    form.version.data = str(draft.version if draft else 0)
    form.note.data = draft.note if draft else ""
    return screens.edit_page(content_type, key, form, draft)


@bp.post("/manage/publishing/<kind>/<key>")
@requires(Permission.EDIT)
@transactional
def keep(kind: str, key: str) -> ResponseReturnValue:
    """Keep a draft; send it to a second person if asked."""
    content_type = screens.kind_of(kind)
    if queries.draft(kind, key) is None:
        screens.live_fields(kind, key)
    return _keep(content_type, key)


def _keep(content_type: ContentType, key: str) -> ResponseReturnValue:
    """What the buttons of the form do. Nothing typed is lost, whatever is wrong with it."""
    do = request.form.get("do", "")
    form = forms.form_for(content_type, more=do.removeprefix("more "))
    draft = queries.draft(content_type.kind, key)
    if do.startswith("more "):
        return screens.edit_page(content_type, key, form, draft)
    valid = form.validate_on_submit()
    own = key or screens.new_key(content_type, form)
    fields = forms.read(form, content_type, own) if valid else None
    if fields is None:
        return screens.edit_page(content_type, key, form, draft), 422
    version = screens.number(form.version.data)
    try:
        kept = drafting.keep_draft(
            content_type.kind, fields, version=version, note=form.note.data or "", by=screens.me()
        )
    except StaleError:
        return screens.edit_page(content_type, key, form, draft, mine=fields), 409
    if do == "review":
        drafting.send_for_review(kept.kind, kept.key, version=kept.version, by=screens.me())
        flash(gettext("Sent. A second person looks at it next."))
        return redirect(url_for(".overview"), 303)
    flash(gettext("Kept as a draft. Families do not see it yet."))
    return redirect(url_for(".edit", kind=kept.kind, key=kept.key), 303)


@bp.post("/manage/publishing/<kind>/<key>/preview")
@requires(Permission.EDIT)
def preview(kind: str, key: str) -> ResponseReturnValue:
    """The page as families would see it, of what stands in the form if it came along, else of the draft."""
    content_type, draft = screens.kind_of(kind), queries.draft(kind, key)
    if "do" in request.form:
        form = forms.form_for(content_type)
        own = screens.new_key(content_type, form) if key == screens.NEW else key
        fields = forms.read(form, content_type, own)
        if fields is None:
            return screens.edit_page(content_type, "" if key == screens.NEW else key, form, draft), 422
    else:
        fields = content_type.revive(draft.fields if draft else screens.live_fields(kind, key))
    return page(
        "publishing/preview.html", kind=content_type, key=fields.key, title=queries.title(fields),
        drawn=screens.as_families_see_it(kind, fields),
    )


@bp.post("/manage/publishing/<kind>/<key>/check")
@requires(Permission.EDIT)
def check(kind: str, key: str) -> ResponseReturnValue:
    """How the words in the form read, box by box: asked while somebody writes."""
    content_type = screens.kind_of(kind)
    return screens.notes_as_parts(forms.form_for(content_type))


@bp.get("/manage/publishing/<kind>/<key>/review")
@requires(Permission.PUBLISH)
def review(kind: str, key: str) -> ResponseReturnValue:
    """What would change, for the second person."""
    draft = _draft(kind, key)
    return _review_page(draft, ReviewForm(data={"version": draft.version, "note": ""}))


@bp.post("/manage/publishing/<kind>/<key>/review")
@requires(Permission.PUBLISH)
@transactional
def decide(kind: str, key: str) -> ResponseReturnValue:
    """Publish, publish later, or send back with a note."""
    form, draft = ReviewForm(), _draft(kind, key)
    if not form.validate_on_submit():
        return _review_page(draft, form), 422
    version = screens.number(form.version.data)
    if request.form.get("do") == "back":
        drafting.send_back(kind, key, version=version, note=form.note.data or "", by=screens.me())
        flash(gettext("Sent back to the writer."))
    else:
        at = form.at.data.replace(tzinfo=clock.LONDON) if form.at.data else None
        later = drafting.approve(kind, key, version=version, by=screens.me(), at=at)
        flash(gettext("It will be published then.") if later else gettext("Published. Families see it now."))
    return redirect(url_for(".overview"), 303)


def _review_page(draft: Draft, form: ReviewForm) -> str:
    content_type, document = screens.kind_of(draft.kind), queries.document(draft.kind, draft.key)
    return page(
        "publishing/review.html", kind=content_type, key=draft.key, draft=draft, form=form, me=screens.me(),
        names=screens.names([draft]), changed=changes.between(document.live.fields if document else {}, draft.fields),
        title=queries.name_in(draft.fields), is_new=document is None,
        moved=(document.live_id if document else None) != draft.base_id,
    )


@bp.post("/manage/publishing/<kind>/<key>/drop")
@requires(Permission.EDIT)
@transactional
def drop(kind: str, key: str) -> ResponseReturnValue:
    """Throw a draft away."""
    drafting.drop_draft(kind, key, version=_draft(kind, key).version, by=screens.me())
    flash(gettext("The draft is gone. The public words are as they were."))
    return redirect(url_for(".overview"), 303)


@bp.get("/manage/publishing/<kind>/<key>/history")
@requires(Permission.EDIT)
def history(kind: str, key: str) -> ResponseReturnValue:
    """Every set of words there has been, with what changed."""
    content_type = screens.kind_of(kind)
    screens.live_fields(kind, key)
    revisions = queries.revisions(kind, key)
    older = [*[r.fields for r in revisions[1:]], {}]
    rows = [(new, changes.between(old, new.fields)) for new, old in zip(revisions, older, strict=False)]
    return page(
        "publishing/history.html", kind=content_type, key=key, rows=rows, form=SayForm(),
        names=screens.writers(revisions), title=queries.name_in(revisions[0].fields),
    )


@bp.post("/manage/publishing/<kind>/<key>/history/<int:number>/restore")
@requires(Permission.EDIT)
@transactional
def restore(kind: str, key: str, number: int) -> ResponseReturnValue:
    """Begin a draft from older words; it goes the usual way from there."""
    content_type = screens.kind_of(kind)
    found = next((r for r in queries.revisions(kind, key) if r.number == number), None)
    if found is None:
        raise NotFoundError("There are no such words.")
    return _begin(content_type, key, found.fields, gettext("Back to version %(number)s", number=number))


@bp.post("/manage/publishing/<kind>/<key>/take-off")
@requires(Permission.PUBLISH)
@transactional
def take_off(kind: str, key: str) -> ResponseReturnValue:
    """Off the public site at once."""
    drafting.take_off(screens.kind_of(kind).kind, key, by=screens.me())
    flash(gettext("Families no longer see this page. Its words are kept."))
    return redirect(url_for(".edit", kind=kind, key=key), 303)


@bp.post("/manage/publishing/<kind>/<key>/still-right")
@requires(Permission.EDIT)
@transactional
def still_right(kind: str, key: str) -> ResponseReturnValue:
    """Read with care, and right."""
    reviewing.still_right(screens.kind_of(kind).kind, key, by=screens.me())
    flash(gettext("Thank you. The date on the page is today’s."))
    return redirect(url_for(".overview"), 303)


@bp.get("/manage/publishing/<kind>/<key>/incoming")
@requires(Permission.PUBLISH)
def incoming(kind: str, key: str) -> ResponseReturnValue:
    """A file changed after a person edited the words: both, field by field."""
    document = queries.document(kind, key)
    if document is None or not (document.incoming or document.incoming_removal):
        raise NotFoundError("Nothing waits here.")
    theirs = document.incoming.fields if document.incoming else {}
    return page(
        "publishing/incoming.html", kind=screens.kind_of(kind), key=key, document=document, form=SayForm(),
        changed=changes.between(document.live.fields, theirs) if theirs else [],
        title=queries.name_in(document.live.fields),
    )


@bp.post("/manage/publishing/<kind>/<key>/incoming")
@requires(Permission.PUBLISH)
@transactional
def decide_incoming(kind: str, key: str) -> ResponseReturnValue:
    """Keep ours, take theirs, or edit from theirs."""
    document, do = queries.document(kind, key), request.form.get("do")
    if do == "edit" and document is not None and document.incoming is not None:
        theirs = document.incoming
        return _begin(screens.kind_of(kind), key, theirs.fields, gettext("From the changed file"), answers=theirs.id)
    (drafting.take_theirs if do == "theirs" else drafting.keep_ours)(kind, key, by=screens.me())
    flash(gettext("Done."))
    return redirect(url_for(".overview"), 303)


def _draft(kind: str, key: str) -> Draft:
    draft = queries.draft(screens.kind_of(kind).kind, key)
    if draft is None:
        raise NotFoundError("There is no draft of this.")
    return draft


def _begin(
    content_type: ContentType, key: str, fields: dict[str, object], note: str, answers: int | None = None
) -> ResponseReturnValue:
    draft = queries.draft(content_type.kind, key)
    words, version = content_type.revive(fields), draft.version if draft else 0
    drafting.keep_draft(content_type.kind, words, version=version, note=note, by=screens.me(), answers=answers)
    flash(gettext("A draft is begun from these words."))
    return redirect(url_for(".edit", kind=content_type.kind, key=key), 303)

"""Changing the words of the site without a developer."""

from collections.abc import Sequence
from typing import cast

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ..accounts import queries as accounts
from ..accounts.access import Person, current_person, requires
from ..accounts.roles import Permission
from ..engine import clock, subjects
from ..engine.errors import NotFoundError
from ..engine.transaction import transaction, transactional
from ..ui.views import page
from . import boxes, changes, content_types, forms, operations, plain_language, queries
from .content_types import ContentType
from .forms import ReviewForm, WordsForm
from .models import Draft, Revision

bp = Blueprint("publishing_manage", __name__, template_folder="templates")


@bp.get("/manage/publishing")
@requires(Permission.EDIT)
def overview() -> ResponseReturnValue:
    """What is being changed, what waits for a second person, what is overdue, and every kind."""
    drafts = queries.drafts()
    return page(
        "publishing/overview.html", kinds=[t for t in content_types.all_types() if t.editorial], drafts=drafts,
        overdue=queries.overdue(clock.today()), incoming=queries.incoming(), names=_names(drafts),
    )


@bp.get("/manage/publishing/<kind>")
@requires(Permission.EDIT)
def documents(kind: str) -> ResponseReturnValue:
    """Every document of a kind."""
    content_type = _kind(kind)
    rows = [(d, queries.title(content_type.revive(d.live.fields))) for d in queries.documents(kind)]
    return page("publishing/documents.html", kind=content_type, rows=sorted(rows, key=lambda row: row[1].casefold()))


@bp.get("/manage/publishing/<kind>/<key>")
@requires(Permission.EDIT)
def edit(kind: str, key: str) -> ResponseReturnValue:
    """The form: the draft if there is one, else the words as they are."""
    content_type, draft = _kind(kind), queries.draft(kind, key)
    fields = content_type.revive(draft.fields if draft else _live_fields(kind, key))
    form = forms.form_for(content_type, fields.as_data())
    form.version.data = str(draft.version if draft else 0)
    form.note.data = draft.note if draft else ""
    return _edit_page(content_type, key, form, draft)


@bp.post("/manage/publishing/<kind>/<key>")
@requires(Permission.EDIT)
@transactional
def keep(kind: str, key: str) -> ResponseReturnValue:
    """Keep a draft; send it to a second person if asked."""
    content_type, form = _kind(kind), forms.form_for(_kind(kind))
    _live_fields(kind, key)
    fields = forms.read(form, content_type, key) if form.validate_on_submit() else None
    if fields is None:
        return _edit_page(content_type, key, form, queries.draft(kind, key)), 422
    draft = operations.keep_draft(kind, fields, version=_number(form.version.data), note=form.note.data or "", by=_me())
    if request.form.get("do") == "review":
        operations.send_for_review(kind, key, version=draft.version, by=_me())
        flash(gettext("Sent. A second person looks at it next."))
        return redirect(url_for(".overview"), 303)
    flash(gettext("Kept as a draft. Families do not see it yet."))
    return redirect(url_for(".edit", kind=kind, key=key), 303)


@bp.post("/manage/publishing/<kind>/<key>/preview")
@requires(Permission.EDIT)
def preview(kind: str, key: str) -> ResponseReturnValue:
    """The page as families would see it, drawn from the draft inside a transaction that is taken back."""
    content_type, draft = _kind(kind), queries.draft(kind, key)
    fields = content_type.revive(draft.fields if draft else _live_fields(kind, key))
    drawn: ResponseReturnValue = ""
    try:
        with transaction():
            operations.edit_document(kind, fields, by="preview")
            drawn = _public_page(kind, key)
            raise _TakenBack
    except _TakenBack:
        return drawn or page("publishing/no_preview.html", kind=content_type, key=key)


@bp.get("/manage/publishing/<kind>/<key>/review")
@requires(Permission.PUBLISH)
def review(kind: str, key: str) -> ResponseReturnValue:
    """What would change, for the second person."""
    content_type, draft = _kind(kind), _draft(kind, key)
    live = _live_fields(kind, key)
    form = ReviewForm(data={"version": draft.version, "note": ""})
    return page(
        "publishing/review.html", kind=content_type, key=key, draft=draft, form=form, names=_names([draft]), me=_me(),
        changed=changes.between(live, draft.fields), title=queries.title(content_type.revive(draft.fields)),
    )


@bp.post("/manage/publishing/<kind>/<key>/review")
@requires(Permission.PUBLISH)
@transactional
def decide(kind: str, key: str) -> ResponseReturnValue:
    """Publish, publish later, or send back with a note."""
    form = ReviewForm()
    if not form.validate_on_submit():
        return redirect(url_for(".review", kind=kind, key=key), 303)
    version = _number(form.version.data)
    if request.form.get("do") == "back":
        operations.send_back(kind, key, version=version, note=form.note.data or "", by=_me())
        flash(gettext("Sent back to the writer."))
    else:
        at = form.at.data.replace(tzinfo=clock.LONDON) if form.at.data else None
        later = operations.approve(kind, key, version=version, by=_me(), at=at)
        flash(gettext("It will be published then.") if later else gettext("Published. Families see it now."))
    return redirect(url_for(".overview"), 303)


@bp.post("/manage/publishing/<kind>/<key>/drop")
@requires(Permission.EDIT)
@transactional
def drop(kind: str, key: str) -> ResponseReturnValue:
    """Throw a draft away."""
    operations.drop_draft(kind, key, version=_draft(kind, key).version, by=_me())
    flash(gettext("The draft is gone. The public words are as they were."))
    return redirect(url_for(".overview"), 303)


@bp.get("/manage/publishing/<kind>/<key>/history")
@requires(Permission.EDIT)
def history(kind: str, key: str) -> ResponseReturnValue:
    """Every set of words there has been, with what changed."""
    content_type = _kind(kind)
    revisions = queries.revisions(kind, key)
    older = [*[r.fields for r in revisions[1:]], {}]
    rows = [(new, changes.between(old, new.fields)) for new, old in zip(revisions, older, strict=False)]
    return page(
        "publishing/history.html", kind=content_type, key=key, rows=rows, form=ReviewForm(), names=_writers(revisions)
    )


@bp.post("/manage/publishing/<kind>/<key>/history/<int:number>/restore")
@requires(Permission.EDIT)
@transactional
def restore(kind: str, key: str, number: int) -> ResponseReturnValue:
    """Begin a draft from older words; it goes the usual way from there."""
    content_type = _kind(kind)
    found = next((r for r in queries.revisions(kind, key) if r.number == number), None)
    if found is None:
        raise NotFoundError("There are no such words.")
    return _begin(content_type, key, found.fields, gettext("Back to version %(number)s", number=number))


@bp.post("/manage/publishing/<kind>/<key>/take-off")
@requires(Permission.PUBLISH)
@transactional
def take_off(kind: str, key: str) -> ResponseReturnValue:
    """Off the public site at once."""
    operations.take_off(_kind(kind).kind, key, by=_me())
    flash(gettext("Families no longer see this page. Its words are kept."))
    return redirect(url_for(".edit", kind=kind, key=key), 303)


@bp.post("/manage/publishing/<kind>/<key>/still-right")
@requires(Permission.EDIT)
@transactional
def still_right(kind: str, key: str) -> ResponseReturnValue:
    """Read with care, and right."""
    operations.still_right(_kind(kind).kind, key, by=_me())
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
        "publishing/incoming.html", kind=_kind(kind), key=key, document=document, form=ReviewForm(),
        changed=changes.between(document.live.fields, theirs) if theirs else [],
    )


@bp.post("/manage/publishing/<kind>/<key>/incoming")
@requires(Permission.PUBLISH)
@transactional
def decide_incoming(kind: str, key: str) -> ResponseReturnValue:
    """Keep ours, take theirs, or edit from theirs."""
    document, do = queries.document(kind, key), request.form.get("do")
    if do == "edit" and document is not None and document.incoming is not None:
        return _begin(_kind(kind), key, document.incoming.fields, gettext("From the changed file"))
    (operations.take_theirs if do == "theirs" else operations.keep_ours)(kind, key, by=_me())
    flash(gettext("Done."))
    return redirect(url_for(".overview"), 303)


class _TakenBack(Exception):  # noqa: N818 - not an error: it makes the transaction roll back
    pass


def _kind(kind: str) -> ContentType:
    found = next((t for t in content_types.all_types() if t.kind == kind and t.editorial), None)
    if found is None:
        raise NotFoundError("There is no such kind of words, or only files may change it.")
    return found


def _live_fields(kind: str, key: str) -> dict[str, object]:
    document = queries.document(kind, key)
    if document is None:
        raise NotFoundError("There is nothing with this name.")
    return document.live.fields


def _draft(kind: str, key: str) -> Draft:
    draft = queries.draft(_kind(kind).kind, key)
    if draft is None:
        raise NotFoundError("There is no draft of this.")
    return draft


def _begin(content_type: ContentType, key: str, fields: dict[str, object], note: str) -> ResponseReturnValue:
    draft = queries.draft(content_type.kind, key)
    words = content_type.revive(fields)
    operations.keep_draft(content_type.kind, words, version=draft.version if draft else 0, note=note, by=_me())
    flash(gettext("A draft is begun from these words."))
    return redirect(url_for(".edit", kind=content_type.kind, key=key), 303)


def _public_page(kind: str, key: str) -> ResponseReturnValue:
    """Draw the document's own page with the view that families get, or nothing when it has none of its own."""
    for card in subjects.cards_of(kind, [key]):
        path = card.url.split("#")[0].removeprefix(request.script_root)
        endpoint, arguments = current_app.url_map.bind("localhost").match(path)
        return cast("ResponseReturnValue", current_app.view_functions[endpoint](**arguments))
    return ""


def _edit_page(content_type: ContentType, key: str, form: WordsForm, draft: Draft | None) -> str:
    document = queries.document(content_type.kind, key)
    stored = draft.fields if draft else (document.live.fields if document else {})
    words = content_type.revive(stored)
    parts = [text for _field, text in content_type.plain_words(words) if text]
    known = {str(getattr(a, "key", "")) for a in queries.live("abbreviation")}
    unknown = sorted({letters for part in parts for letters in plain_language.abbreviations(part)} - known)
    moved = bool(draft and document and draft.base_id != document.live_id)
    return page(
        "publishing/edit.html", kind=content_type, key=key, form=form, draft=draft, title=queries.title(words),
        reading=plain_language.read(parts) if parts else None, unknown=unknown, limits=plain_language, moved=moved,
        document=document, boxes=boxes.boxes_of(content_type),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def _me() -> int:
    return cast("Person", current_person()).id


def _names(drafts: Sequence[Draft]) -> dict[int, str]:
    return accounts.names([draft.changed_by for draft in drafts])


def _writers(revisions: Sequence[Revision]) -> dict[str, str]:
    """Names by what a revision says made it; a revision from a file names the file itself."""
    made = {revision.made_by for revision in revisions}
    numbers = [int(text.removeprefix("account:")) for text in made if text.startswith("account:")]
    return {f"account:{number}": name for number, name in accounts.names(numbers).items()}

"""What the editing screens have in common: the form's page, the preview, names."""

import re
from collections.abc import Sequence
from typing import cast

from flask import Blueprint, current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ...accounts import queries as accounts
from ...accounts.access import Person, current_person
from ...engine import clock, subjects
from ...engine.errors import NotFoundError
from ...engine.transaction import transaction
from ...ui.views import page
from .. import boxes, chapters, content_types, forms, operations, plain_language, queries, wording
from ..content_types import ContentType, Fields
from ..forms import FamiliesForm, WordsForm
from ..models import Draft, Revision
from ..operations import listings

bp = Blueprint("publishing_manage", __name__, template_folder="../templates")
NEW = "new"
_LINK = re.compile(r'(<a\b[^>]*?\shref=")[^"]*"')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def me() -> int:
    """The number of whoever is signed in."""
    return cast("Person", current_person()).id


def number(text: str | None) -> int:
    """A number from a hidden box; 0 when it is none."""
    return int(text) if text and text.isascii() and text.isdigit() else 0


def editorial() -> list[ContentType]:
    """Kinds that people change on the site."""
    return [t for t in content_types.all_types() if t.editorial]


def kind_of(kind: str) -> ContentType:
    """A kind that people change on the site."""
    found = next((t for t in editorial() if t.kind == kind), None)
    if found is None:
        raise NotFoundError("There is no such kind of words, or only files may change it.")
    return found


def live_fields(kind: str, key: str) -> dict[str, object]:
    """The words as they are."""
    document = queries.document(kind, key)
    if document is None:
        raise NotFoundError("There is nothing with this name.")
    return document.live.fields


def title_of(kind: str, key: str) -> str:
    """What a document calls itself."""
    document = queries.document(kind, key)
    return queries.name_in(document.live.fields) if document else key


def names(drafts: Sequence[Draft]) -> dict[int, str]:
    """Who changed these drafts last, by number."""
    return accounts.names([draft.changed_by for draft in drafts])


def writers(revisions: Sequence[Revision]) -> dict[str, str]:
    """Names by what a revision says made it; a revision from a file names the file itself."""
    made = {revision.made_by for revision in revisions}
    numbers = [int(text.removeprefix("account:")) for text in made if text.startswith("account:")]
    numbers += [revision.approved_by for revision in revisions if revision.approved_by]
    found = {f"account:{number}": name for number, name in accounts.names(numbers).items()}
    return found | {text: gettext("the provider") for text in made if text.startswith("provider:")}


def new_key(content_type: ContentType, form: WordsForm) -> str:
    """A short name for something new, from its title; a step's is the end of its address."""
    named = ("w--slug", "w--title", "w--name")
    said = next((form[name].data for name in named if name in form and form[name].data), "")
    return listings.free_key(content_type.kind, str(said))


def edit_page(
    content_type: ContentType, key: str, form: WordsForm, draft: Draft | None, mine: Fields | None = None,
) -> str:
    """The form. `mine` are words that could not be kept because somebody else's were kept first: both are shown."""
    document = queries.document(content_type.kind, key) if key else None
    theirs: dict[str, str] = {}
    if mine is not None:
        stored = draft.fields if draft else (document.live.fields if document else {})
        data = content_type.revive(stored).as_data() if stored else {}
        ours = mine.as_data()
        differ = [b for b in form.made if boxes.at(data, b.path) != boxes.at(ours, b.path)]
        theirs = boxes.to_texts(differ, data)
        form.version.raw_data = None
        form.version.data = str(draft.version if draft else 0)
    title = queries.name_in(draft.fields if draft else document.live.fields if document else {})
    return page(
        "publishing/edit.html", kind=content_type, key=key, form=form, draft=draft, title=title, theirs=theirs,
        clash=mine is not None, theirs_by=names([draft]).get(draft.changed_by, "") if draft else "",
        moved=bool(draft and (document.live_id if document else None) != draft.base_id), document=document,
        notes=notes(form), wording=wording,
        chapters=chapters.of(form, pressed=request.form.get("do", ""), also=theirs),
        named=forms.named_for(form),
        families=queries.family_review(content_type.kind, key) if document else None, me=me(),
        families_form=FamiliesForm(formdata=None), months=queries.rhythms()[content_type.kind],
        review=queries.review(content_type.kind, key, clock.today()) if document else None,
        contacts=len(queries.contacts(content_type.kind, key)) if document and content_type.offered else 0,
    )


def notes(form: WordsForm) -> dict[str, str]:
    """How the words in each box that families read are to read, in one line, by the box's name."""
    known = {str(getattr(a, "key", "")) for a in queries.live("abbreviation")}
    texts = {
        box.name: str(form[box.name].data or "") for box in form.made
        if box.kind in {"long", "list"} and box.path != ("editor_note",)
    }
    return {name: plain_language.note([text], known) for name, text in texts.items() if " " in text.strip()}


def notes_as_parts(form: WordsForm) -> ResponseReturnValue:
    """The notes as data, for the script that asks while somebody writes."""
    return make_response(notes(form))


class _TakenBack(Exception):  # noqa: N818 - not an error: it makes the transaction roll back
    pass


def as_families_see_it(kind: str, fields: Fields) -> str:
    """The public page with these words, drawn inside a transaction that is taken back. Its links lead nowhere."""
    drawn: ResponseReturnValue = ""
    try:
        with transaction():
            shown = fields.model_copy(update={"hold": False}) if hasattr(fields, "hold") else fields
            operations.edit_document(kind, shown, by="preview")
            drawn = _public_page(kind, fields.key)
            raise _TakenBack
    except _TakenBack:
        html = make_response(drawn).get_data(as_text=True) if drawn else ""
        return _LINK.sub(r'\1#"', _SCRIPT.sub("", html))


def _public_page(kind: str, key: str) -> ResponseReturnValue:
    """Draw the document's own page with the view that families get, or nothing when it has none of its own."""
    for card in subjects.cards_of(kind, [key]):
        path = card.url.split("#")[0].removeprefix(request.script_root)
        endpoint, arguments = current_app.url_map.bind("localhost").match(path)
        return cast("ResponseReturnValue", current_app.view_functions[endpoint](**arguments))
    return ""

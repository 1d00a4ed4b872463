"""A provider's own pages, opened by the link that was mailed to them: still right, a change, something new.

A signed link is the key. GET and HEAD change nothing: mail scanners follow every link.
"""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError

from ..accounts.access import public
from ..engine import clock
from ..engine.errors import InvalidError, NotFoundError
from ..engine.throttle import Limit, wait
from ..engine.transaction import transactional
from ..ui.views import page
from . import boxes, chapters, content_types, forms, letters, queries, wording
from .boxes import BoxError
from .content_types import ContentType
from .forms import SayForm, WordsForm
from .models import ListingLink
from .operations import listings, reviewing

bp = Blueprint("publishing", __name__, template_folder="templates", url_prefix="/your-listing")

SUGGESTING = Limit("listing.suggest", burst=10, every=600)
RENEWING = Limit("listing.renew", burst=2, every=12 * 60 * 60)


@bp.get("/<token>")
@public(shared=False)
def listing(token: str) -> ResponseReturnValue:
    """What a provider can do here."""
    link = _link(token)
    if not link.is_open(clock.now()):
        return _ended(token, link)
    return _page(link, token, "listing", waiting=len(queries.open_suggestions(link.contact_id)))


@bp.get("/<token>/still-right")
@public(shared=False)
def still_right(token: str) -> ResponseReturnValue:
    """One button. Looking at the page says nothing."""
    link = _link(token)
    return _page(link, token, "still_right", done=False) if link.is_open(clock.now()) else _ended(token, link)


@bp.post("/<token>/still-right")
@public(shared=False)
@transactional
def say_still_right(token: str) -> ResponseReturnValue:
    """The button was pressed. Pressing twice is as good as once."""
    link = _link(token)
    if not link.is_open(clock.now()):
        return _ended(token, link)
    contact = link.contact
    today = clock.today()
    if queries.review(contact.kind, contact.key, today).reviewed_on != today:
        reviewing.still_right(contact.kind, contact.key, by=None, contact=contact)
    return _page(link, token, "still_right", done=True)


@bp.get("/<token>/change")
@public(shared=False)
def change(token: str) -> ResponseReturnValue:
    """The listing as it is, to write in; or as this provider suggested it last."""
    link = _link(token)
    return _form_page(link, token, link.contact.kind) if link.is_open(clock.now()) else _ended(token, link)


@bp.post("/<token>/change")
@public(shared=False)
@transactional
def suggest_change(token: str) -> ResponseReturnValue:
    """Keep what is suggested until an editor has read it."""
    link = _link(token)
    return _suggest(link, token, link.contact.kind) if link.is_open(clock.now()) else _ended(token, link)


@bp.get("/<token>/new/<kind>")
@public(shared=False)
def new(token: str, kind: str) -> ResponseReturnValue:
    """Something new of this provider's, such as a session."""
    link = _link(token)
    return _form_page(link, token, _new_kind(kind)) if link.is_open(clock.now()) else _ended(token, link)


@bp.post("/<token>/new/<kind>")
@public(shared=False)
@transactional
def suggest_new(token: str, kind: str) -> ResponseReturnValue:
    """Keep it until an editor has read it."""
    link = _link(token)
    return _suggest(link, token, _new_kind(kind)) if link.is_open(clock.now()) else _ended(token, link)


@bp.get("/<token>/thanks")
@public(shared=False)
def thanks(token: str) -> ResponseReturnValue:
    """What happens next."""
    return _page(_link(token), token, "thanks")


@bp.post("/<token>/new-link")
@public(shared=False)
@transactional
def new_link(token: str) -> ResponseReturnValue:
    """Mail a new link to the address we have, unless an editor ended it. The page never shows the address."""
    link = _link(token)
    newest = queries.listing_links([link.contact_id])[0]
    if newest.revoked_at is None and wait(RENEWING, link.contact_id) == 0:
        letters.send_link(link.contact, listings.make_link(link.contact_id, by=None))
    return _page(link, token, "ended", asked=True)


@bp.get("/<token>/forget")
@public(shared=False)
def forget(token: str) -> ResponseReturnValue:
    """One button."""
    return _page(_link(token), token, "forget")


@bp.post("/<token>/forget")
@public(shared=False)
@transactional
def do_forget(token: str) -> ResponseReturnValue:
    """Forget the address, at the request of whoever reads its post."""
    listings.erase_contact(_link(token).contact_id, by=None, asked_by="provider")
    return page("publishing/listing/forgotten.html")


def _link(token: str) -> ListingLink:
    name = letters.read(token)
    link = queries.listing_link(name) if name else None
    if link is None:
        raise NotFoundError("This link leads nowhere. Look for a newer letter from us.")
    return link


def _ended(token: str, link: ListingLink) -> ResponseReturnValue:
    return _page(link, token, "ended", asked=False), 410


def _page(link: ListingLink, token: str, name: str, **facts: Any) -> str:
    contact = link.contact
    document = queries.document(contact.kind, contact.key)
    fields = document.live.fields if document else {}
    return page(
        f"publishing/listing/{name}.html", token=token, link=link, name=queries.name_in(fields), form=SayForm(),
        review=queries.review(contact.kind, contact.key, clock.today()),
        address=next((c.url for c in forms.cards_of(contact.kind, contact.key)), ""),
        new_kinds=[t for t in content_types.all_types() if t.offered and t.offered.under], **facts,
    )


def _new_kind(kind: str) -> str:
    known = [t.kind for t in content_types.all_types() if t.offered and t.offered.under]
    if kind not in known:
        raise NotFoundError("Nothing of this kind can be suggested.")
    return kind


def _form_page(link: ListingLink, token: str, kind: str) -> ResponseReturnValue:
    content_type, data = content_types.get(kind), {}
    if kind == link.contact.kind:
        mine = [s for s in queries.open_suggestions(link.contact_id) if s.key == link.contact.key]
        data = mine[-1].fields if mine else _live(link)
    form = forms.form_for(content_type, data, forms.offered_for(content_type))
    return _drawn(link, token, content_type, form)


def _suggest(link: ListingLink, token: str, kind: str) -> ResponseReturnValue:
    """Nothing typed is lost, whatever is wrong with it."""
    content_type, do = content_types.get(kind), request.form.get("do", "")
    form = forms.form_for(content_type, asked=forms.offered_for(content_type), more=do.removeprefix("more "))
    if do.startswith("more "):
        return _drawn(link, token, content_type, form)
    said = _said(form, content_type, link) if form.validate_on_submit() else None
    if said is None:
        return _drawn(link, token, content_type, form), 422
    live = _live(link) if kind == link.contact.kind else {}
    asked = boxes.offered(content_type)
    note = (form.note.data or "").strip()
    if live and not note and all(boxes.same(boxes.at(live, b.path), boxes.at(said, b.path)) for b in asked):
        form.form_errors.append(str(wording.NOTHING_CHANGED))
        return _drawn(link, token, content_type, form), 422
    if wait(SUGGESTING, link.contact_id):
        raise InvalidError("You have sent many suggestions. Please wait a little, then send this again.")
    listings.suggest(link.contact, kind, said, note=note)
    return redirect(url_for(".thanks", token=token), 303)


def _said(form: WordsForm, content_type: ContentType, link: ListingLink) -> dict[str, Any] | None:
    """What was typed, if the words would hold together once taken; else the form says what is wrong."""
    try:
        typed = forms.as_json(forms.typed(form))
    except BoxError as error:
        form[error.box].errors = [str(error)]
        return None
    own = content_type.kind == link.contact.kind
    begun = _live(link) if own else listings.beginning(content_type, typed, link.contact.key)
    try:
        fields = listings.merged(content_type, begun, typed, boxes.offered(content_type))
    except ValidationError as error:
        forms.explain(form, error)
        return None
    return typed if forms.links_hold(form, content_type, fields) else None


def _live(link: ListingLink) -> dict[str, Any]:
    document = queries.document(link.contact.kind, link.contact.key)
    return dict(document.live.fields) if document else {}


def _drawn(link: ListingLink, token: str, content_type: ContentType, form: WordsForm) -> str:
    return _page(
        link, token, "suggest", words=form, kind=content_type, is_new=content_type.kind != link.contact.kind,
        chapters=chapters.of(form, pressed=request.form.get("do", "")),
        wording=wording, named=forms.named_for(form),
    )

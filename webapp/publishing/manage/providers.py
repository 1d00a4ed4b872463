"""Addresses and links of providers, what they suggest, and the words that have to be looked at again."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from ...accounts.access import requires
from ...accounts.roles import Permission
from ...engine import clock
from ...engine.errors import InvalidError, NotAllowedError, NotFoundError, StaleError
from ...engine.transaction import transactional
from ...ui.views import page
from .. import letters, queries, standing, suggesting
from ..forms import ContactForm, FamiliesForm, RhythmForm, SayForm
from ..models import Suggestion
from ..operations import listings, reviewing
from . import screens
from .screens import bp as bp  # the blueprint of all these screens, for the wiring


@bp.get("/manage/publishing/to-check")
@requires(Permission.EDIT, params=("kind",))
def to_check() -> ResponseReturnValue:
    """Everything whose review date has passed, the longest first, and the rhythm of each kind."""
    due, kind = queries.overdue(clock.today()), request.args.get("kind", "")
    return page(
        "publishing/to_check.html", due=[d for d in due if kind in {"", d.kind}], chosen=kind,
        kinds=screens.editorial(),
        counts={t.kind: sum(d.kind == t.kind for d in due) for t in screens.editorial()}, rhythms=queries.rhythms(),
        all=len(due), form=SayForm(),
    )


@bp.get("/manage/publishing/<kind>/rhythm")
@requires(Permission.PUBLISH)
def rhythm(kind: str) -> ResponseReturnValue:
    """How often documents of a kind are looked at again."""
    content_type = screens.kind_of(kind)
    return page("publishing/rhythm.html", kind=content_type, form=RhythmForm(months=str(queries.rhythms()[kind])))


@bp.post("/manage/publishing/<kind>/rhythm")
@requires(Permission.PUBLISH)
@transactional
def set_rhythm(kind: str) -> ResponseReturnValue:
    """Choose another rhythm."""
    form, content_type = RhythmForm(), screens.kind_of(kind)
    if not form.validate_on_submit():
        return page("publishing/rhythm.html", kind=content_type, form=form), 422
    reviewing.set_rhythm(content_type.kind, screens.number(form.months.data), by=screens.me())
    flash(gettext("Kept."))
    return redirect(url_for(".to_check"), 303)


@bp.post("/manage/publishing/<kind>/<key>/families")
@requires(Permission.EDIT)
@transactional
def families(kind: str, key: str) -> ResponseReturnValue:
    """Note that families read these words, or take that back."""
    form, kind = FamiliesForm(), screens.kind_of(kind).kind
    if request.form.get("do") == "undo":
        reviewing.forget_families(kind, key, by=screens.me())
        flash(gettext("Taken back. The page no longer says that families read it."))
    elif form.validate_on_submit():
        reviewing.record_families(kind, key, on=form.on.data, by_whom=form.by_whom.data, by=screens.me())
        flash(gettext("The page now says that families read it."))
    else:
        raise InvalidError(next(iter(form.errors.values()))[0])
    return redirect(url_for(".edit", kind=kind, key=key), 303)


@bp.get("/manage/publishing/<kind>/<key>/provider")
@requires(Permission.EDIT)
def provider(kind: str, key: str) -> ResponseReturnValue:
    """Addresses for letters about one listing, and the links they got."""
    return _provider_page(kind, key, ContactForm(formdata=None))


@bp.post("/manage/publishing/<kind>/<key>/provider")
@requires(Permission.EDIT)
@transactional
def add_provider(kind: str, key: str) -> ResponseReturnValue:
    """Keep an address and mail it a link."""
    form = ContactForm()
    valid = form.validate_on_submit()
    if valid:
        try:
            contact = listings.add_contact(screens.kind_of(kind).kind, key, email=form.email.data, by=screens.me())
        except InvalidError as error:
            form.email.errors = [gettext(str(error))]
            return _provider_page(kind, key, form), 422
        letters.send_link(contact, listings.make_link(contact.id, by=screens.me()))
        flash(gettext("Kept. A link to the listing is on its way."))
        return redirect(url_for(".provider", kind=kind, key=key), 303)
    return _provider_page(kind, key, form), 422


@bp.post("/manage/publishing/<kind>/<key>/provider/<int:contact_id>")
@requires(Permission.EDIT)
@transactional
def change_provider(kind: str, key: str, contact_id: int) -> ResponseReturnValue:
    """Send a new link, end the links, or forget the address."""
    contact, do = queries.contact(contact_id), request.form.get("do")
    if contact is None or (contact.kind, contact.key) != (kind, key):
        raise NotFoundError("There is no such address.")
    if do == "link":
        letters.send_link(contact, listings.make_link(contact.id, by=screens.me()))
        flash(gettext("A new link is on its way. Links of before open nothing now."))
    elif do == "end":
        listings.revoke_links(contact.id, by=screens.me())
        flash(gettext("The links open nothing now."))
    elif do == "erase":
        listings.erase_contact(contact.id, by=screens.me())
        flash(gettext("The address is forgotten."))
    else:
        raise InvalidError("We did not understand that.")
    return redirect(url_for(".provider", kind=kind, key=key), 303)


def _provider_page(kind: str, key: str, form: ContactForm) -> str:
    content_type = screens.kind_of(kind)
    screens.live_fields(kind, key)
    if content_type.offered is None:
        raise NotAllowedError("Nobody outside looks after this kind of words.")
    contacts = queries.contacts(kind, key)
    links = {link.contact_id: link for link in reversed(queries.listing_links([c.id for c in contacts]))}
    return page(
        "publishing/provider.html", kind=content_type, key=key, title=screens.title_of(kind, key), form=form,
        contacts=contacts, links=links, now=clock.now(), days=listings.LINK_DAYS,
    )


@bp.get("/manage/publishing/suggestions/<int:suggestion_id>")
@requires(Permission.PUBLISH)
def suggestion(suggestion_id: int) -> ResponseReturnValue:
    """Old and new side by side, each with a tick."""
    return _suggestion_page(_suggestion(suggestion_id))


@bp.post("/manage/publishing/suggestions/<int:suggestion_id>")
@requires(Permission.PUBLISH)
@transactional
def decide_suggestion(suggestion_id: int) -> ResponseReturnValue:
    """Publish what is ticked, make a draft of it, or decline all."""
    found, do, form = _suggestion(suggestion_id), request.form.get("do"), SayForm()
    if do == "decline":
        listings.decline(found.id, by=screens.me())
        flash(gettext("Declined. The page is as it was."))
        return redirect(url_for(".overview"), 303)
    ticked, seen = request.form.getlist("take"), screens.number(request.form.get("seen"))
    if not form.validate_on_submit():
        return _suggestion_page(found, ticked), 422
    try:
        key = listings.take(found.id, ticked, seen=seen, by=screens.me(), publish=do == "publish")
    except (InvalidError, StaleError) as error:
        code = 409 if isinstance(error, StaleError) else 422
        return _suggestion_page(found, ticked, gettext(str(error))), code
    if do == "publish":
        flash(gettext("Published. Families see it now."))
        return redirect(url_for(".overview"), 303)
    flash(gettext("A draft is begun from these words."))
    return redirect(url_for(".edit", kind=found.kind, key=key), 303)


def _suggestion(suggestion_id: int) -> Suggestion:
    found = queries.suggestion(suggestion_id)
    if found is None:
        raise NotFoundError("There is no such suggestion.")
    return found


def _suggestion_page(found: Suggestion, ticked: list[str] | None = None, trouble: str = "") -> str:
    content_type = screens.kind_of(found.kind)
    document = queries.document(found.kind, found.key) if found.key else None
    live = document.live.fields if document else {}
    return page(
        "publishing/suggestion.html", kind=content_type, suggestion=found, trouble=trouble, ticked=ticked,
        rows=suggesting.compare(content_type, live, found.fields), seen=document.live_id if document else 0,
        title=queries.name_in(live or found.fields), about=screens.title_of("service", found.about_key),
        form=SayForm(), draft=queries.draft(found.kind, found.key) if found.key else None,
        is_open=found.state == "sent", standing=standing,
    )

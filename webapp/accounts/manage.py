"""One's own account, and the people who run the site."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from ..engine import audit, clock
from ..engine.transaction import transactional
from ..ui.views import page
from . import export, home, log_words, operations, passkeys, passphrase, queries, second_factor
from .access import (
    Person,
    browser_token,
    current_person,
    forget_asked,
    forget_browser,
    passkey_place,
    remember_asked,
    requires,
    signed_in,
)
from .forms import ChangePassphraseForm, CodeForm, InviteForm, NewPasskeyForm, PressForm, RolesForm, role_name
from .roles import Permission, Role

bp = Blueprint("accounts_manage", __name__, template_folder="templates")


@bp.get("/manage")
@signed_in
def home_page() -> ResponseReturnValue:
    """What waits for whoever is signed in."""
    person = _me()
    ready = queries.account(person.id).has_second_factor
    return page("accounts/home.html", waiting=home.waiting_for(person), ready=ready)


@bp.get("/manage/account")
@signed_in
def account() -> ResponseReturnValue:
    """One's own account: passphrase, second factor, where one is signed in."""
    return _account_page(ChangePassphraseForm())


@bp.post("/manage/account/passphrase")
@signed_in
@transactional
def change_passphrase() -> ResponseReturnValue:
    """A new passphrase signs every other browser out."""
    person, form = _me(), ChangePassphraseForm()
    mine = queries.account(person.id)
    form.known = (mine.name, mine.email or "")
    if not form.validate_on_submit():
        return _account_page(form), 422
    if operations.code_wait(person.id) or not passphrase.matches(
        mine.passphrase_hash, cast("str", form.old.data)
    ):
        form.old.errors = [gettext("That is not the passphrase you use now.")]
        return _account_page(form), 422
    operations.change_passphrase(person.id, cast("str", form.passphrase.data), token=browser_token())
    flash(gettext("Your passphrase is changed. Every other browser is signed out."))
    return redirect(url_for(".account"), 303)


@bp.get("/manage/account/second-factor")
@signed_in
def set_up_second_factor() -> ResponseReturnValue:
    """What the second factor is, with the button that begins."""
    if queries.account(_me().id).totp_since is not None:
        return redirect(url_for(".account"))
    return page(
        "accounts/second_factor.html", form=CodeForm(), secret="", picture="", passkeys=passkey_place()
    )


@bp.post("/manage/account/second-factor")
@signed_in
@transactional
def confirm_second_factor() -> ResponseReturnValue:
    """Show the picture for the app; with a right code, put it to use and show the recovery codes this once."""
    person, form = _me(), CodeForm()
    secret = operations.offer_second_factor(person.id)
    if not secret:
        return redirect(url_for(".account"), 303)
    if "code" in request.form and form.validate_on_submit():
        wait = operations.code_wait(person.id)
        codes = [] if wait else operations.confirm_second_factor(person.id, cast("str", form.code.data))
        if codes:
            operations.code_wait(person.id, again=True)
            return page("accounts/recovery_codes.html", codes=codes)
        form.code.errors = [
            gettext("That code did not work. Codes change every 30 seconds: try the one you see now.")
        ]
    site = current_app.config["SETTINGS"].site_url.split("://", 1)[-1]
    address = second_factor.address(secret, name=queries.account(person.id).email or "", site=site)
    form.code.description = gettext("The six digits that the app shows now. They change every 30 seconds.")
    shown = page(
        "accounts/second_factor.html",
        form=form,
        secret=second_factor.spaced(secret),
        address=address,
        picture=second_factor.picture(address),
    )
    return shown, 422 if form.errors else 200


@bp.post("/manage/account/recovery-codes")
@signed_in
@transactional
def new_recovery_codes() -> ResponseReturnValue:
    """Ten new codes; the old ones stop working."""
    person = _me()
    if not queries.account(person.id).has_second_factor:
        return redirect(url_for(".set_up_second_factor"), 303)
    return page("accounts/recovery_codes.html", codes=operations.new_recovery_codes(person.id))


@bp.post("/manage/account/passkeys/ask")
@signed_in
@transactional
def ask_for_passkey() -> ResponseReturnValue:
    """What the browser needs to make a passkey: asked by the page's script."""
    place, person = passkey_place(), _me()
    if place is None:
        abort(404)
    number, challenge = operations.ask_passkey(person.id, passkeys.ADD)
    remember_asked(number)
    mine = queries.account(person.id)
    have = [key.credential for key in mine.passkeys if key.host == place.host]
    body = passkeys.to_make(place, challenge, number=mine.id, name=mine.email or mine.name, have=have)
    return Response(body, mimetype="application/json")


@bp.post("/manage/account/passkeys")
@signed_in
@transactional
def add_passkey() -> ResponseReturnValue:
    """Keep the new passkey; somebody's first second factor comes with recovery codes."""
    person, place, form = _me(), passkey_place(), NewPasskeyForm()
    first = not queries.account(person.id).has_second_factor
    if place is None or not form.validate_on_submit():
        return _account_page(ChangePassphraseForm(), form), 422
    name, answer = cast("str", form.name.data), cast("str", form.answer.data)
    if not operations.add_passkey(person.id, answer, asked=forget_asked(), place=place, name=name):
        form.form_errors.append(gettext("That passkey could not be kept. Please try once more."))
        return _account_page(ChangePassphraseForm(), form), 422
    if first:
        return page("accounts/recovery_codes.html", codes=operations.new_recovery_codes(person.id))
    flash(gettext("The passkey is kept. You can use it the next time you sign in."))
    return redirect(url_for(".account"), 303)


@bp.post("/manage/account/passkeys/<int:number>/remove")
@signed_in
@transactional
def remove_passkey(number: int) -> ResponseReturnValue:
    """A passkey that shall open nothing any more."""
    operations.remove_passkey(_me().id, number)
    flash(gettext("The passkey is removed."))
    return redirect(url_for(".account"), 303)


@bp.post("/manage/account/sign-out-everywhere")
@signed_in
@transactional
def sign_out_everywhere() -> ResponseReturnValue:
    """Sign every browser out, this one too."""
    person = _me()
    operations.end_sign_ins(person.id, by=person.id)
    forget_browser()
    flash(gettext("You are signed out everywhere."))
    return redirect(url_for("accounts.sign_in"), 303)


@bp.post("/manage/account/sign-ins/<int:sign_in_id>/end")
@signed_in
@transactional
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """Sign one browser of one's own out."""
    person = _me()
    operations.end_sign_ins(person.id, by=person.id, only=sign_in_id)
    return redirect(url_for(".account"), 303)


@bp.post("/manage/account/export")
@signed_in
@transactional
def export_mine() -> ResponseReturnValue:
    """Everything the site holds about one's own account, as a file (UK GDPR art. 15 and 20)."""
    person = _me()
    body = export.account_json(person.id)
    audit.record(operations.EXPORTED, operations.reference(person.id), by=person.id)
    return Response(
        body,
        mimetype="application/json",
        headers={"Content-Disposition": "attachment; filename=account.json"},
    )


@bp.get("/manage/people")
@requires(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Everyone who runs the site, and open invitations."""
    return _people_page(InviteForm())


@bp.post("/manage/people/invite")
@requires(Permission.ADMINISTER)
@transactional
def invite() -> ResponseReturnValue:
    """Make a link for somebody new; it is shown this once, to be passed on."""
    form = InviteForm()
    form.offer_roles()
    if not form.validate_on_submit():
        return _people_page(form), 422
    email = cast("str", form.email.data)
    if queries.account_by_email(email):
        form.email.errors = [gettext("There is already an account with this address.")]
        return _people_page(form), 422
    token = operations.invite(email=email, roles=map(Role, form.roles.data or []), by=_me().id)
    return page("accounts/invited.html", link=_link(token), email=email)


@bp.post("/manage/people/invitations/<int:invitation_id>/take-back")
@requires(Permission.ADMINISTER)
@transactional
def take_back(invitation_id: int) -> ResponseReturnValue:
    """An invitation that shall not work any more."""
    operations.take_back(invitation_id, by=_me().id)
    return redirect(url_for(".people"), 303)


@bp.get("/manage/people/<int:account_id>")
@requires(Permission.ADMINISTER)
def somebody(account_id: int) -> ResponseReturnValue:
    """One person: roles, what they did lately, ways to help or stop them."""
    found, form = queries.account(account_id), RolesForm(data={"roles": queries.account(account_id).roles})
    form.offer_roles()
    return page(
        "accounts/somebody.html",
        found=found,
        form=form,
        press=PressForm(),
        lines=audit.latest(20, by=account_id),
        said=log_words.said,
    )


@bp.post("/manage/people/<int:account_id>/roles")
@requires(Permission.ADMINISTER)
@transactional
def change_roles(account_id: int) -> ResponseReturnValue:
    """What somebody may do from their next request on."""
    form = RolesForm()
    form.offer_roles()
    if form.validate_on_submit():
        operations.change_roles(account_id, map(Role, form.roles.data or []), by=_me().id)
        flash(gettext("Changed."))
    return redirect(url_for(".somebody", account_id=account_id), 303)


@bp.post("/manage/people/<int:account_id>/invite-back")
@requires(Permission.ADMINISTER)
@transactional
def invite_back(account_id: int) -> ResponseReturnValue:
    """A link for somebody who lost the passphrase or the phone."""
    token = operations.invite_back(account_id, by=_me().id)
    return page("accounts/invited.html", link=_link(token), email=queries.account(account_id).email)


@bp.post("/manage/people/<int:account_id>/sign-out")
@requires(Permission.ADMINISTER)
@transactional
def sign_somebody_out(account_id: int) -> ResponseReturnValue:
    """Sign every browser of somebody out."""
    ended = operations.end_sign_ins(account_id, by=_me().id)
    flash(ngettext("%(num)d browser is signed out.", "%(num)d browsers are signed out.", ended))
    return redirect(url_for(".somebody", account_id=account_id), 303)


@bp.post("/manage/people/<int:account_id>/close")
@requires(Permission.ADMINISTER)
@transactional
def close(account_id: int) -> ResponseReturnValue:
    """Sign somebody out for good."""
    operations.close_account(account_id, by=_me().id)
    flash(gettext("The account is closed."))
    return redirect(url_for(".people"), 303)


@bp.post("/manage/people/<int:account_id>/erase")
@requires(Permission.ADMINISTER)
@transactional
def erase(account_id: int) -> ResponseReturnValue:
    """Take every personal detail out of a closed account (UK GDPR art. 17)."""
    operations.erase_account(account_id, by=_me().id)
    flash(gettext("The personal details are gone. The number stays, so that the log still adds up."))
    return redirect(url_for(".people"), 303)


@bp.get("/manage/log")
@requires(Permission.ADMINISTER)
def log() -> ResponseReturnValue:
    """The newest lines of the audit log."""
    lines = audit.latest(200)
    names = queries.names([line.by for line in lines if line.by])
    return page("accounts/log.html", days=log_words.by_day(lines), names=names, said=log_words.said)


def _me() -> Person:
    return cast("Person", current_person())


def _link(token: str) -> str:
    return str(current_app.config["SETTINGS"].site_url) + url_for("accounts.invitation", token=token)


def _account_page(form: ChangePassphraseForm, new_passkey: NewPasskeyForm | None = None) -> str:
    person = _me()
    now = clock.now()
    return page(
        "accounts/account.html",
        form=form,
        mine=queries.account(person.id),
        new_passkey=new_passkey or NewPasskeyForm(formdata=None),
        place=passkey_place(),
        role_name=role_name,
        sign_ins=[row for row in queries.sign_ins(person.id) if row.is_open(now)],
        this_one=second_factor.digest(browser_token()),
    )


def _people_page(form: InviteForm) -> str:
    form.offer_roles()
    now = clock.now()
    return page(
        "accounts/people.html",
        form=form,
        accounts=queries.accounts(),
        role_name=role_name,
        press=PressForm(),
        invitations=[row for row in queries.invitations() if row.is_open(now)],
    )

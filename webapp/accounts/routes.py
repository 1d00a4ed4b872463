"""Signing in and out, and using an invitation. Not kept in memory, not the same for everyone."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, flash, make_response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from itsdangerous import BadSignature, URLSafeTimedSerializer

from ..engine import clock
from ..engine.errors import GoneError
from ..engine.transaction import transactional
from ..ui import navigation
from ..ui.views import page
from . import operations, passkeys, queries
from .access import (
    browser_token,
    current_person,
    forget_asked,
    forget_browser,
    may_open,
    passkey_place,
    remember_asked,
    remember_browser,
    signing_in,
)
from .forms import AcceptForm, CodeForm, PasskeyForm, PassphraseForm, SignInForm
from .models import Account

bp = Blueprint("accounts", __name__, template_folder="templates")

HALF = "half"  # signed cookie: passphrase was right, the code is still to come
HALF_SECONDS = 10 * 60
KNOWN = "known"
KNOWN_SECONDS = 180 * 24 * 60 * 60


@bp.get("/manage/sign-in")
@signing_in
def sign_in() -> ResponseReturnValue:
    """The form, or home for somebody who is signed in already."""
    if current_person():
        return redirect(url_for("accounts_manage.home_page"))
    return page("accounts/sign_in.html", form=SignInForm(), target=_target())


@bp.post("/manage/sign-in")
@signing_in
@transactional
def check_passphrase() -> ResponseReturnValue:
    """Address and passphrase. Says the same, as slowly, whether the address is known or not."""
    form = SignInForm()
    if not form.validate_on_submit():
        return page("accounts/sign_in.html", form=form, target=_target()), 422
    place = request.remote_addr or ""
    email = cast("str", form.email.data)
    seconds = operations.seconds_to_wait(email, place, _known(email))
    if seconds:
        form.form_errors.append(_please_wait(seconds))
        return page("accounts/sign_in.html", form=form, target=_target()), 429, {"Retry-After": str(seconds)}
    account = operations.check_passphrase(email=email, words=cast("str", form.passphrase.data), place=place)
    if account is None:
        form.form_errors.append(
            gettext("That address and passphrase do not go together. Check both and try again.")
        )
        return page("accounts/sign_in.html", form=form, target=_target()), 422
    if account.has_second_factor:
        session.clear()
        session[HALF] = [account.id, int(clock.now().timestamp())]
        return redirect(url_for(".ask_code", next=_target() or None))
    return _let_in(account, "passphrase", url_for("accounts_manage.set_up_second_factor"))


@bp.get("/manage/sign-in/code")
@signing_in
def ask_code() -> ResponseReturnValue:
    """The second step."""
    account_id = _half()
    if account_id is None:
        return redirect(url_for(".sign_in"))
    return _code_page(account_id, CodeForm())


@bp.post("/manage/sign-in/code")
@signing_in
@transactional
def check_code() -> ResponseReturnValue:
    """A code from the app or from paper, each good for one sign-in."""
    account_id, form = _half(), CodeForm()
    if account_id is None:
        flash(gettext("That took a while, so we started again."))
        return redirect(url_for(".sign_in"))
    if not form.validate_on_submit():
        return _code_page(account_id, form), 422
    seconds = operations.code_wait(account_id)
    if seconds:
        form.form_errors.append(_please_wait(seconds))
        return _code_page(account_id, form), 429, {"Retry-After": str(seconds)}
    way = operations.check_code(account_id, cast("str", form.code.data))
    if not way:
        form.code.errors = [
            gettext("That code did not work. Codes change every 30 seconds: try the one you see now.")
        ]
        return _code_page(account_id, form), 422
    operations.code_wait(account_id, again=True)
    return _let_in(queries.account(account_id), way, _target() or url_for("accounts_manage.home_page"))


@bp.post("/manage/sign-in/passkey/ask")
@signing_in
@transactional
def ask_passkey() -> ResponseReturnValue:
    """What the browser needs to ask a passkey: asked by the page's script, after a right passphrase."""
    account_id, place = _half(), passkey_place()
    if account_id is None or place is None:
        abort(404)
    number, challenge = operations.ask_passkey(account_id, passkeys.SIGN_IN)
    remember_asked(number)
    have = [key.credential for key in queries.account(account_id).passkeys if key.host == place.host]
    return Response(passkeys.to_use(place, challenge, have), mimetype="application/json")


@bp.post("/manage/sign-in/passkey")
@signing_in
@transactional
def check_passkey() -> ResponseReturnValue:
    """A passkey's answer to what this browser was asked, good for one try."""
    account_id, place, form = _half(), passkey_place(), PasskeyForm()
    if account_id is None or place is None or not form.validate_on_submit():
        return redirect(url_for(".sign_in"))
    shown = CodeForm(formdata=None)
    seconds = operations.code_wait(account_id)
    if seconds:
        shown.form_errors.append(_please_wait(seconds))
        return _code_page(account_id, shown), 429, {"Retry-After": str(seconds)}
    answer = cast("str", form.answer.data)
    if not operations.check_passkey(account_id, answer, asked=forget_asked(), place=place):
        shown.form_errors.append(gettext("That passkey did not work. Try again, or type a code instead."))
        return _code_page(account_id, shown), 422
    operations.code_wait(account_id, again=True)
    return _let_in(queries.account(account_id), "passkey", _target() or url_for("accounts_manage.home_page"))


@bp.post("/manage/sign-out")
@signing_in
@transactional
def sign_out() -> ResponseReturnValue:
    """Sign this browser out."""
    operations.end_sign_in(browser_token())
    forget_browser()
    flash(gettext("You are signed out."))
    return redirect(url_for(".sign_in"))


@bp.get("/manage/invitations/<token>")
@signing_in
def invitation(token: str) -> ResponseReturnValue:
    """What the link is for, with name and passphrase to fill in."""
    form, account_name = _accept_form(token)
    return page("accounts/invitation.html", form=form, account_name=account_name)


@bp.post("/manage/invitations/<token>")
@signing_in
@transactional
def accept(token: str) -> ResponseReturnValue:
    """Use the link."""
    form, account_name = _accept_form(token)
    if not form.validate_on_submit():
        return page("accounts/invitation.html", form=form, account_name=account_name), 422
    name = account_name or request.form.get("name", "")
    account = operations.accept(token, name=name, words=cast("str", form.passphrase.data))
    return _let_in(account, "invitation", url_for("accounts_manage.set_up_second_factor"))


def ask_to_sign_in(_error: object) -> ResponseReturnValue:
    """A page for those who run the site, asked for by somebody who is not signed in."""
    target = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=target or None), 303)


def facts() -> dict[str, object]:
    """What the signed-in frame shows: who, and the way out."""
    person = current_person()
    if person is None:
        return {"account": None, "sign_out_url": "", "manage_nav": []}
    return {
        "account": person,
        "sign_out_url": url_for("accounts.sign_out"),
        "manage_nav": navigation.items("manage", may_open),
    }


def _accept_form(token: str) -> tuple[AcceptForm | PassphraseForm, str]:
    """The form, and the name of the account when it exists already: then only the passphrase is asked for."""
    row = queries.invitation(token)
    if row is None or not row.is_open(clock.now()):
        raise GoneError(
            gettext("This link has been used or has run out. Ask the person who sent it for a new one.")
        )
    name = queries.account(row.account_id).name if row.account_id else ""
    form = PassphraseForm() if name else AcceptForm()
    form.known = (row.email, name or request.form.get("name", ""))
    return form, name


def _let_in(account: Account, way: str, target: str) -> ResponseReturnValue:
    token = operations.begin_sign_in(account.id, device=request.user_agent.string, way=way)
    remember_browser(token)
    response = make_response(redirect(target, 303))
    response.set_cookie(
        KNOWN,
        _signer().dumps([account.id, account.email]),
        max_age=KNOWN_SECONDS,
        path="/manage",
        httponly=True,
        secure=current_app.config["SETTINGS"].https,
        samesite="Lax",
    )
    return response


def _code_page(account_id: int, form: CodeForm) -> str:
    place = passkey_place()
    account = queries.account(account_id)
    return page(
        "accounts/code.html",
        form=form,
        target=_target(),
        has_app=account.totp_since is not None,
        passkey=PasskeyForm(formdata=None)
        if place and any(key.host == place.host for key in account.passkeys)
        else None,
    )


def _known(email: str) -> int | None:
    """The account this browser signed in to before, if it is the one asked for: it has tries of its own."""
    try:
        account_id, address = _signer().loads(request.cookies.get(KNOWN, ""), max_age=KNOWN_SECONDS)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(account_id) if address == email.strip().lower() else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known browser")


def _half() -> int | None:
    account_id, began = session.get(HALF, (None, 0))
    return account_id if account_id and clock.now().timestamp() - began < HALF_SECONDS else None


def _target() -> str:
    """Where to go after signing in: a page of ours for those who run the site, nothing else."""
    target = request.args.get("next", "")
    return (
        target
        if (target == "/manage" or target.startswith("/manage/"))
        and "//" not in target
        and "\\" not in target
        else ""
    )


def _please_wait(seconds: int) -> str:
    words: str = ngettext(
        "That was tried a lot. Please wait %(num)d second, then try again.",
        "That was tried a lot. Please wait %(num)d seconds, then try again.",
        seconds,
    )
    return words

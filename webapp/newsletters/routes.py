"""Public pages of the newsletters: reading, following, asking for them, changing, leaving.

A signed link is the key to a reader's own page. GET never changes anything: mail scanners follow every link.
"""

import hmac
from datetime import timedelta

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from ..accounts.access import public
from ..engine import clock
from ..engine.errors import NotFoundError
from ..engine.mail import outbox
from ..engine.transaction import transactional
from ..ui.views import page
from . import posts, queries, tokens
from .forms import PreferencesForm, SubscribeForm
from .models import Delivery, Edition, Subscriber
from .operations import preparing, subscribing
from .render import EXAMPLE
from .tokens import Purpose

bp = Blueprint("newsletters", __name__, template_folder="templates")


@bp.get("/newsletters")
@public()
def overview() -> ResponseReturnValue:
    """Newsletters that went out, and the ways to get the next one."""
    return page("newsletters/overview.html", issues=queries.published(), topics=queries.topics())


@bp.get("/newsletters/<slug>")
@public(params=("edition",))
def issue(slug: str) -> ResponseReturnValue:
    """One newsletter: the page is the newsletter itself."""
    found = queries.published_issue(slug)
    letter = found.edition(request.args.get("edition", Edition.STANDARD))
    return page("newsletters/issue.html", issue=found, letter=letter, topics=queries.topic_titles(found.topics))


@bp.get("/newsletters/feeds/<topic>.xml")
@public()
def feed(topic: str) -> ResponseReturnValue:
    """An Atom feed of one topic: a way to follow without giving an address."""
    known = queries.topics().get(topic)
    if known is None:
        raise NotFoundError("There is no such topic.")
    body = page("newsletters/feed.xml", topic=known, issues=queries.about(topic), site=outbox.settings().site_url)
    return Response(body, mimetype="application/atom+xml")


@bp.get("/newsletters/subscribe")
@public(params=("topic",), shared=False)
def subscribe() -> ResponseReturnValue:
    """The form."""
    form = SubscribeForm(topics=[request.args["topic"]] if request.args.get("topic") else [])
    return page("newsletters/subscribe.html", form=form, topics=queries.topics())


@bp.post("/newsletters/subscribe")
@public(shared=False)
@transactional
def ask() -> ResponseReturnValue:
    """Post a confirmation mail. The next page is the same whether or not the address is known."""
    form = SubscribeForm()
    if not form.validate_on_submit():
        return page("newsletters/subscribe.html", form=form, topics=queries.topics()), 422
    asked, subscriber = subscribing.ask(
        address=form.email.data,
        choices=form.chosen(),
        consent_words=posts.consent_words(form.chosen()),
        network=request.remote_addr or "",
    )
    posts.post(asked, subscriber)
    return redirect(url_for(".asked"))


@bp.get("/newsletters/asked")
@public(shared=False)
def asked() -> ResponseReturnValue:
    """What to do next."""
    return page("newsletters/asked.html", live=outbox.settings().mail.live)


@bp.get("/newsletters/confirm/<token>")
@public(shared=False)
def confirm(token: str) -> ResponseReturnValue:
    """One button. Looking at the page confirms nothing."""
    found = _by_token(token, Purpose.CONFIRM)
    return page("newsletters/confirm.html", masked=_masked(found), token=token, done=False)


@bp.post("/newsletters/confirm/<token>")
@public(shared=False)
@transactional
def do_confirm(token: str) -> ResponseReturnValue:
    """The button was pressed."""
    found = _by_token(token, Purpose.CONFIRM)
    subscribing.confirm(found)
    mine = tokens.make(outbox.settings().secret_key, Purpose.MINE, str(found.id))
    return page("newsletters/confirm.html", masked=_masked(found), token=token, done=True, mine=mine)


@bp.get("/newsletters/mine/<token>")
@public(shared=False)
def mine(token: str) -> ResponseReturnValue:
    """What this reader gets, and how to change it."""
    if token == EXAMPLE:
        return page("newsletters/example.html")
    found = _by_token(token, Purpose.MINE)
    form = PreferencesForm(
        topics=found.topics, district=found.district, edition=found.edition, workforce=found.workforce
    )
    return page("newsletters/mine.html", form=form, reader=found, masked=_masked(found), token=token, saved=False)


@bp.post("/newsletters/mine/<token>")
@public(shared=False)
@transactional
def change(token: str) -> ResponseReturnValue:
    """Keep new choices."""
    found = _by_token(token, Purpose.MINE)
    form = PreferencesForm()
    valid = form.validate_on_submit()
    if valid:
        days = int(form.pause.data or 0)
        until = clock.today() + timedelta(days=days) if days else None
        subscribing.change(found, form.chosen(), until)
    shown = page("newsletters/mine.html", form=form, reader=found, masked=_masked(found), token=token, saved=valid)
    return shown, 200 if valid else 422


@bp.get("/newsletters/leave/<token>")
@public(shared=False)
def leave(token: str) -> ResponseReturnValue:
    """One button. Looking at the page stops nothing."""
    if token == EXAMPLE:
        return page("newsletters/example.html")
    found = _by_token(token, Purpose.MINE)
    return page("newsletters/leave.html", reader=found, masked=_masked(found), token=token)


@bp.post("/newsletters/leave/<token>")
@public(shared=False)
@transactional
def do_leave(token: str) -> ResponseReturnValue:
    """The button, or one click in a mail program (RFC 8058). No cookie, no redirect; twice is harmless."""
    if token == EXAMPLE:
        return page("newsletters/example.html")
    found = _by_token(token, Purpose.MINE)
    row = _delivery_of(token)
    if request.form.get("List-Unsubscribe") == "One-Click" and row is not None:
        subscribing.leave_topics(found, queries.issue(row.issue_id).topics, how="one click")
        return Response(_("Stopped."), mimetype="text/plain")  # read by a mail program, not by a person
    subscribing.leave(found, how="link")
    return page("newsletters/leave.html", reader=found, masked=_masked(found), token=token)


@bp.post("/newsletters/undo/<token>")
@public(shared=False)
@transactional
def undo(token: str) -> ResponseReturnValue:
    """Come back within 28 days."""
    found = _by_token(token, Purpose.MINE)
    back = subscribing.undo(found)
    return page("newsletters/leave.html", reader=found, masked=_masked(found), token=token, back=back)


@bp.post("/newsletters/bounces")
@public(shared=False)
@transactional
def bounces() -> ResponseReturnValue:
    """A mail provider tells us that a letter came back.

    JSON `recipient` and `kind`, with the shared secret.
    """
    secret = outbox.settings().mail.bounce_secret
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
        abort(403)
    told = request.get_json(silent=True)
    if not isinstance(told, dict):
        abort(400)
    known = preparing.came_back(recipient=str(told.get("recipient", "")), kind=str(told.get("kind", "")))
    return {"known": known}


def _by_token(token: str, purpose: Purpose) -> Subscriber:
    """The reader a signed link belongs to.

    Their own link, or one from a letter. NotFoundError for anything else.
    """
    key = outbox.settings().secret_key
    name = tokens.read(key, purpose, token)
    found = queries.subscriber(int(name)) if name and name.isdigit() else None
    if found is None and purpose is Purpose.MINE:
        row = _delivery_of(token)
        found = queries.subscriber(row.subscriber_id) if row is not None else None
    if found is None:
        raise NotFoundError("This link does not work any more. Perhaps it was cut off: try to copy all of it.")
    return found


def _delivery_of(token: str) -> Delivery | None:
    name = tokens.read(outbox.settings().secret_key, Purpose.LETTER, token)
    return queries.delivery(name) if name else None


def _masked(subscriber: Subscriber) -> str:
    return tokens.masked(subscriber.address) if subscriber.address else ""


BY_LINK = (
    do_confirm,
    change,
    do_leave,
    undo,
    bounces,
)  # the link or the secret is the key: no session to protect

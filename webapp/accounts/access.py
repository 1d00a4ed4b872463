"""Every route says who may use it. The mark it leaves on the view is what the access test and the page cache read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g, request, session

from ..engine import clock
from . import passkeys, queries
from .roles import Permission

P = ParamSpec("P")
R = TypeVar("R")

TOKEN, SEEN = "token", "seen"
IDLE = 4 * 60 * 60  # seconds without a request after which a browser must sign in again


@dataclass(frozen=True)
class Access:
    """Who may use a view. `params` are the query parameters it knows; `shared` pages are the same for everyone."""

    who: str
    params: tuple[str, ...] = ()
    shared: bool = False


def _mark(view: Callable[P, R], access: Access) -> Callable[P, R]:
    view.access = access  # type: ignore[attr-defined]  # read by the access test and ui.page_cache
    return view


def public(
    *, params: tuple[str, ...] = (), shared: bool = True
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Anyone. A shared page is kept and served to everyone; turn that off for a page with a form or a person in it."""
    return lambda view: _mark(view, Access("public", params, shared))


def signing_in(view: Callable[P, R]) -> Callable[P, R]:
    """The few pages below /manage for somebody who has yet to show who they are."""
    return _mark(view, Access("signing in"))


def development(view: Callable[P, R]) -> Callable[P, R]:
    """Only where the site runs on somebody's own machine or under test; elsewhere there is nothing here."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_app.config["SETTINGS"].mode == "production":
            abort(404)
        return view(*args, **kwargs)

    return _mark(wrapped, Access("development"))


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Anyone with an account; others are asked to sign in."""

    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        _somebody()
        return view(*args, **kwargs)

    return _mark(wrapped, Access("signed in"))


def requires(permission: Permission, *, params: tuple[str, ...] = ()) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Only people with this permission. Others with an account get 403, everyone else is asked to sign in."""

    def decorate(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
            if permission not in _somebody().permissions:
                abort(403)
            return view(*args, **kwargs)

        return _mark(wrapped, Access(str(permission), params))

    return decorate


@dataclass(frozen=True)
class Person:
    """Who is signed in: the account's id, the name to show, and what they may do."""

    id: int
    name: str
    permissions: frozenset[Permission]


def current_person() -> Person | None:
    """Who is signed in on this request, if anyone."""
    person: Person | None = g.get("person")
    return person


def _somebody() -> Person:
    person = current_person()
    if person is None:
        abort(401)
    return person


def load_person() -> None:
    """Find out who is signed in, before a view that is not the same for everyone.

    Reading pages never look: they are served from memory to anybody. The moment of the last request travels in the
    signed cookie, so that nothing is written to read a page.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    if request.endpoint == "static_files" or getattr(getattr(view, "access", None), "shared", False):
        return
    token = session.get(TOKEN)
    if not token:
        return
    row = queries.sign_in(token)
    now = clock.now()
    if (
        row is None
        or not row.is_open(now)
        or row.account.closed_at
        or now.timestamp() - session.get(SEEN, 0) > IDLE
    ):
        session.clear()
        return
    if now.timestamp() - session[SEEN] > 60:
        session[SEEN] = int(now.timestamp())
    g.person = Person(row.account.id, row.account.name, row.account.permissions)


def remember_browser(token: str) -> None:
    """Put a new sign-in's token into this browser's cookie and nothing of what was there before (no fixation)."""
    session.clear()
    session[TOKEN], session[SEEN] = token, int(clock.now().timestamp())


def browser_token() -> str:
    """This browser's token, or nothing."""
    token: str = session.get(TOKEN, "")
    return token


def forget_browser() -> None:
    """Empty this browser's cookie."""
    session.clear()


ASKED = "asked"  # signed cookie: the number of what this browser's passkey was asked


def passkey_place() -> passkeys.Place | None:
    """Where passkeys of this request belong; none at an address of numbers, where no browser makes them."""
    return passkeys.place_of(request.scheme, request.host)


def remember_asked(number: int) -> None:
    """Note what this browser was asked."""
    session[ASKED] = number


def forget_asked() -> int:
    """What this browser was asked, and no longer is."""
    return int(session.pop(ASKED, 0))


def may_open(endpoint: str) -> bool:
    """Whether whoever is signed in may use this view: what menus ask."""
    person = current_person()
    access = getattr(current_app.view_functions.get(endpoint), "access", None)
    if access is None or person is None:
        return False
    return access.who in {"public", "signed in"} or access.who in person.permissions

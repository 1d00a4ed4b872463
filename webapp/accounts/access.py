"""Every route says who may use it. The mark it leaves on the view is what the access test and the page cache read."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, g

from .roles import Permission

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Access:
    """Who may use a view. `params` are the query parameters it knows; `shared` pages are the same for everyone."""

    who: str
    params: tuple[str, ...] = ()
    shared: bool = False


def _mark(view: Callable[P, R], access: Access) -> Callable[P, R]:
    view.access = access  # type: ignore[attr-defined]  # read by the access test and ui.page_cache
    return view


def public(*, params: tuple[str, ...] = (), shared: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Anyone. A shared page may be kept and served to everyone; turn that off for a page with a form or a person in it."""
    return lambda view: _mark(view, Access("public", params, shared))


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

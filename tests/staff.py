"""Somebody of the staff at the keyboard, without the pages that sign people in."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, g

from webapp.accounts.access import Person
from webapp.accounts.roles import Permission


def staff_hook(app: Flask) -> Callable[..., None]:
    """work_as(person_id, *permissions): from now on every request is this person's; without permissions, nobody's."""
    now: list[Person] = []

    def set_person() -> None:
        if now:
            g.person = now[0]

    app.before_request(set_person)

    def work_as(person_id: int = 0, *permissions: Permission, name: str = "") -> None:
        now[:] = [Person(person_id, name or f"Person {person_id}", frozenset(permissions))] if permissions else []

    return work_as

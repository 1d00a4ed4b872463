"""Rules about the running application, as functions from an application to a list of findings."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

SNAPSHOT = Path(__file__).parent / "snapshots" / "route-list.txt"
ANYBODY = {"public", "development"}


def without_access(app: Flask) -> list[str]:
    """Every view says who may use it; the decorators of accounts/access.py leave the mark."""
    return [
        f"{endpoint}: {view.__module__}.{view.__qualname__} does not say who may use it"
        for endpoint, view in sorted(app.view_functions.items())
        if getattr(view, "access", None) is None
    ]


def open_staff_pages(app: Flask) -> list[str]:
    """Nothing below /manage is open to everyone."""
    return [
        f"{rule.rule} is open to everyone"
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/manage") and _who(app, rule.endpoint) == "public"
    ]


def reading_that_writes(app: Flask) -> list[str]:
    """A view that answers GET is never transactional."""
    return [
        f"{rule.rule} answers GET and may write"
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and getattr(app.view_functions[rule.endpoint], "writes", False)
    ]


def kept_pages_that_write(app: Flask) -> list[str]:
    """A page kept for everyone answers nothing but GET."""
    return [
        f"{rule.rule} is kept for everyone and answers {', '.join(_methods(rule) - {'GET'})}"
        for rule in app.url_map.iter_rules()
        if getattr(getattr(app.view_functions[rule.endpoint], "access", None), "shared", False)
        and _methods(rule) - {"GET"}
    ]


def _methods(rule: Rule) -> set[str]:
    return set(rule.methods or ()) - {"HEAD", "OPTIONS"}


def misnamed_blueprints(app: Flask) -> list[str]:
    """A blueprint has its room's name (staff pages: the room's name and `_manage`)."""
    findings = []
    for endpoint, view in sorted(app.view_functions.items()):
        parts = view.__module__.split(".")
        if parts[0] == "webapp" and endpoint.split(".")[0] not in {parts[1], f"{parts[1]}_manage"}:
            findings.append(f"{endpoint}: {view.__module__} belongs to {parts[1]}")
    return findings


def _who(app: Flask, endpoint: str) -> str:
    return str(getattr(getattr(app.view_functions[endpoint], "access", None), "who", ""))


def route_list(app: Flask) -> str:
    """Every address, its methods and who may use it, as text."""
    lines = sorted(
        f"{rule.rule}  {','.join(sorted(_methods(rule)))}  {_who(app, rule.endpoint)}"
        for rule in app.url_map.iter_rules()
    )
    return "\n".join(lines) + "\n"


RULES = (without_access, open_staff_pages, reading_that_writes, kept_pages_that_write, misnamed_blueprints)

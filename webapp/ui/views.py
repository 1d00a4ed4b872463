"""Drawing pages, and the parts that are the same on all of them."""

from typing import Any

from flask import current_app, render_template, request
from markupsafe import Markup

from ..engine.content_revision import remembered


def page(template: str, **facts: Any) -> str:
    """A whole page from a room's template."""
    return render_template(template, **facts)


def part(template: str) -> Markup:
    """A part of a page that depends on nothing but the content and the language, drawn once for all pages."""
    return _drawn_part(template, request.script_root)


@remembered
def _drawn_part(template: str, _root: str) -> Markup:
    facts = {name: read() for name, read in current_app.extensions["template_facts"].items()}
    return Markup(render_template(template, **facts))  # noqa: S704 - a template's own output, escaped by it

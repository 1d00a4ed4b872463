"""Drawing pages, and the parts that are the same on all of them."""

from typing import Any

from flask import current_app, render_template, request

from ..engine.content_revision import remembered
from ..engine.text import SafeHtml, drawn


def page(template: str, **facts: Any) -> str:
    """A whole page from a room's template."""
    return render_template(template, **facts)


def part(template: str) -> SafeHtml:
    """A part of a page that depends on nothing but the content and the language, drawn once for all pages."""
    return _drawn_part(template, request.script_root)


@remembered
def _drawn_part(template: str, _root: str) -> SafeHtml:
    facts = {name: read() for name, read in current_app.extensions["template_facts"].items()}
    return drawn(render_template(template, **facts))

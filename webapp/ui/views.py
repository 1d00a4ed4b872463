"""Drawing pages, and the parts that are the same on all of them."""

from collections.abc import Hashable
from typing import Any

from flask import current_app, render_template, request

from ..engine.content_revision import remembered
from ..engine.text import SafeHtml, drawn


def page(template: str, **facts: Any) -> str:
    """A whole page from a room's template."""
    return render_template(template, **facts)


def part(template: str, **facts: Hashable) -> SafeHtml:
    """A part of a page that depends on nothing but the content, the language and a few facts, drawn once for all pages.

    It is kept until the content changes, so facts are such as take few values: never anything that somebody typed.
    """
    return _drawn_part(template, request.script_root, **facts)


@remembered
def _drawn_part(template: str, _root: str, /, **facts: Hashable) -> SafeHtml:
    known = {name: read() for name, read in current_app.extensions["template_facts"].items()}
    return drawn(render_template(template, **known, **facts))

"""Drawing a page."""

from typing import Any

from flask import render_template


def page(template: str, **facts: Any) -> str:
    """A whole page from a room's template."""
    return render_template(template, **facts)

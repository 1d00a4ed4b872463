"""Drawing pages, and the parts that are the same on all of them."""

from collections.abc import Callable, Hashable
from typing import Any

from flask import current_app, render_template

from ..engine.content_revision import remembered
from ..engine.text import SafeHtml, drawn
from . import languages

MOST_PARTS = 10_000


def page(template: str, **facts: Any) -> str:
    """A whole page from a room's template."""
    return render_template(template, **facts)


def part(template: str, **facts: Hashable) -> SafeHtml:
    """A part of a page that depends on nothing but the content, the language and these facts, drawn once for all pages.

    It is kept until the content changes, so facts are such as take few values: never anything that somebody typed.
    """
    return _kept(_parts(languages.root()), (template, *facts.items()), lambda: _drawn_part(template, facts))


def once(component: Callable[..., str]) -> Callable[..., SafeHtml]:
    """A component to call with facts as in `part`: for lists of things that many pages show."""
    parts = _parts(languages.root())
    return lambda *facts: _kept(parts, (component, *facts), lambda: drawn(component(*facts)))


@remembered
def _parts(_root: str) -> dict[Hashable, SafeHtml]:
    """One language's parts, filled as they are asked for."""
    return {}


def _kept(parts: dict[Hashable, SafeHtml], key: Hashable, draw: Callable[[], SafeHtml]) -> SafeHtml:
    found = parts.get(key)
    if found is None:
        found = draw()
        if len(parts) < MOST_PARTS:
            parts[key] = found
    return found


def _drawn_part(template: str, facts: dict[str, Hashable]) -> SafeHtml:
    known = {name: read() for name, read in current_app.extensions["template_facts"].items()}
    return drawn(render_template(template, **known, **facts))

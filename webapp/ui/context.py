"""What every template can use, and how rooms above add to it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, current_app, g

from . import addresses, assets, filters, languages, navigation, views, words


def init(app: Flask) -> None:
    """Globals and filters for all templates."""
    app.extensions["template_facts"] = {}
    app.jinja_env.globals.update(part=views.part, once=views.once, navigation=navigation.items)
    app.jinja_env.globals["asset"] = assets.Assets(app).url
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    addresses.init(app)
    filters.init(app)
    words.init(app)
    app.context_processor(_page_facts)


def provide(app: Flask, name: str, read: Callable[[], Any]) -> None:
    """Give every template a fact, read once per page when first used."""
    app.extensions["template_facts"][name] = read


def provide_abbreviations(app: Flask, read: Callable[[], Mapping[str, str]]) -> None:
    """Give the `explain` filter its abbreviations."""
    app.extensions["abbreviations"] = read


def _page_facts() -> dict[str, Any]:
    facts: dict[str, Any] = {name: read() for name, read in current_app.extensions["template_facts"].items()}
    code = languages.current()
    facts.update(
        lang=code,
        dir=languages.direction(code),
        languages=languages.choices(),
        nav=navigation.items("main"),
        content_is_translated=g.get("content_is_translated", False),
    )
    return facts

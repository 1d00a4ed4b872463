"""What taxonomy plugs in."""

from flask import Flask

from ..engine.search import vocabulary
from ..publishing import content_types
from ..ui import context
from . import queries
from .content import TYPES


def wire(app: Flask) -> None:
    """Kinds of content; `area` and the abbreviations for every template."""
    content_types.register(*TYPES)
    context.provide(app, "area", queries.area)
    vocabulary.provide(queries.vocabulary)
    context.provide_abbreviations(app, lambda: queries.to_explain())

"""What look and feel plugs in."""

from flask import Blueprint, Flask

from . import context, errors, headers, languages, logs, navigation, page_cache, static_files


def wire(app: Flask) -> None:
    """Templates, menu, headers, errors, languages, the page cache, static files; order matters for the middleware."""
    app.register_blueprint(Blueprint("ui", __name__, template_folder="templates"))
    navigation.init(app)
    context.init(app)
    headers.init(app)
    errors.init(app)
    logs.init(app)
    page_cache.init(app)
    languages.init(app)
    static_files.init(app)

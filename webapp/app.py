"""The application, made from settings."""

from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import commands, wiring
from .engine.jobs import commands as jobs
from .engine.mail import outbox
from .engine.transaction import prepare_engine
from .extensions import babel, csrf, db, migrate
from .ui.drawing import PageEnvironment
from .ui.languages import current
from .ui.sessions import SignedCookies

if TYPE_CHECKING:
    from config import Settings


class Site(Flask):
    """Flask with our template engine and signed cookies."""

    jinja_environment = PageEnvironment
    session_interface = SignedCookies()


def create_app(settings: "Settings") -> Flask:
    """A ready application.

    Raises SettingsError through `settings.check()`; reads no environment, writes nothing.
    """
    app = Site("webapp", static_folder=None)
    app.config.update(flask_config(settings.check()))
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    migrate.init_app(app, db, directory="migrations", render_as_batch=True)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=current)
    jobs.init(app)
    outbox.init(app)
    wiring.wire(app)
    commands.init(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # Flask's own way to add middleware
    return app


def flask_config(settings: "Settings") -> dict[str, object]:
    """Flask's names for our settings."""
    return {
        "SETTINGS": settings,
        "TESTING": settings.mode == "test",
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.sqlalchemy_url,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True},  # an error that is logged must not name a person
        "CONTENT_DIR": settings.content_dir,
        "TRUSTED_HOSTS": list(settings.hosts),
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        "MAX_FORM_MEMORY_SIZE": settings.max_request_bytes,
        "SESSION_COOKIE_NAME": "__Host-session" if settings.https else "session",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "BABEL_DEFAULT_LOCALE": "en",
        "BABEL_DEFAULT_TIMEZONE": "Europe/London",
        "BABEL_TRANSLATION_DIRECTORIES": "ui/translations",
        "WTF_CSRF_TIME_LIMIT": None,
    }

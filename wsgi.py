"""The application for a WSGI server: `gunicorn wsgi:app`."""

import sys

from config import Settings, SettingsError
from webapp.app import create_app

try:
    app = create_app(Settings.from_environ())
except SettingsError as error:
    sys.exit(f"The site cannot start: {error}")

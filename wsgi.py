"""The application for a WSGI server: `gunicorn -c python:webapp.server wsgi:app`."""

import sys

from config import Settings, SettingsError
from webapp.app import create_app

APP_CANNOT_LOAD = 4  # gunicorn stops for good on this code; on any other it tries again and again

try:
    app = create_app(Settings.from_environ())
except SettingsError as error:
    sys.stderr.write(f"The site cannot start: {error}\n")
    sys.exit(APP_CANNOT_LOAD)

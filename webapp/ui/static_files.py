"""Static files from memory, kept for a year by whoever asks: their names change with their content."""

import re

from flask import Flask
from whitenoise import WhiteNoise

from .assets import BUILD, URL

_FINGERPRINTED = re.compile(r"^.+\.[0-9a-f]{8,}\.\w+$")


def init(app: Flask) -> None:
    """Serve the built files in front of everything else."""
    if not BUILD.exists():
        return
    static = WhiteNoise(app.wsgi_app, immutable_file_test=lambda _path, url: bool(_FINGERPRINTED.match(url)))
    static.add_files(str(BUILD), prefix=URL)
    app.wsgi_app = static  # type: ignore[method-assign]  # Flask's own way to add middleware

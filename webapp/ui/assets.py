"""Fingerprinted static files: the manifest that the asset build writes, and their addresses."""

import hashlib
import json
from pathlib import Path

from flask import Flask

BUILD = Path(__file__).parent / "static" / "build"
URL = "/static/"


class Assets:
    """Addresses of built files. Without a build, pages still work, unstyled, and the log says so."""

    def __init__(self, app: Flask) -> None:
        manifest = BUILD / "manifest.json"
        self._names: dict[str, str] = json.loads(manifest.read_text()) if manifest.exists() else {}
        if not self._names:
            app.logger.warning("no built assets: run “python webapp/build_assets.py”")

    def url(self, name: str) -> str:
        """The address of a file by its plain name, such as `site.css`. One copy for all: no language prefix."""
        return URL + self._names.get(name, name)


def fingerprint() -> str:
    """A short mark of what this build looks like; part of every ETag."""
    manifest = BUILD / "manifest.json"
    return hashlib.sha256(manifest.read_bytes()).hexdigest()[:10] if manifest.exists() else "0"

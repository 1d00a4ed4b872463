"""An index for a copied database: built once in a run, copied for every other test."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from webapp.engine.search import follower

_built: dict[str, Path] = {}


def build_index(kind: str) -> None:
    """The index of a database with the content as it was brought in. Needs an application's context."""
    folder = follower.index().folder
    if kind in _built:
        shutil.copytree(_built[kind], folder, dirs_exist_ok=True)
        return
    follower.rebuild()
    _built[kind] = Path(shutil.copytree(folder, Path(tempfile.mkdtemp()) / "index"))

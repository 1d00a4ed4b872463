"""Writes live words back as files, identical to the files they came from when nobody edited them."""

from collections import defaultdict
from pathlib import Path

from . import content_types, files, queries
from .content_types import ContentType, Fields
from .models import Document, State
from .operations import feed_of


def export_content(root: Path) -> list[Path]:
    """Write every document that is not withdrawn below `root`; the paths written, in order."""
    written = []
    for content_type in content_types.all_types():
        for path, documents in _by_file(content_type).items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(files.dump(content_type, documents), encoding="utf-8")
            written.append(target)
    return written


def _by_file(content_type: ContentType) -> dict[str, list[Fields]]:
    grouped: dict[str, list[Fields]] = defaultdict(list)
    for document in queries.documents(content_type.kind):
        if document.state != State.WITHDRAWN:
            has_file = document.file_path and not feed_of(document)
            path = document.file_path if has_file else _new_path(content_type, document)
            grouped[path].append(content_type.revive(document.live.fields))
    return grouped


def _new_path(content_type: ContentType, document: Document) -> str:
    """Where a document made on the site, or taken from a feed, goes: a folder that says so, if the kind has folders."""
    folder, _, name = content_type.pattern.rpartition("/")
    made = f"from-{feed_of(document) or 'the-site'}"
    plain = folder.replace("/**", "").replace("*", made)
    return f"{plain}/{name.replace('*', document.key)}"

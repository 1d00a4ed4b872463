"""The index on disk: opened once, shared, reopened when it moved on. Written by one process at a time.

`<folder>/current` names the directory in use. A rebuild fills a new directory and then replaces that name, so readers
never meet half an index, and a kill leaves the old one standing.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from time import monotonic, sleep
from typing import Any

from whoosh import index as whoosh_index

from .generation import Generation
from .schema import BOOKMARK, VERSION, entry, schema
from .segments import Segment
from .sources import SearchDocument

POINTER, LOCK = "current", "lock"
WRITE_MEMORY_MB = 48


class UnreadableIndexError(Exception):
    """There is no index, or it cannot be read."""


class BusyIndexError(Exception):
    """Another process is writing."""


class Index:
    """One folder's index. `patience` is how long to wait for another writer, in seconds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.followed: int | None = None
        self._lock = RLock()
        self._stamp: tuple[Any, ...] = ()
        self._named: tuple[int, int, Path] | None = None
        self._generation: Generation | None = None
        self._segments: dict[str, Segment] = {}
        self._average: dict[str, float] = {}

    def generation(self) -> Generation:
        """The index as last committed. Raises UnreadableIndexError."""
        try:
            stamp = self._read_stamp()
            if self._generation is not None and stamp == self._stamp:
                return self._generation
            with self._lock:
                if self._generation is None or stamp != self._stamp:
                    self._generation, self._stamp = self._open(), stamp
                return self._generation
        except Exception as error:
            self._generation, self._stamp, self._named = None, (), None
            raise UnreadableIndexError(str(error)) from error

    def _read_stamp(self) -> tuple[Any, ...]:
        pointer = os.stat(self.folder / POINTER)
        if self._named is None or self._named[:2] != (pointer.st_ino, pointer.st_mtime_ns):
            self._named = (pointer.st_ino, pointer.st_mtime_ns, self._directory())
        return *self._named, os.stat(self._named[2]).st_mtime_ns

    def _directory(self) -> Path:
        name = (self.folder / POINTER).read_text(encoding="ascii").strip()
        if not name.startswith(f"v{VERSION}-"):
            raise UnreadableIndexError("the index is of another version")
        return self.folder / name

    def _open(self) -> Generation:
        directory = self._directory()
        reader = whoosh_index.open_dir(str(directory)).reader()
        leaves = [leaf for leaf, _base in reader.leaf_readers()]
        if directory.name not in self._average:
            self._average = {directory.name: max(1.0, reader.field_length("body") / max(1, reader.doc_count()))}
            self._segments = {}
        fresh: dict[str, Segment] = {}
        parts = []
        for leaf in leaves:
            segment = leaf.segment()
            known = self._segments.get(segment.segment_id()) or Segment(leaf, self._average[directory.name])
            fresh[segment.segment_id()] = known
            parts.append((known, known.live(segment.deleted_docs() if segment.has_deletions() else ())))
        self._segments = fresh
        return Generation(parts, _mark(reader))

    def apply(self, documents: Iterable[SearchDocument], gone: Iterable[str], mark: int, patience: float = 0.0) -> None:
        """Put in, take out, move the bookmark, in one commit. Raises BusyIndexError, UnreadableIndexError."""
        with self._writing(patience):
            try:
                writer = whoosh_index.open_dir(str(self._directory())).writer(limitmb=WRITE_MEMORY_MB)
            except Exception as error:
                raise UnreadableIndexError(str(error)) from error
            with writer:  # commits at its end, or leaves the old index standing
                for ref in gone:
                    writer.delete_by_term("ref", ref)
                for document in documents:
                    writer.update_document(**entry(document))
                _set_mark(writer, mark)

    def rebuild(self, documents: Iterable[SearchDocument], mark: int, patience: float = 30.0) -> int:
        """Build a new index beside the old one, then switch; how many documents it has. Raises BusyIndexError."""
        with self._writing(patience):
            name = f"v{VERSION}-{secrets.token_hex(6)}"
            directory = self.folder / name
            directory.mkdir(parents=True)
            writer = whoosh_index.create_in(str(directory), schema()).writer(limitmb=WRITE_MEMORY_MB)
            number = 0
            with writer:
                for document in documents:
                    number += 1
                    writer.add_document(**entry(document))
                _set_mark(writer, mark)
            self._switch(name)
            return number

    def _switch(self, name: str) -> None:
        before = self.folder / POINTER
        old = before.read_text(encoding="ascii").strip() if before.exists() else ""
        fresh = self.folder / f"{POINTER}.{name}"
        with fresh.open("w", encoding="ascii") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(before)
        for left in self.folder.iterdir():
            if left.is_dir() and left.name not in {name, old}:
                shutil.rmtree(left, ignore_errors=True)
            elif left.name.startswith(f"{POINTER}."):
                left.unlink(missing_ok=True)

    @contextmanager
    def _writing(self, patience: float) -> Iterator[None]:
        """Be the only writer. The lock is the kernel's, so a killed writer leaves none behind."""
        self.folder.mkdir(parents=True, exist_ok=True)
        until = monotonic() + patience
        with (self.folder / LOCK).open("w", encoding="ascii") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if monotonic() >= until:
                        raise BusyIndexError from error
                    sleep(0.02)
            yield


def _set_mark(writer: Any, mark: int) -> None:
    writer.update_document(ref=BOOKMARK, shown=("", "", "", float(mark)))


def _mark(reader: Any) -> int:
    for number in reader.postings("ref", BOOKMARK).all_ids() if ("ref", BOOKMARK) in reader else ():
        if not reader.is_deleted(number):
            return int(reader.stored_fields(number)["shown"][3])
    raise UnreadableIndexError("the index has no bookmark")

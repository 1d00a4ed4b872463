"""What publishing announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RevisionPublished:
    """New words of a document are live. `in_bulk`: with many others, after which ContentTakenIn is announced."""

    kind: str
    key: str
    in_bulk: bool = False


@dataclass(frozen=True)
class DocumentWithdrawn:
    """A document is no longer shown."""

    kind: str
    key: str


@dataclass(frozen=True)
class ContentTakenIn:
    """The whole content folder has been read; every document in it is as its file says or waits for a person."""

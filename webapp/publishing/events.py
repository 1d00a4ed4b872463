"""What publishing announces."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RevisionPublished:
    """New words of a document are live."""

    kind: str
    key: str


@dataclass(frozen=True)
class DocumentWithdrawn:
    """A document is no longer shown."""

    kind: str
    key: str

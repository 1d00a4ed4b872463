"""The merge rule of files and people, row by row (dpkg's rule for configuration files)."""

import pytest

from webapp.publishing.models import Document, Origin, Revision, State
from webapp.publishing.operations import Change, decide


def document(*, last_file: str | None, live: str, origin: Origin, state: State = State.LIVE) -> Document:
    made = Document(kind="page", key="about", file_digest=last_file, state=state, file_path="pages/about.md")
    made.live = Revision(kind="page", key="about", number=1, origin=origin, fields={}, digest=live)
    return made


@pytest.mark.parametrize(
    ("known", "file", "change"),
    [
        # never seen before
        (None, "new", Change.ADDED),
        # the file is as it was: nothing, whoever wrote the live words
        (document(last_file="a", live="a", origin=Origin.FILE), "a", Change.UNCHANGED),
        (document(last_file="a", live="edited", origin=Origin.PERSON), "a", Change.UNCHANGED),
        # the file changed and the live words came from a file
        (document(last_file="a", live="a", origin=Origin.FILE), "b", Change.UPDATED),
        # the file changed and a person edited: never overwritten
        (document(last_file="a", live="edited", origin=Origin.PERSON), "b", Change.INCOMING),
        # the file changed to exactly what the person wrote
        (document(last_file="a", live="b", origin=Origin.PERSON), "b", Change.CONVERGED),
        # the file came back after it had gone
        (document(last_file="a", live="a", origin=Origin.FILE, state=State.WITHDRAWN), "a", Change.UPDATED),
        # made on the site, and now a file has it too
        (document(last_file=None, live="edited", origin=Origin.PERSON), "b", Change.INCOMING),
    ],
)
def test_what_an_import_does(known: Document | None, file: str, change: Change) -> None:
    assert decide(known, file) is change

"""The content road: all or nothing, twice is once, back to the same files, never over a person's words."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from webapp.engine import content_revision
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.pages import queries as pages
from webapp.pages.content import PageFields
from webapp.publishing import exporter, operations, queries
from webapp.publishing.importer import ContentError, import_content, read_content
from webapp.publishing.operations import Change


@pytest.fixture
def content(settings: Settings, tmp_path: Path) -> Path:
    """A copy of the content folder that the test may change."""
    return Path(shutil.copytree(settings.content_dir, tmp_path / "content"))


def take_in(folder: Path) -> dict[Change, int]:
    with transaction():
        counts = import_content(folder)
    totals: dict[Change, int] = {}
    for (_kind, change), number in counts.items():
        totals[change] = totals.get(change, 0) + number
    return totals


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new), encoding="utf-8")


def title_of_about() -> str:
    return pages.words("about").title


def retitle(folder: Path, title: str) -> None:
    about = folder / "pages" / "about.md"
    edit(
        about,
        next(line for line in about.read_text().splitlines() if line.startswith("title:")),
        f"title: {title}",
    )


def edit_by_hand(title: str) -> None:
    document = queries.document("page", "about")
    assert document is not None
    fields = PageFields.model_validate_json(json.dumps({**document.live.fields, "title": title}))
    with transaction():
        operations.edit_document("page", fields, by="an editor")


def test_the_second_import_changes_nothing(own_site: Flask, content: Path) -> None:
    before = content_revision.read(db.engine)
    assert set(take_in(content)) == {Change.UNCHANGED}
    assert content_revision.read(db.engine) == before


def test_export_gives_back_the_same_files(own_site: Flask, content: Path, tmp_path: Path) -> None:
    written = exporter.export_content(tmp_path / "out")
    assert len(written) > 400
    for path in written:
        original = content / path.relative_to(tmp_path / "out")
        assert path.read_bytes() == original.read_bytes(), original
    sources = {p.relative_to(content) for p in content.rglob("*") if p.is_file() and p.name != "README.md"}
    assert sources == {p.relative_to(tmp_path / "out") for p in written}


def test_an_error_anywhere_leaves_everything_as_it_was(own_site: Flask, content: Path) -> None:
    before = title_of_about()
    retitle(content, "A new title")
    edit(content / "journey" / "steps" / "sleep" / "sp-1.md", "pathway: sleep", "pathway: slep")
    (content / "pages" / "broken.md").write_text("no dashes here\n")
    with pytest.raises(ContentError) as caught, transaction():
        import_content(content)
    found = [str(error) for error in caught.value.errors]
    assert any("sp-1.md" in error and "there is no pathway called “slep”" in error for error in found)
    assert any(error.startswith("pages/broken.md:1:") for error in found)
    assert title_of_about() == before


def test_errors_name_the_line(own_site: Flask, content: Path) -> None:
    path = content / "journey" / "pathways" / "sleep.yml"
    lines = path.read_text().splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("line:"))
    lines[at] = "line: 12"
    path.write_text("\n".join(lines) + "\n")
    assert [(e.path, e.line) for e in read_content(content).errors] == [
        ("journey/pathways/sleep.yml", at + 1)
    ]


def test_a_changed_file_goes_live_and_a_removed_one_is_withdrawn(own_site: Flask, content: Path) -> None:
    retitle(content, "A new title")
    (content / "pages" / "cookies.md").unlink()
    totals = take_in(content)
    assert (totals[Change.UPDATED], totals[Change.WITHDRAWN]) == (1, 1)
    assert title_of_about() == "A new title"
    assert "cookies" not in pages.pages()


def test_a_persons_words_are_never_overwritten(own_site: Flask, content: Path) -> None:
    edit_by_hand("What the editor wrote")
    retitle(content, "What the file says")
    assert take_in(content)[Change.INCOMING] == 1
    assert title_of_about() == "What the editor wrote"
    assert [document.key for document in queries.incoming()] == ["about"]
    assert Change.INCOMING not in take_in(content), "the same file twice is once"


def test_removing_the_file_of_edited_words_waits_for_a_person(own_site: Flask, content: Path) -> None:
    edit_by_hand("What the editor wrote")
    (content / "pages" / "about.md").unlink()
    assert take_in(content)[Change.INCOMING_REMOVAL] == 1
    assert title_of_about() == "What the editor wrote"


def test_a_held_document_is_not_public(own_site: Flask, content: Path) -> None:
    edit(content / "pages" / "about.md", "title:", "hold: true\ntitle:")
    take_in(content)
    assert "about" not in pages.pages()


def test_a_killed_import_leaves_the_old_content(
    own_database: str, content: Path, settings: Settings, tmp_path: Path
) -> None:
    """Kill -9 at moments all through an import that changes every page: old or new, never a mixture."""
    from webapp.app import create_app

    for page in (content / "pages").glob("*.md"):
        edit(page, "title: ", "title: New ")
    env = {
        **os.environ,
        "DATABASE_URL": own_database,
        "SITE_CONTENT": str(content),
        "SITE_MODE": "test",
        "SITE_VAR": str(tmp_path / "var"),
    }
    app = create_app(replace(settings, database_url=own_database))
    for moment in range(6):
        process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "content", "import"],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.4 + moment * 0.35)  # a moment to be killed at, not something waited for
        process.send_signal(signal.SIGKILL)
        process.wait()
        with app.app_context():
            titles = {words.title.startswith("New ") for words in pages.pages().values()}
            db.session.remove()
        assert len(titles) == 1
    with app.app_context():
        db.engine.dispose()

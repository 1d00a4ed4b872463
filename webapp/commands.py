"""Commands about the site as a whole: `flask site …`, `flask rooms list`."""

from pathlib import Path

import click
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app
from flask.cli import AppGroup
from flask_migrate import upgrade

from .engine import events, subjects
from .engine.transaction import transaction
from .publishing import content_types, importer

site = AppGroup("site", help="The site as a whole.")
rooms = AppGroup("rooms", help="What the rooms plug in.")

TRANSLATIONS = Path(__file__).parent / "ui" / "translations"


@site.command("prepare")
def prepare() -> None:
    """Make the site ready to serve: catalogues, migrations, content. Safe to run again at any time."""
    compile_catalogues(TRANSLATIONS)
    Path(current_app.config["SETTINGS"].var_dir).mkdir(parents=True, exist_ok=True)
    upgrade()
    try:
        with transaction():
            counts = importer.import_content(current_app.config["CONTENT_DIR"])
    except importer.ContentError as error:
        number = len(error.errors)
        raise click.ClickException(f"content/ has {number} errors, so the old content stays:\n{error}") from error
    changed = sum(n for (_kind, change), n in counts.items() if change != "unchanged")
    click.echo(f"Content: {sum(counts.values())} documents, {changed} changed.")


def compile_catalogues(folder: Path) -> None:
    """Write the `.mo` file of every `.po` file that is newer."""
    for source in folder.glob("*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as read, target.open("wb") as write:
            write_mo(write, read_po(read, locale=source.parts[-3]))


@rooms.command("list")
def list_rooms() -> None:
    """Who reacts to what, which kinds of content there are, which kinds have cards."""
    for event, reactions in events.subscriptions().items():
        click.echo(f"{event}: {', '.join(reactions)}")
    click.echo("content: " + ", ".join(t.kind for t in content_types.all_types()))
    click.echo("cards: " + ", ".join(subjects.kinds()))


def init(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(site)
    app.cli.add_command(rooms)

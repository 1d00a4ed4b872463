"""`flask content …`: import, export, check."""

from collections import Counter
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from ..engine.transaction import transaction
from . import checks, exporter, importer
from .operations import Change

content_cli = AppGroup("content", help="The words in content/: take in, write back, check.")


def _folder() -> Path:
    return Path(current_app.config["CONTENT_DIR"])


@content_cli.command("import")
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
def import_(dry_run: bool) -> None:
    """Take in every file, or none if one has an error."""
    counts: Counter[tuple[str, Change]] = Counter()
    try:
        with transaction():
            counts = importer.import_content(_folder())
            if dry_run:
                raise _DryRun
    except importer.ContentError as error:
        for problem in error.errors:
            click.echo(str(problem), err=True)
        raise click.ClickException(f"{len(error.errors)} errors; nothing was changed.") from error
    except _DryRun:
        click.echo("Dry run: nothing was changed.")
    for (kind, change), number in sorted(counts.items()):
        click.echo(f"{kind:16} {change.value:16} {number}")


class _DryRun(Exception):  # noqa: N818 - not an error: it makes the transaction roll back
    pass


@content_cli.command("export")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def export(folder: Path | None) -> None:
    """Write live words back as files (into the content folder unless another is named)."""
    written = exporter.export_content(folder or _folder())
    click.echo(f"{len(written)} files written.")


@content_cli.command("check")
def check() -> None:
    """Links, reading age, long sentences, unexplained abbreviations, overdue reviews; fails beyond the limits."""
    reading = importer.read_content(_folder())
    for error in reading.errors:
        click.echo(str(error), err=True)
    report = checks.check(reading)
    for line in report.lines():
        click.echo(line)
    if reading.errors or report.failures:
        raise click.ClickException(f"{len(reading.errors) + len(report.failures)} things to mend.")

"""`flask newsletters …`: taking over a mailing list."""

from pathlib import Path

import click
from flask.cli import AppGroup

from ..engine import clock
from ..engine.transaction import transaction
from ..taxonomy import queries as taxonomy
from . import mailing_list, queries, tokens
from .content import EVERYTHING
from .operations import subscribing

newsletters_cli = AppGroup("newsletters", help="Newsletters.")


@newsletters_cli.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--topics", default=EVERYTHING, help="Topics of readers whose line names none, with spaces in between.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen and change nothing.")
@click.option("--leave-out-faults", is_flag=True, help="Take the good lines even if others have faults.")
def import_list(file: Path, topics: str, *, dry_run: bool, leave_out_faults: bool) -> None:
    """Take over a mailing list (CSV: email, agreed_on, agreed_how; docs/running.md says more).

    Nobody who left or whose mail came back is added again. Every fault is listed before anything is written.
    """
    known = mailing_list.Known(queries.topics(), taxonomy.terms("district"), clock.today())
    usual = subscribing.Choices(topics=tuple(topics.split()))
    if unknown := set(usual.topics) - set(known.topics):
        raise click.ClickException(f"There is no topic {', '.join(sorted(unknown))}.")
    readers, faults = mailing_list.read(file.read_text(encoding="utf-8"), usual, known)
    for fault in faults:
        click.echo(f"line {fault.line}: {fault.words}")
    if faults and not (leave_out_faults or dry_run):
        raise click.ClickException(f"{len(faults)} faults, so nobody was added. Mend them, or use --leave-out-faults.")
    with transaction():
        report = subscribing.bring_in_all(readers, look_only=dry_run)
    for verdict, addresses in report.items():
        click.echo(f"{verdict}: {len(addresses)}")
    for address in report["left earlier"]:
        click.echo(f"left earlier, not added: {tokens.masked(address)}")
    if dry_run:
        click.echo("This was a dry run: nothing was changed.")

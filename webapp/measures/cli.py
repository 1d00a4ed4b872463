"""`flask measures …`: the linter."""

import click
from flask.cli import AppGroup

from ..surveys import results
from . import linter, queries

measures_cli = AppGroup("measures", help="What the survey measures: check it.")


@measures_cli.command("lint")
def lint() -> None:
    """Every fault of every measure, breakdown and population figure, against the newest questions."""
    faults = linter.check(
        list(queries.measures().values()),
        queries.rules().breakdowns,
        queries.populations(),
        results.newest_questionnaires(),
    )
    for fault in faults:
        click.echo(str(fault))
    if faults:
        raise click.ClickException(f"{len(faults)} faults.")

"""`flask places …`: postcodes from a file, so that “near me” needs no outside request."""

import re
from pathlib import Path

import click
from flask.cli import AppGroup

from ..engine.transaction import transaction
from ..taxonomy import queries as taxonomy
from . import operations, places

places_cli = AppGroup("places", help="Where postcodes are.")


@places_cli.command("import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def import_(file: Path) -> None:
    """Take in FILE of Code-Point Open (one postcode area, such as ng.csv), in place of what was held of its areas."""
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            found = list(places.read(lines, taxonomy.district_codes()))
    except places.BadFileError as error:
        raise click.ClickException(str(error)) from error
    areas = frozenset(re.match(r"[A-Z]+", code).group() for code, _spot in found)  # type: ignore[union-attr]  # read() matched it
    with transaction():
        number = operations.replace_postcodes(areas, found)
    click.echo(f"{number} postcodes of {', '.join(sorted(areas))}.")

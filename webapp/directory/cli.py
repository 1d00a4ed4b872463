"""`flask places …`: postcodes from a file, so that “near me” needs no outside request. `flask directory …`: feeds."""

import re
from pathlib import Path

import click
import yaml
from flask import current_app
from flask.cli import AppGroup
from pydantic import ValidationError

from ..engine.transaction import transaction
from ..publishing import content_types
from ..taxonomy import queries as taxonomy
from . import feed_source, feeds, operations, places, queries

places_cli = AppGroup("places", help="Where postcodes are.")
directory_cli = AppGroup("directory", help="Services from somewhere else.")


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


@directory_cli.command("import-feed")
@click.argument("source")
@click.option(
    "--mapping", required=True, type=click.Path(exists=True, path_type=Path), help="What its words mean here."
)
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
@click.option("--skip-errors", is_flag=True, help="Take in the rest when some records cannot be used.")
@click.option("--publish", is_flag=True, help="Show new listings at once; else an editor looks first.")
@click.option("--withdraw-missing", is_flag=True, help="Take down listings of this feed that are not in it any more.")
def import_feed(
    source: str, mapping: Path, dry_run: bool, skip_errors: bool, publish: bool, withdraw_missing: bool
) -> None:
    """Take in SOURCE: an Open Referral UK interface (its address), a JSON file of one, or a CSV file."""
    rules = _mapping(mapping)
    reading = _read(source, rules)
    for error in reading.errors:
        click.echo(error, err=True)
    if reading.errors and not skip_errors:
        raise click.ClickException(f"{len(reading.errors)} errors; nothing was changed. See --skip-errors.")
    taken = operations.TakenIn()
    try:
        with transaction():
            taken = operations.take_in_feed(rules.feed, reading.services, publish=publish, withdraw=withdraw_missing)
            if dry_run:
                raise _DryRun
    except _DryRun:
        click.echo("Dry run: nothing was changed.")
    for change, number in sorted(taken.changes.items()):
        click.echo(f"{change.value:16} {number}")
    for line in taken.left_out:
        click.echo(f"left out: {line}")
    for key in taken.gone:
        click.echo(f"not in the feed any more: {key}")


class _DryRun(Exception):  # noqa: N818 - not an error: it makes the transaction roll back
    pass


def _mapping(path: Path) -> feeds.FeedMap:
    try:
        return feeds.FeedMap.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise click.ClickException(f"{path} cannot be used: {error}") from error


def _read(source: str, rules: feeds.FeedMap) -> feeds.Reading:
    try:
        records, text = feed_source.load(source, current_app.config["SETTINGS"].feed_hosts)
    except feed_source.FeedError as error:
        raise click.ClickException(str(error)) from error
    words, kind = feeds.Words(*queries.own_words()), content_types.get("service")
    return feeds.read(feeds.rows(text) if text else records, rules, words, kind, table=bool(text))

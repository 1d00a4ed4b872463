"""`flask search …`: build the index anew, look whether it holds what the database has."""

import click
from flask.cli import AppGroup

from . import follower
from .generation import numbers
from .index import UnreadableIndexError

search_cli = AppGroup("search", help="The search index.")


@search_cli.command("rebuild")
def rebuild() -> None:
    """Build the index anew beside the old one and switch to it."""
    click.echo(f"{follower.rebuild()} documents.")


@search_cli.command("check")
@click.option("--repair", is_flag=True, help="Rebuild if anything is missing or left over.")
def check(repair: bool) -> None:
    """Compare the index with the database; fails on a difference that was not repaired."""
    wanted = {str(document.ref) for document in follower.everything()}
    try:
        follower.catch_up()
        index = follower.index().generation()
        held = {index.card(doc).key for doc in numbers(index.live)}
    except UnreadableIndexError:
        held = set()
    click.echo(f"{len(wanted)} in the database, {len(held)} in the index.")
    if wanted == held:
        return
    if not repair:
        raise click.ClickException(f"missing: {sorted(wanted - held)[:5]}, left over: {sorted(held - wanted)[:5]}")
    click.echo(f"Rebuilt: {follower.rebuild()} documents.")

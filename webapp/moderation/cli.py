"""`flask moderation …`: what runs by itself."""

import click
from flask.cli import AppGroup

from ..engine import throttle
from ..engine.transaction import transaction
from . import operations

moderation_cli = AppGroup("moderation", help="The queue.")


@moderation_cli.command("retention")
def retention() -> None:
    """Destroy originals whose time is over, and counts of tries that say nothing any more. For a daily timer."""
    with transaction():
        destroyed, swept = operations.destroy_originals(), throttle.sweep()
    click.echo(f"{destroyed} originals destroyed, {swept} counters removed.")

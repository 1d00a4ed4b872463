"""`flask accounts …`: the first administrator."""

import click
from flask.cli import AppGroup

from ..engine.errors import DomainError
from ..engine.transaction import transaction
from . import operations, passphrase
from .roles import Role

accounts_cli = AppGroup("accounts", help="People who run the site.")


@accounts_cli.command("create-admin")
@click.option("--email", prompt="Email address")
@click.option("--name", prompt="Name")
@click.option(
    "--passphrase",
    "words",
    prompt="Passphrase, 12 letters or more",
    hide_input=True,
    confirmation_prompt=True,
)
def create_admin(email: str, name: str, words: str) -> None:
    """Make an administrator. The second factor is set up at the first sign-in."""
    fault = passphrase.fault(words, name, email)
    if fault:
        raise click.ClickException(f"This passphrase will not do: {fault}. Use 12 letters or more.")
    try:
        with transaction():
            account = operations.create_account(
                email=email, name=name, words=words, roles=[Role.ADMINISTRATOR], by=None
            )
            number = account.id
    except DomainError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Account {number} is ready. Sign in at /manage/sign-in.")

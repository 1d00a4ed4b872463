"""`flask surveys …`: the walk-through to sign, and the linter."""

import click
from flask.cli import AppGroup

from . import linter, queries, walkthrough

surveys_cli = AppGroup("surveys", help="Questionnaires: read them through, check them.")


@surveys_cli.command("walk")
@click.argument("wave")
def walk(wave: str) -> None:
    """Every question and every route of a wave in plain English, for the forum to sign off."""
    found = queries.written().get(wave)
    if found is None:
        raise click.ClickException(f"There are no questions for {wave}. Has the content been imported?")
    for questionnaire in found.values():
        for line in walkthrough.walk_through(questionnaire):
            click.echo(line)
        click.echo("")


@surveys_cli.command("lint")
def lint() -> None:
    """Every fault of every questionnaire; what has opened and no longer fits its file."""
    faults = 0
    for wave, audiences in queries.written().items():
        opened = queries.waves().get(wave)
        for fault in linter.check_measures(audiences, queries.measured()):
            click.echo(f"{wave}: {fault}")
            faults += 1
        for audience, questionnaire in audiences.items():
            for fault in [*linter.check(questionnaire), *linter.check_words(questionnaire)]:
                click.echo(f"{wave} {audience}: {fault}")
                faults += 1
            now = questionnaire.model_dump(mode="json", exclude={"key"})
            if opened is not None and opened.questionnaires.get(audience) != now:
                click.echo(f"{wave} {audience}: the file has changed since opening; families keep the frozen questions")
    if faults:
        raise click.ClickException(f"{faults} faults.")

"""`flask jobs …`: a worker of its own, one sweep, the list."""

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from . import runner, schedule

jobs_cli = AppGroup("jobs", help="Background work.")


@jobs_cli.command("list")
def list_jobs() -> None:
    """Every job, how often it runs and why."""
    for job in runner.all_jobs():
        often = f"every {job.every} s" if job.every else "when poked"
        click.echo(f"{job.name:32} {often:16} {job.why}")


@jobs_cli.command("sweep")
def sweep() -> None:
    """Run what is due now, here."""
    for name in schedule.run_due():
        click.echo(name)


@jobs_cli.command("work")
def work() -> None:
    """Listen to the queue in this process until stopped (for `JOBS_QUEUE=sqlite` or `redis://…`)."""
    queue: runner.Queue = current_app.extensions["jobs"]
    if queue.kind == "embedded":
        raise click.ClickException("The embedded queue works inside the server. Set JOBS_QUEUE for a worker.")
    consumer = queue.consumer()
    consumer.start()
    try:
        while not runner.stopping.wait(1):
            pass
    except KeyboardInterrupt:
        runner.stopping.set()
    consumer.stop(graceful=True)


def init(app: Flask) -> None:
    """Make the queue of this app and its commands."""
    app.extensions["jobs"] = runner.Queue(app, app.config["SETTINGS"])
    app.extensions["sweep"] = schedule.sweep
    app.cli.add_command(jobs_cli)

"""Screens about the site as a whole, for people who look after it."""

from datetime import timedelta

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from ..accounts.access import requires
from ..accounts.roles import Permission
from ..engine import clock
from ..engine.errors import InvalidError
from ..engine.jobs import runner, schedule, standing
from ..engine.search import gaps
from ..engine.search.results import unanswered
from ..engine.transaction import transactional
from ..ui.views import page

WEEKS = 12

bp = Blueprint("pages_manage", __name__, url_prefix="/manage", template_folder="templates")


@bp.get("/jobs")
@requires(Permission.ADMINISTER)
def jobs() -> ResponseReturnValue:
    """What runs in the background: what is due, what runs, what failed, what waits for a person."""
    return page("pages/jobs.html", standing=standing.everything(), jobs=runner.all_jobs(), records=schedule.records())


@bp.post("/jobs/<name>")
@requires(Permission.ADMINISTER)
@transactional
def wake(name: str) -> ResponseReturnValue:
    """Wake one periodic job now. Harmless at any time: a job does only what its rows say is due."""
    if name not in {job.name for job in runner.all_jobs() if job.every is not None}:
        raise InvalidError("There is no such job.")
    runner.poke(name)
    return redirect(url_for(".jobs"))


@bp.get("/search-gaps")
@requires(Permission.EDIT)
def search_gaps() -> ResponseReturnValue:
    """What families look for and do not find: words and counts by week, never anything of a person."""
    since = clock.today() - timedelta(weeks=WEEKS - 1)
    return page("pages/search_gaps.html", found=unanswered(since), weeks=WEEKS, limit=gaps.SHOWN_FROM)

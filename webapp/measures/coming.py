"""When the first results come, as far as it is known today. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..engine import clock
from ..surveys.closing import Stage
from ..surveys.results import Standing


@dataclass(frozen=True)
class Coming:
    """The survey that results will come from. `due` is about when; `late` says that this day has passed."""

    wave: str
    stage: Stage
    ends: date | None
    due: date | None
    late: bool


def results_due(standing: Standing | None, weeks: int) -> Coming | None:
    """What families may be told. Before a survey has opened there is no day to count from."""
    if standing is None:
        return None
    due = standing.ends + timedelta(weeks=weeks) if standing.ends and weeks else None
    return Coming(standing.wave, standing.stage, standing.ends, due, due is not None and due < clock.today())

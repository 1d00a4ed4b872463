"""Surveys for other rooms' pages."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from ..ui import languages
from . import queries, screens
from .closing import last_day
from .models import WaveState

KIND = "survey"


def card(survey: screens.Survey) -> Card:
    """One audience's survey; its key is `2027-parents`."""
    endpoint = "surveys.start" if survey.audience == "parents" else "surveys.start_young"
    badge = _("Open now") if survey.open else _("Not open") if survey.taking else _("Closed")
    return Card(
        SubjectRef(KIND, f"{survey.wave}-{survey.audience}"),
        survey.questionnaire.title,
        url_for(endpoint, wave=survey.wave),
        survey.questionnaire.lead,
        badge if survey.wave_facts else _("Not open yet"),
        detail=survey,
    )


def cards(keys: Iterable[str]) -> dict[str, Card]:
    """Cards by key."""
    found = {f"{survey.wave}-{survey.audience}": survey for survey in screens.every_survey(languages.current())}
    return {key: card(found[key]) for key in keys if key in found}


def keys() -> list[str]:
    """Every survey there is."""
    return [f"{survey.wave}-{survey.audience}" for survey in screens.every_survey()]


def for_leads(_person: Person) -> Iterator[Waiting]:
    """Surveys that are open: until when, and whether somebody has to close them."""
    for wave in queries.waves().values():
        if wave.state != WaveState.OPEN:
            continue
        url, last = url_for("surveys_manage.wave", wave=wave.key), last_day(wave.closes_on, wave.grace_days)
        title = _("Survey %(wave)s", wave=wave.key)
        if last < clock.today():
            words = _("The last day is over. Close it, so that its numbers can be counted.")
            yield Waiting(title, url, words, state="late")
        else:
            words = _("Open until %(day)s.", day=format_date(wave.closes_on, "d MMMM y"))
            yield Waiting(title, url, words, state="good")

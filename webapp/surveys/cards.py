"""Surveys for other rooms' pages."""

from collections.abc import Iterable

from flask import url_for
from flask_babel import gettext as _

from ..engine.subjects import Card, SubjectRef
from ..ui import languages
from . import screens

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

"""Reads of updates. What must disappear by itself is asked with today's date, never remembered."""

from datetime import date

from ..engine.errors import GoneError, NotFoundError
from ..publishing import queries as publishing
from .content import ConsultationFields, Milestone, StoryFields, UpdateFields


def updates() -> list[UpdateFields]:
    """Board updates, newest first."""
    return sorted(publishing.live_of("update", UpdateFields), key=lambda update: update.day, reverse=True)


def update(key: str) -> UpdateFields:
    """One board update; NotFoundError when there is none."""
    found = next((update for update in updates() if update.key == key), None)
    if found is None:
        raise NotFoundError("There is no update with this name.")
    return found


def milestones() -> list[Milestone]:
    """The programme so far, oldest first."""
    return sorted(publishing.live_of("milestone", Milestone), key=lambda milestone: milestone.day)


def consultations(today: date) -> tuple[list[ConsultationFields], list[ConsultationFields]]:
    """Those open today (closing first, first) and those that closed (newest first)."""
    known = publishing.live_of("consultation", ConsultationFields)
    opened = sorted((c for c in known if c.opens_on <= today <= c.closes_on), key=lambda c: c.closes_on)
    closed = sorted((c for c in known if c.closes_on < today), key=lambda c: c.closes_on, reverse=True)
    return opened, closed


def stories(today: date) -> list[StoryFields]:
    """Stories whose consent stands today, newest first."""
    known = publishing.live_of("story", StoryFields)
    return sorted((s for s in known if s.consent.stands(today)), key=lambda s: s.day, reverse=True)


def story(key: str, today: date) -> StoryFields:
    """One story. NotFoundError when there is none, GoneError once its consent has ended."""
    found = next((s for s in publishing.live_of("story", StoryFields) if s.key == key), None)
    if found is None:
        raise NotFoundError("There is no story with this name.")
    if not found.consent.stands(today):
        raise GoneError("This story was shared for a time, and that time is over.")
    return found

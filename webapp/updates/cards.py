"""Updates for other rooms' pages."""

from collections.abc import Iterable

from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from . import queries

UPDATE, STORY = "update", "story"


def update_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Board updates by key."""
    found = {update.key: update for update in queries.updates()}
    return {
        key: Card(
            SubjectRef(UPDATE, key),
            found[key].title,
            url_for("updates.update", key=key),
            found[key].summary,
            detail=found[key],
        )
        for key in keys
        if key in found
    }


def story_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Stories whose consent stands, by key."""
    found = {story.key: story for story in queries.stories(clock.today())}
    return {
        key: Card(
            SubjectRef(STORY, key), found[key].title, url_for("updates.story", key=key), found[key].summary
        )
        for key in keys
        if key in found
    }


def update_keys() -> list[str]:
    """Every update that has a page now."""
    return [update.key for update in queries.updates()]


def story_keys() -> list[str]:
    """Every story that has a page now."""
    return [story.key for story in queries.stories(clock.today())]

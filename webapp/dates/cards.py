"""Rights and rules for other rooms' pages."""

from collections.abc import Iterable
from datetime import date

from ..engine.subjects import Card, SubjectRef
from ..ui.addresses import url_for
from ..ui.words import gettext
from . import queries
from .content import Rule
from .timeline import Start
from .words import limit_words
from .working_days import SATURDAY


def right_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Rights by id; the detail is (right, rule or None), the badge what is still unsure about it."""
    rights, rules = queries.rights(), queries.rules()
    return {
        key: Card(
            SubjectRef("right", key), rights[key].title, f"{url_for('dates.rights')}#{key}", rights[key].plain,
            badge=how_sure(rights[key].confidence), detail=(rights[key], rules.get(rights[key].rule or "")),
        )
        for key in keys if key in rights
    }


def rule_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Rules by id."""
    rules = queries.rules()
    return {
        key: Card(
            SubjectRef("rule", key), rules[key].title, f"{url_for('dates.rights')}", rules[key].text,
            badge=limit_words(rules[key]),
            detail={"words": rules[key].text, "source": rules[key].source, "dates_url": _dates_url(rules[key])},
        )
        for key in keys if key in rules
    }


def _dates_url(rule: Rule) -> str:
    """The calculator with what happened already chosen; nothing for a rule that no date of a family starts."""
    begins = rule.limit.start if rule.limit else ""
    return url_for("dates.calculator", start=begins) if begins in set(Start) else ""


def holiday_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Days (like 2026-12-25) on which nobody works in England although it is Monday to Friday: bank holidays."""
    working = queries.working_days()
    days = {key: date.fromisoformat(key) for key in keys}
    return {
        key: Card(SubjectRef("bank-holiday", key), gettext("Bank holiday"), "", detail=day)
        for key, day in days.items()
        if day.weekday() < SATURDAY and not working.is_working(day)
    }


def how_sure(confidence: str) -> str:
    """What to tell a reader about a rule that was not read in the law itself; nothing when it was."""
    if confidence == "read":
        return ""
    if confidence == "secondary":
        return gettext("We read this in good guidance, not in the law itself.")
    return gettext("We are checking this one against the law. Ask Us can tell you more.")

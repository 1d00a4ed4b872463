"""Rights and rules for other rooms' pages."""

from collections.abc import Iterable

from ..engine.subjects import Card, SubjectRef
from . import queries


def right_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Rights by id; the detail is (right, rule or None)."""
    rights, rules = queries.rights(), queries.rules()
    return {
        key: Card(
            SubjectRef("right", key), rights[key].title, "", rights[key].plain,
            partial="dates/_right.html", detail=(rights[key], rules.get(rights[key].rule or "")),
        )
        for key in keys if key in rights
    }


def rule_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Rules by id."""
    rules = queries.rules()
    return {
        key: Card(
            SubjectRef("rule", key), rules[key].title, "", rules[key].text,
            partial="dates/_rule.html", detail=rules[key],
        )
        for key in keys if key in rules
    }

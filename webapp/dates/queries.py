"""Reads of rules and rights."""

from ..engine import clock
from ..publishing import queries as publishing
from .content import Right, Rule


def rules() -> dict[str, Rule]:
    """Rules in force today, by id."""
    today = clock.today()
    return {rule.key: rule for rule in publishing.live_of("rule", Rule) if rule.in_force(today)}


def rights() -> dict[str, Right]:
    """Rights by id."""
    return {right.key: right for right in publishing.live_of("right", Right)}

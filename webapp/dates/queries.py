"""Reads of rules and rights."""

from datetime import date

from ..engine import clock
from ..engine.content_revision import remembered
from ..publishing import queries as publishing
from .content import BankHoliday, Right, Rule
from .working_days import WorkingDays


def rules() -> dict[str, Rule]:
    """Rules in force today, by id."""
    return rules_on(clock.today())


@remembered
def rules_on(day: date) -> dict[str, Rule]:
    """Rules in force on a day, by id."""
    return {rule.key: rule for rule in publishing.live_of("rule", Rule) if rule.in_force(day)}


@remembered
def rights() -> dict[str, Right]:
    """Rights by id."""
    return {right.key: right for right in publishing.live_of("right", Right)}


@remembered
def working_days() -> WorkingDays:
    """Working days in England."""
    return WorkingDays(holiday.as_holiday() for holiday in publishing.live_of("bank-holiday", BankHoliday))

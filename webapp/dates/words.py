"""Limits of the law in words. Needs a request's language, nothing else."""

from ..ui.words import gettext, ngettext
from .content import Limit, Rule


def limit_words(rule: Rule) -> str:
    """“within 6 weeks”, “at least 15 days”; nothing for a rule without a limit."""
    limit = rule.limit
    if limit is None:
        return ""
    span = _span(limit)
    if limit.direction == "at-least":
        return gettext("at least %(span)s", span=span)
    return gettext("within %(span)s", span=span)


def _span(limit: Limit) -> str:
    if limit.weeks is not None:
        return ngettext("%(num)s week", "%(num)s weeks", limit.weeks)
    if limit.months is not None:
        return ngettext("%(num)s month", "%(num)s months", limit.months)
    if limit.working_days is not None:
        return ngettext("%(num)s working day", "%(num)s working days", limit.working_days)
    return ngettext("%(num)s day", "%(num)s days", limit.days or 0)

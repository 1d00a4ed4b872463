"""What waits for those who answer; answers given, for other rooms' pages."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from flask import url_for
from flask_babel import gettext, ngettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from . import queries, results
from .wording import KEPT

REPORT_SOON, REPORT_LATE = 300, 365
AT_RISK = timedelta(days=30)
ANSWER = "answer"


def answer_cards(keys: Iterable[str]) -> dict[str, Card]:
    """Answers that were given to families, by the address of what was said."""
    found = {theme.slug: theme for theme in queries.themes() if theme.answered_on}
    return {
        key: Card(
            SubjectRef(ANSWER, key),
            found[key].title,
            url_for("feedback.theme", slug=key),
            found[key].answer,
            detail=found[key],
        )
        for key in keys
        if key in found
    }


def answer_keys() -> list[str]:
    """Every answer that was given."""
    return [theme.slug for theme in queries.themes() if theme.answered_on]


def for_responders(_person: Person) -> Iterator[Waiting]:
    """Comments without an answer, promises late or at risk, days since the last report."""
    url, today = url_for("feedback_manage.answers"), clock.today()
    waiting, made = queries.comments_without_theme(), results.promises()
    if waiting:
        yield Waiting(gettext("Comments without an answer"), url, count=len(waiting), state="watch")
    late = [promise for promise in made if promise.late]
    if late:
        yield Waiting(gettext("Late promises"), url, _titles(late), len(late), "late")
    soon = [p for p in made if p.due_on and today <= p.due_on <= today + AT_RISK and p.promise not in KEPT]
    if soon:
        yield Waiting(gettext("Promises due within 30 days"), url, _titles(soon), len(soon), "watch")
    last = queries.last_report_on()
    if last is None:
        words = gettext("The law asks for one at least once a year.")
        yield Waiting(gettext("No yearly report yet"), url, words, state="watch")
        return
    days = (today - last).days
    state = "late" if days >= REPORT_LATE else "watch" if days >= REPORT_SOON else "good"
    words = ngettext("%(num)d day since the last one.", "%(num)d days since the last one.", days)
    yield Waiting(gettext("Yearly report"), url, words, state=state)


def _titles(promises: list[results.PromiseMade]) -> str:
    return ", ".join(promise.title for promise in promises[:3])

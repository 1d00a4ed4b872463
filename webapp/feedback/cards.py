"""What waits for those who answer; answers given, for other rooms' pages."""

from collections.abc import Iterable, Iterator

from flask import url_for
from flask_babel import gettext

from ..accounts.access import Person
from ..accounts.home import Waiting
from ..engine import clock
from ..engine.subjects import Card, SubjectRef
from . import queries, results

REPORT_SOON, REPORT_LATE = 300, 365
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
    """Comments without an answer, promises at risk, days since the last report."""
    url = url_for("feedback_manage.answers")
    waiting = queries.comments_without_theme()
    if waiting:
        yield Waiting(gettext("Comments without an answer"), url, count=len(waiting), state="watch")
    late = [promise for promise in results.promises() if promise.late]
    if late:
        yield Waiting(gettext("Late promises"), url, ", ".join(p.title for p in late[:3]), len(late), "late")
    last = queries.last_report_on()
    days = (clock.today() - last).days if last else None
    if days is None:
        yield Waiting(
            gettext("No yearly report yet"),
            url,
            gettext("The law asks for one at least once a year."),
            state="watch",
        )
    elif days >= REPORT_SOON:
        words = gettext("%(days)s days since the last one.", days=days)
        yield Waiting(gettext("Yearly report"), url, words, state="late" if days >= REPORT_LATE else "watch")

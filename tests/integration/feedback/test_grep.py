"""Words that were taken out stand nowhere that anybody can read, on any worker, at the next request."""

from dataclasses import replace

import pytest

from tests.own_site import ON_BOTH
from tests.saying import decide, entry_number, say
from tests.signing_in import sign_in_as
from webapp.accounts.roles import Permission
from webapp.app import create_app
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.feedback import operations
from webapp.feedback.models import Theme
from webapp.feedback.wording import Promise

REMOVED = ("Zebedee", "07700 900123")
KEPT = "the lift at the clinic was broken again"
WORDS = f"My son Zebedee waited, {KEPT}. Ring 07700 900123."


@pytest.fixture
def workers(app, settings):
    """Two processes' worth of application on one database, each with pages already in memory."""
    other = create_app(replace(settings, database_url=app.config["SQLALCHEMY_DATABASE_URI"]))
    yield [app.test_client(), other.test_client()]
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def surfaces(app, *, every: bool) -> list[str]:
    """Every address without blanks that anybody may read, and those about comments."""
    plain = [
        rule.rule for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments
        and getattr(getattr(app.view_functions[rule.endpoint], "access", None), "who", "") == "public"
    ]
    if not every:
        plain = [path for path in plain if "say" in path or path in {"/", "/sitemap.xml"}]
    searches = [f"/search?q={word}" for word in ("Zebedee", "lift")]
    return [*plain, *searches, "/you-said-we-did/lifts", "/have-your-say/reports/2026"]


def readable(worker, app, *, every: bool = False) -> dict[str, str]:
    found = {}
    for path in surfaces(app, every=every):
        with worker.get(path, headers={"Accept-Encoding": "identity"}) as answer:
            found[path] = answer.get_data(as_text=True).replace("q=Zebedee", "").replace('value="Zebedee"', "")
    return found


def where(words: str, pages: dict[str, str]) -> list[str]:
    return [path for path, text in pages.items() if words in text and not path.startswith("/search?q=" + words)]


@ON_BOTH
def test_removed_words_are_nowhere_and_unpublished_words_leave_every_worker(app, app_on, client, workers):
    volunteer = app.test_client()
    sign_in_as(volunteer, Permission.MODERATE)
    code = say(client, words=WORDS)
    entry = entry_number(volunteer)
    for worker in workers:
        pages = readable(worker, app)  # fills the memory of both
        assert where("Zebedee", pages) == []
    decide(volunteer, entry, "change", phrase="Zebedee, 07700 900123")
    with app.app_context(), transaction():
        theme = operations.start_theme("Lifts", "The lift is broken.", by=1)
        operations.group(theme, [1], by=1)
    with app.app_context(), transaction():
        answer = "We will mend it."
        words = operations.Answer("Lifts", "The lift is broken.", answer, "", "Estates", None, Promise.HEARD)
        operations.answer(theme, words, version=1, live=True, by=1)
        operations.publish_report(2026, by=1)
    for worker in workers:
        pages = readable(worker, app, every=worker is workers[0] and app_on == "sqlite")
        pages |= {"code": worker.get(f"/have-your-say/became/{code}").text}
        assert where(KEPT, pages), "the kept words are public"
        for removed in REMOVED:
            assert where(removed, pages) == []
    decide(volunteer, entry, "reopen")
    for worker in workers:
        pages = readable(worker, app) | {"code": worker.get(f"/have-your-say/became/{code}").text}
        assert where(KEPT, pages) == []
    with app.app_context():
        assert db.session.get(Theme, theme) is not None


@ON_BOTH
def test_the_database_refuses_public_words_without_a_decision(app, client):
    from sqlalchemy import text
    from sqlalchemy.exc import IntegrityError

    say(client)
    with app.app_context(), pytest.raises(IntegrityError, match="held_by_default"), transaction():
        db.session.execute(text("UPDATE queue_entry SET public_words = 'out'"))

"""Every screen of those who run the site, with something on it, by the address pattern it is served under."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from playwright.sync_api import Page

from webapp.accounts import operations as accounts
from webapp.accounts.roles import Role
from webapp.engine import clock
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.feedback import operations as feedback
from webapp.feedback.wording import About, Promise, Speaker, Wish
from webapp.moderation import operations as moderation
from webapp.moderation.models import QueueEntry
from webapp.moderation.rules import Act, Reason
from webapp.newsletters.models import Delivery, DeliveryState, Subscriber
from webapp.newsletters.operations import subscribing, writing
from webapp.publishing import content_types, letters, queries
from webapp.publishing import operations as publishing
from webapp.publishing.operations import FileWords, drafting, listings

NEVER = 10_000  # an account that reads first and is nobody's browser
SERVICE = "ask-us-nottinghamshire"
CHANGED = "childline"


def leave(app: Flask, words: str, speaker: Speaker = Speaker.PARENT_CARER, wish: Wish = Wish.PUBLISH) -> int:
    """A comment that waits; its number in the queue."""
    with app.test_request_context(), transaction():
        said = feedback.Words(speaker, About.GAP, wish, words, "")
        feedback.leave_comment(said, names=("Something that is missing", "A parent or carer"))
        db.session.flush()
        return max(number for (number,) in db.session.query(QueueEntry.id))


def put_first(app: Flask, entry: int) -> None:
    """An entry that has waited longest: other tests on the same site may have left some too."""
    with app.test_request_context(), transaction():
        db.session.get_one(QueueEntry, entry).put_at = clock.now() - timedelta(days=900)


def decide(app: Flask, entry: int, act: Act, **more: Any) -> None:
    """An act of somebody who is never looking."""
    with app.test_request_context(), transaction():
        moderation.decide(entry, act, reader=moderation.Reader(NEVER), version=1, **more)


def of_the_queue(app: Flask) -> list[str]:
    """The screens of comments, answers and people, with every kind of entry on them."""
    waits = leave(app, "My son Alfie waits at Hollybush Primary School in year 3. Ring 07700 900123.")
    second = leave(app, "It was useless. I want to die.")
    decide(app, second, Act.KEEP, reason=Reason.ABUSIVE, note="Angry")
    public = leave(app, "The lift is broken again.")
    decide(app, public, Act.PUBLISH)
    urgent = leave(app, "Somebody hits me.", Speaker.CHILD)
    decide(app, urgent, Act.URGENT)
    leave(app, "Only for you.", wish=Wish.STAFF)
    with app.test_request_context(), transaction():
        theme = feedback.start_theme("Lifts", "The lift is often broken.", by=NEVER)
    with app.test_request_context(), transaction():
        answer = feedback.Answer("Lifts", "It is broken.", "We mend it.", "", "", None, Promise.HEARD)
        feedback.answer(theme, answer, version=1, live=True, by=NEVER)
    queue = "/manage/moderation"
    return [
        "/manage", queue, *(f"{queue}/{number}" for number in (waits, second, public, urgent)), f"{queue}/staff",
        "/manage/safeguarding", "/manage/answers", f"/manage/answers/{theme}", "/manage/answers/reports/2026",
        "/manage/people", "/manage/people/1", "/manage/log", "/manage/account",
    ]


def suggested(app: Flask) -> tuple[int, str]:
    """A suggestion that waits, and the path of the provider's own page."""
    with app.test_request_context(), transaction():
        number = len(queries.contacts("service", SERVICE))
        contact = listings.add_contact("service", SERVICE, email=f"a{number}@b.org", by=1)
        said = {**queries.document("service", SERVICE).live.fields, "summary": "New.", "opening": "Mondays."}
        found = listings.suggest(contact, "service", said, note="From Monday on.")
        return found.id, f"/your-listing/{letters.token(listings.make_link(contact.id, by=1))}"


def _incoming(app: Flask) -> None:
    """Words that a person changed, whose file changed too; a draft that waits for a second person."""
    kind = content_types.get("service")
    with app.test_request_context(), transaction():
        ours = kind.revive(queries.document("service", CHANGED).live.fields)
        publishing.edit_document("service", ours.model_copy(update={"summary": "Ours."}), by=f"account:{NEVER}")
    with app.test_request_context(), transaction():
        document = queries.document("service", CHANGED)
        theirs = ours.model_copy(update={"summary": "Theirs."})
        publishing.import_document(FileWords(kind, theirs, document.file_path, document.position), document)
    with app.test_request_context(), transaction():
        words = content_types.get("page").revive(queries.document("page", "cookies").live.fields)
        changed = words.model_copy(update={"description": "Changed."})
        draft = drafting.keep_draft("page", changed, version=0, note="Shorter", by=NEVER)
        drafting.send_for_review("page", "cookies", version=draft.version, by=NEVER)


def _newsletter(app: Flask) -> int:
    """A newsletter with a letter that nobody can be sure of."""
    with app.test_request_context(), transaction():
        address = "reader@example.net"
        subscribing.bring_in([address], subscribing.Choices(topics=("everything",)), "agreed in a test")
        issue = writing.create_issue(title="Sleep", by=NEVER)
        db.session.flush()
        found = db.session.query(Subscriber).filter_by(address=address).one()
        db.session.add(
            Delivery(
                id=f"unsure{issue.id}", issue_id=issue.id, subscriber_id=found.id, address_key=found.address_key,
                edition=found.edition, state=DeliveryState.UNSURE, next_at=issue.made_at, last_words="the line broke",
            )
        )
        issue.audience = 1
        return issue.id


def by_address(app: Flask) -> dict[str, str]:
    """Address pattern → an address of it with something to see."""
    queue = of_the_queue(app)
    _incoming(app)
    suggestion, _mine = suggested(app)
    issue = _newsletter(app)
    with app.test_request_context(), transaction():
        token = accounts.invite(email="new@example.org", roles=[Role.MODERATOR], by=None)
        wait, session = queries.documents("wait")[0].key, queries.documents("session")[0].key
    words, letter = "/manage/publishing", f"/manage/newsletters/{issue}"
    kind, one = "/manage/publishing/<kind>", "/manage/publishing/<kind>/<key>"
    return {
        "/manage": "/manage", "/manage/account": "/manage/account",
        "/manage/account/second-factor": "/manage/account/second-factor", "/manage/answers": "/manage/answers",
        "/manage/answers/<int:theme_id>": queue[9],
        "/manage/answers/reports/<int(fixed_digits=4):year>": "/manage/answers/reports/2026",
        "/manage/invitations/<token>": f"/manage/invitations/{token}", "/manage/jobs": "/manage/jobs",
        "/manage/log": "/manage/log", "/manage/measures": "/manage/measures", "/manage/moderation": queue[1],
        "/manage/moderation/<int:entry_id>": queue[2], "/manage/moderation/staff": queue[6],
        "/manage/newsletters": "/manage/newsletters", "/manage/newsletters/<int:issue_id>": letter,
        "/manage/newsletters/<int:issue_id>/preview": f"{letter}/preview",
        "/manage/newsletters/<int:issue_id>/unsure": f"{letter}/unsure",
        "/manage/newsletters/mail": "/manage/newsletters/mail", "/manage/people": "/manage/people",
        "/manage/people/<int:account_id>": "/manage/people/1", words: words, kind: f"{words}/service",
        one: f"{words}/service/{SERVICE}", f"{one}/history": f"{words}/service/{CHANGED}/history",
        f"{one}/incoming": f"{words}/service/{CHANGED}/incoming",
        f"{one}/provider": f"{words}/service/{SERVICE}/provider",
        f"{one}/review": f"{words}/page/cookies/review", f"{kind}/new": f"{words}/step/new",
        f"{kind}/rhythm": f"{words}/service/rhythm",
        f"{words}/suggestions/<int:suggestion_id>": f"{words}/suggestions/{suggestion}",
        f"{words}/to-check": f"{words}/to-check", "/manage/safeguarding": "/manage/safeguarding",
        "/manage/search-gaps": "/manage/search-gaps", "/manage/sign-in": "/manage/sign-in",
        "/manage/surveys": "/manage/surveys", "/manage/surveys/<wave>": "/manage/surveys/2027",
        "/manage/surveys/<wave>/words": "/manage/surveys/2027/words", "/manage/waits": "/manage/waits",
        "/manage/waits/<key>": f"/manage/waits/{wait}", "/manage/whats-on": "/manage/whats-on",
        "/manage/whats-on/<key>": f"/manage/whats-on/{session}", "/manage/whats-on/new": "/manage/whats-on/new",
    }


def whole(page: Page, path: str) -> None:
    """Open a screen in a browser: it is there, and nothing of it lies beside the window."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 200, path
    width, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= room, f"{path} scrolls sideways: {width} in {room}"

"""The first screen: what waits for each role, and where to begin."""

from datetime import timedelta

import time_machine

from tests.signing_in import make_account, sign_in_as, sign_in_to
from tests.staff_screens import decide, leave
from webapp.accounts.roles import Permission
from webapp.engine import clock
from webapp.engine.jobs.models import JobRecord
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation.rules import Act
from webapp.newsletters.operations import writing


def home(app, *permissions: Permission) -> str:
    browser = app.test_client()
    sign_in_as(browser, *permissions)
    return browser.get("/manage").text


def test_somebody_new_is_told_the_one_thing_to_do(app):
    with app.app_context():
        number = make_account(Permission.MODERATE, second_factor=False).id
    browser = app.test_client()
    sign_in_to(browser, number)
    page = browser.get("/manage").text
    assert "Set up your phone" in page
    assert "Nothing waits for you" not in page


def test_an_urgent_comment_left_for_a_day_reaches_the_administrators(app):
    decide(app, leave(app, "Somebody hits me."), Act.URGENT)
    assert "Press “I have it” first" in home(app, Permission.SAFEGUARD)
    assert "Urgent comments that nobody has" not in home(app, Permission.ADMINISTER)
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert "Urgent comments that nobody has" in home(app, Permission.ADMINISTER)


def test_newsletters_and_background_work_that_wait_for_a_person(app):
    with app.test_request_context(), transaction():
        issue = writing.create_issue(title="Sleep", by=900)
        issue.topics = ["sleep"]
        writing.ask_for_approval(issue, by=900, blocking=0)
        db.session.add(JobRecord(name="mail.send", last_error="no line"))
    assert "Newsletters that wait for a second person" in home(app, Permission.SEND_NEWSLETTERS)
    assert "Background work that failed" in home(app, Permission.ADMINISTER)
    assert "Nothing waits for you" in home(app, Permission.LEAD_SURVEYS)

"""While nobody has an urgent comment, letters go out by a real SMTP server: in turn, once each, never its words."""

import email
import email.policy
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy
import time_machine

from config import MailBy, MailSettings, MailTls
from tests.conftest import BOTH_DATABASES, database_copy, let_go
from tests.mail_servers import Behaviour, smtp_server
from tests.saying import WORDS
from tests.signing_in import make_account
from webapp.accounts import operations as accounts
from webapp.accounts.roles import Permission
from webapp.app import create_app
from webapp.engine import audit, clock
from webapp.engine.mail import outbox
from webapp.engine.subjects import SubjectRef
from webapp.engine.transaction import transaction
from webapp.extensions import db
from webapp.moderation import jobs, operations
from webapp.moderation.models import ConcernReminder
from webapp.moderation.rules import Act, Told

RAISED = "2026-11-20 21:00:00+00:00"  # a Friday evening
ABOUT = "Something that is missing"


@pytest.fixture
def server():
    behaviour = Behaviour()
    with smtp_server(behaviour) as port:
        behaviour.port = port
        yield behaviour


@pytest.fixture(params=BOTH_DATABASES)
def site(request, settings, tmp_path, server):
    copies = database_copy(request, tmp_path, request.param, content=False)
    mail = MailSettings(by=MailBy.SMTP, port=server.port, tls=MailTls.NONE, timeout=5, sender="site@example.org")
    app = create_app(replace(settings, database_url=next(copies), mail=mail, site_url="https://offer.example.org"))
    with app.app_context():
        yield app
    let_go(app)
    next(copies, None)


@pytest.fixture
def people(site):
    """The address of a lead and of an administrator."""
    lead, admin = make_account(Permission.SAFEGUARD, name="Chris Moss"), make_account(Permission.ADMINISTER)
    return lead, admin


def urgent() -> int:
    """An urgent comment, raised now; the number of its concern."""
    with transaction():
        ref = SubjectRef("words", "1")
        entry = operations.put_in_queue(ref, WORDS, about=ABOUT, said_by="A child", young=True)
    with transaction():
        operations.decide(entry, Act.URGENT, reader=operations.Reader(900), version=1)
    return 1


def round_of_post(server) -> list[tuple[str, str]]:
    """Run the job and the post, as the sweep does; who got a letter now, and its subject."""
    before = len(server.kept)
    jobs.remind()
    outbox.send_due()
    new = [(to, email.message_from_bytes(data, policy=email.policy.default)) for to, data in server.kept[before:]]
    return [(to, message["Subject"]) for to, message in new]


def at_once(site, act, each, *, joined=True) -> None:
    """Do the same in two threads at the same moment, each on a connection of its own."""
    gate = threading.Barrier(len(each))

    def work(one):
        with site.app_context():
            gate.wait()
            with transaction() if joined else nullcontext():
                act(one)
            db.session.remove()

    with ThreadPoolExecutor(len(each)) as pool:
        list(pool.map(work, each))
    db.session.rollback()  # what this thread had begun to read is older than what they wrote


STILL, NOBODY = "An urgent comment still waits for you", "Nobody has an urgent comment yet"


def test_letters_go_in_turn_until_somebody_has_it(site, people, server):
    lead, admin = people
    with time_machine.travel(RAISED, tick=False) as now:
        concern = urgent()
        assert round_of_post(server) == [(lead.email, "An urgent comment waits for you")]
        assert round_of_post(server) == []  # nothing more within the hour
        now.shift(timedelta(hours=4))
        assert round_of_post(server) == [(lead.email, STILL)]
        assert round_of_post(server) == []  # the same turn is one letter, however often the job runs
        now.shift(timedelta(hours=11))  # the site was down for two turns: they are not made up for
        assert round_of_post(server) == [(lead.email, STILL)]
        now.shift(timedelta(hours=9))
        assert sorted(round_of_post(server)) == sorted([(lead.email, STILL), (admin.email, NOBODY)])
        with transaction():
            operations.acknowledge(concern, by=lead.id)
        now.shift(timedelta(days=3))
        assert round_of_post(server) == []
    told = [line.detail["told"] for line in audit.latest(ref="concern:1") if "reminded" in line.verb]
    assert sorted(told) == ["administrators", "leads", "leads", "leads"]


def test_no_letter_says_what_it_is_about(site, people, server):
    with time_machine.travel(RAISED, tick=False) as now:
        urgent()
        now.shift(timedelta(hours=24))
        assert len(round_of_post(server)) == 3
    for _to, data in server.kept:
        words = email.message_from_bytes(data, policy=email.policy.default).get_content()
        assert "https://offer.example.org/manage/" in words
        assert not {"Alfie", "07700", "child", ABOUT} & set(words.replace(".", " ").split()), words
        assert ABOUT not in words
        assert all(part not in words for part in WORDS.split(". "))


def test_without_a_lead_the_administrators_are_told_at_once(site, server):
    admin = make_account(Permission.ADMINISTER)
    with time_machine.travel(RAISED, tick=False) as now:
        urgent()
        assert round_of_post(server) == [(admin.email, NOBODY)]
        now.shift(timedelta(hours=4))
        assert round_of_post(server) == [(admin.email, NOBODY)]
        with transaction():
            accounts.change_roles(admin.id, ["administrator", "safeguarding-lead"], by=admin.id)
        now.shift(timedelta(hours=4))
        assert round_of_post(server) == [(admin.email, STILL)]


def test_two_workers_at_once_send_one_letter(site, people, server):
    with time_machine.travel(RAISED, tick=False) as now:
        urgent()
        round_of_post(server)
        now.shift(timedelta(hours=5))
        at_once(site, lambda _worker: jobs.remind(), [1, 2], joined=False)
        outbox.send_due()
    assert len(server.kept) == 2  # the first letter and one reminder


def test_the_database_itself_keeps_each_turn_to_one(site, people):
    concern = urgent()
    for _ in range(2):
        db.session.add(ConcernReminder(concern_id=concern, told=Told.LEADS, turn=1, told_at=clock.now()))
    with pytest.raises(sqlalchemy.exc.IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_two_presses_on_i_have_it_at_the_same_moment_are_one(site, people):
    concern = urgent()
    at_once(site, lambda by: operations.acknowledge(concern, by=by), [people[0].id, people[1].id])
    assert [line.verb for line in audit.latest(ref="concern:1")].count("moderation.concern-acknowledged") == 1

"""Letters that came back to our mailbox: in a folder, in a file, at a provider."""

from __future__ import annotations

import mailbox
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.integration.newsletters.conftest import MakeSite, approved_issue, begin, started
from tests.returned_letters import OUT_OF_OFFICE, ImapFolder, complaint, imap_server, report
from webapp.engine.jobs import runner
from webapp.engine.mail import outbox, postbox
from webapp.extensions import db
from webapp.newsletters import jobs, queries
from webapp.newsletters.models import Delivery, SubscriberState
from webapp.newsletters.operations import sending


def rows() -> list[Delivery]:
    db.session.expire_all()
    return db.session.query(Delivery).order_by(Delivery.id).all()


def states() -> dict[str, int]:
    db.session.expire_all()
    return queries.subscribers_by_state()


def test_a_folder_is_read_reports_are_taken_out_and_the_rest_is_left(make_site: MakeSite, tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "came-back")
    app = make_site(bounce_box=f"maildir:{tmp_path / 'came-back'}")
    with started(app, 3) as (issue, _):
        sending.send_issue(issue)
        hard, soft, unwanted = (outbox.message_id(row.id) for row in rows())
        forged = "<somebody-elses@example.org>"
        for data in (report(hard), report(soft, status="5.2.2"), complaint(unwanted), report(forged)):
            box.add(data)
        box.add(OUT_OF_OFFICE)
        assert runner.run(jobs.RETURNED)
        assert [row.came_back for row in rows()] == ["hard", "soft", "complaint"]
        assert queries.came_back(issue) == {"hard": 1, "soft": 1, "complaint": 1}
        assert queries.tally(issue)["sent"] == 3  # handed over stays handed over
        assert states() == {"confirmed": 2, "left": 1}
        assert len(box) == 2  # what we did not understand waits for a person
        box.add(report(hard))  # the same report again
        assert runner.run(jobs.RETURNED)
        assert states() == {"confirmed": 2, "left": 1}
        second = approved_issue(app)
        begin(second)
        sending.send_issue(second)
        again = next(r for r in rows() if r.issue_id == second and r.subscriber_id == rows_of(issue, "hard"))
        box.add(report(outbox.message_id(again.id)))
        assert runner.run(jobs.RETURNED)
        assert states() == {"confirmed": 1, "left": 1, "stopped": 1}


def rows_of(issue: int, kind: str) -> int:
    return next(row.subscriber_id for row in rows() if row.issue_id == issue and row.came_back == kind)


@pytest.mark.parametrize("kind", ["mbox", "imap"])
def test_a_file_and_a_provider_are_read_in_the_same_way(make_site: MakeSite, tmp_path: Path, kind: str) -> None:
    folder = ImapFolder({})
    with imap_server(folder):
        file: Any = mailbox.mbox(tmp_path / "mbox")
        address = (
            f"mbox:{tmp_path / 'mbox'}" if kind == "mbox" else f"imap://box:se%20cret@127.0.0.1:{folder.port}/INBOX"
        )
        with started(make_site(bounce_box=address), 1) as (issue, _):
            sending.send_issue(issue)
            data = complaint(outbox.message_id(rows()[0].id))
            folder.messages = {7: data, 9: OUT_OF_OFFICE.encode()}
            file.add(data)
            file.add(OUT_OF_OFFICE)
            file.close()
            for _ in range(2):
                assert runner.run(jobs.RETURNED)
                assert states() == {SubscriberState.LEFT: 1}
        if kind == "imap":
            assert list(folder.messages) == [9]
            assert folder.marks[9] == {r"\Seen"}
        else:
            with closing(mailbox.mbox(tmp_path / "mbox")) as left:
                assert [message["Subject"] for message in left] == ["I am away"]


@pytest.mark.parametrize("address", ["maildir:/nowhere/at/all", "imap://box:wrong@127.0.0.1:{port}/INBOX"])
def test_a_mailbox_that_cannot_be_opened_is_noted_without_its_password(address: str) -> None:
    with imap_server(ImapFolder({})) as folder, pytest.raises(postbox.NoPostboxError) as noted:
        postbox.open_box(address.format(port=folder.port))
    assert "wrong" not in str(noted.value)

"""Background work of the newsletters: each handler claims its rows and is safe to run twice."""

from ..engine import clock
from ..engine.jobs import runner, standing
from ..engine.mail import outbox, postbox, returned
from ..engine.transaction import transaction
from . import posts, queries
from .models import IssueState
from .operations import preparing, sending, subscribing

START, SEND, FORGET = "newsletters.start", "newsletters.send", "newsletters.forget"
REMIND, RETURNED = "newsletters.remind", "newsletters.returned"


def start() -> None:
    """Begin what is due; wake the sending of what is under way."""
    with transaction():
        for issue in queries.issues_in(IssueState.APPROVED):
            if issue.send_at is not None and clock.utc(issue.send_at) <= clock.now():
                preparing.begin(issue)
        for issue in queries.issues_in(IssueState.SENDING):
            runner.poke(SEND, issue_id=issue.id)


def send(issue_id: int) -> None:
    """Send one issue's ready rows."""
    sending.send_issue(issue_id)


def forget() -> None:
    """Erase what must not be kept."""
    with transaction():
        subscribing.forget()


def remind() -> None:
    """Remind those who have not pressed the button, once."""
    with transaction():
        for subscriber in subscribing.to_remind():
            posts.remind(subscriber)


def read_returned() -> None:
    """Read what came back to our mailbox. What is one of ours is taken out once it is written down."""
    address = outbox.settings().mail.bounce_box
    if not address:
        return
    box = postbox.open_box(address)
    try:
        for name, data in box.unread():
            reports = returned.read(data)
            with transaction():
                ours = [preparing.reported(report) for report in reports]
            if any(ours):
                box.take_out(name)
            else:
                box.leave(name)
    finally:
        box.close()


def stand() -> standing.Standing:
    """Deliveries by state, for the page about background work."""
    found = queries.all_deliveries_by_state()
    return standing.Standing(
        "Newsletter letters",
        due=found.get("ready", 0),
        running=found.get("trying", 0),
        failed=found.get("failed", 0),
        for_a_person=found.get("unsure", 0),
        oldest_due=queries.oldest_ready(),
    )


def register() -> None:
    """Put the jobs on the list."""
    runner.register(START, start, why="Starts newsletters whose time has come.", every=60)
    runner.register(SEND, send, why="Sends one newsletter's letters.")
    runner.register(REMIND, remind, why="Reminds people who have not pressed the button in our mail, once.", every=3600)
    runner.register(RETURNED, read_returned, why="Reads letters that came back, where a mailbox is set.", every=600)
    runner.register(FORGET, forget, why="Erases addresses that were never confirmed, or left 28 days ago.", every=3600)
    standing.provide("newsletters", stand)

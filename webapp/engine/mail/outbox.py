"""Single letters: confirmations, answers to comments, invitations. A row first, then the post.

`post` is all that other rooms need. A letter is never tried again by the machine once its hand-over is
unsure.
"""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask, current_app
from sqlalchemy import func, select

from ...extensions import db
from .. import clock
from ..jobs import holder, runner, standing
from ..transaction import transaction
from . import message, transports
from .models import LetterState, OutgoingLetter
from .outcome import Ended, Outcome, pause_after
from .transports import Line, NoLineError, Transport

if TYPE_CHECKING:
    from config import Settings

JOB = "mail.send"
SWEEP_SECONDS = 60
KEEP_ENDED = timedelta(days=28)


def post(
    *,
    purpose: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    language: str = "en",
    headers: dict[str, str] | None = None,
) -> str:
    """Put one letter in the post inside the open transaction; returns its id. It leaves after the commit,
    once.

    `purpose` says in a few words what it is for (`newsletter confirmation`); staff see it, not the letter's
    words.
    """
    letter = OutgoingLetter(
        id=uuid.uuid4().hex,
        purpose=purpose,
        to=to,
        subject=" ".join(subject.split()),
        text=text,
        html=html,
        language=language,
        headers=headers or {},
    )
    db.session.add(letter)
    db.session.flush()
    runner.poke(JOB)
    return letter.id


def send_due() -> None:
    """Send every letter that is due, one at a time; first settle those whose sender died."""
    with transaction():
        _settle_abandoned()
    line: Line | None = None
    try:
        while not runner.stopping.is_set() and (claimed := _claim()) is not None:
            if line is None:
                try:
                    line = transport().open()
                except NoLineError as error:
                    _record(claimed, Outcome(Ended.TEMPORARY, str(error)))
                    return
            outcome = line.hand_over(settings().mail.sender, claimed.to, _bytes(claimed))
            _record(claimed, outcome)
            if outcome.line_lost:
                line.close()
                line = None
    finally:
        if line is not None:
            line.close()


def transport() -> Transport:
    """The way out that the settings name; one for the life of the app."""
    chosen: Transport = current_app.extensions["mail"]
    return chosen


def settings() -> "Settings":
    """This app's settings."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def message_id(letter_id: str) -> str:
    """The Message-ID of a row: the same for every try."""
    return f"<{letter_id}@{settings().mail.sender.rpartition('@')[2]}>"


def _bytes(letter: OutgoingLetter) -> bytes:
    mail = settings().mail
    return message.build(
        message.Letter(
            to=letter.to,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
            language=letter.language,
            message_id=message_id(letter.id),
            sender=mail.sender,
            sender_name=mail.sender_name,
            reply_to=mail.reply_to,
            headers=letter.headers,
        ),
        clock.now(),
    )


def _claim() -> OutgoingLetter | None:
    with transaction():
        letter = db.session.scalar(
            select(OutgoingLetter)
            .where(OutgoingLetter.state == LetterState.READY, OutgoingLetter.next_at <= clock.now())
            .order_by(OutgoingLetter.next_at, OutgoingLetter.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if letter is None:
            return None
        letter.state, letter.claimed_by = LetterState.TRYING, holder.me()
        letter.attempts += 1
        db.session.flush()
        db.session.refresh(letter)
        db.session.expunge(letter)
        return letter


def _record(claimed: OutgoingLetter, outcome: Outcome) -> None:
    with transaction():
        letter = db.session.get_one(OutgoingLetter, claimed.id)
        letter.last_words, letter.claimed_by = outcome.transcript[:2000], ""
        pause = pause_after(letter.attempts)
        if outcome.ended is Ended.TEMPORARY and pause is not None:
            letter.state, letter.next_at = LetterState.READY, clock.now() + pause
            return
        letter.done_at = clock.now()
        if outcome.ended is Ended.SENT:
            letter.state = LetterState.SENT
            letter.to = letter.subject = letter.text = letter.html = ""
            letter.last_words = ""
        elif outcome.ended is Ended.UNSURE:
            letter.state = LetterState.UNSURE
        else:
            letter.state = LetterState.FAILED


def _settle_abandoned() -> None:
    """A letter in the hands of a process that died may have left: a person decides."""
    trying = OutgoingLetter.state == LetterState.TRYING
    for letter in db.session.scalars(select(OutgoingLetter).where(trying).order_by(OutgoingLetter.id)):
        if not holder.is_alive(letter.claimed_by):
            letter.state, letter.done_at = LetterState.UNSURE, clock.now()
            letter.last_words = "the sender stopped while this letter was being handed over"


def clear_ended() -> None:
    """Forget letters that ended 28 days ago."""
    with transaction():
        ended = OutgoingLetter.done_at < clock.now() - KEEP_ENDED
        for letter in db.session.scalars(select(OutgoingLetter).where(ended)):
            db.session.delete(letter)


def stand() -> standing.Standing:
    """Letters by state, for the page about background work."""
    counts: dict[str, int] = dict(
        db.session.execute(select(OutgoingLetter.state, func.count()).group_by(OutgoingLetter.state)).all()
    )
    oldest = db.session.scalar(
        select(func.min(OutgoingLetter.next_at)).where(OutgoingLetter.state == LetterState.READY)
    )
    return standing.Standing(
        "Single letters",
        due=counts.get("ready", 0),
        running=counts.get("trying", 0),
        failed=counts.get("failed", 0),
        for_a_person=counts.get("unsure", 0),
        oldest_due=oldest,
    )


def init(app: Flask) -> None:
    """The transport of this app, its jobs, its line on the page about background work."""
    app.extensions["mail"] = transports.make(app.config["SETTINGS"])
    runner.register(JOB, send_due, why="Sends single letters such as confirmations.", every=SWEEP_SECONDS)
    runner.register("mail.clear", clear_ended, why="Forgets letters that ended 28 days ago.", every=86_400)
    standing.provide("mail", stand)

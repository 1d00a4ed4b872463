"""Hands letters to an SMTP server and knows how far each hand-over got.

The one moment that matters: once the server may have the whole message and its answer is lost, nobody can say
whether it will arrive. That is UNSURE, and only that.
"""

import smtplib
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..outcome import Ended, Outcome, by_code
from . import NoLineError

if TYPE_CHECKING:
    from config import MailSettings

_BROKEN = (smtplib.SMTPException, OSError)
GO_ON = 354


@dataclass(frozen=True)
class SmtpTransport:
    """Connects with the settings' host, TLS and account."""

    mail: "MailSettings"

    def open(self) -> "SmtpLine":
        """Connect, make the line private, sign in. Raises NoLineError."""
        try:
            return SmtpLine(self._connect())
        except _BROKEN as error:
            raise NoLineError(f"{type(error).__name__}: {_words(error)}") from error

    def _connect(self) -> smtplib.SMTP:
        mail = self.mail
        context = ssl.create_default_context() if mail.tls != "none" else None
        if mail.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout, context=context)
        else:
            server = smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)
        try:
            if mail.tls == "starttls":
                server.starttls(context=context)
            if mail.user:
                server.login(mail.user, mail.password)
            server.ehlo_or_helo_if_needed()
            if server.sock is not None:
                server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the last bytes must not wait
        except _BROKEN:
            server.close()
            raise
        return server


class SmtpLine:
    """One connection. After an outcome with `line_lost` it is of no more use."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server
        self._pipelining = server.has_extn("pipelining")

    def hand_over(self, sender: str, to: str, message: bytes) -> Outcome:
        """One mail transaction (RFC 5321 §3.3).

        Where the server allows it (RFC 2920), the three commands before the letter go together.
        """
        steps = (f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA")
        said: list[str] = []
        try:
            no = self._together(steps, said) if self._pipelining else self._in_turn(steps, said)
        except _BROKEN as error:
            said.append(f"line lost before the letter: {_words(error)}")
            return Outcome(Ended.TEMPORARY, "\n".join(said), line_lost=True)
        return self._letter(message, said) if no is None else self._refused(no, said)

    def _in_turn(self, steps: tuple[str, ...], said: list[str]) -> int | None:
        """Say one command after the other, until the first answer that is no yes: that one, or None."""
        for step in steps:
            code, words = self._server.docmd(step)
            said.append(f"{step} → {code} {_text(words)}")
            if not _is_yes(step, code):
                return code
        return None

    def _together(self, steps: tuple[str, ...], said: list[str]) -> int | None:
        """Say all commands, then hear all answers. The same result as one after the other."""
        self._server.send("".join(f"{step}\r\n" for step in steps))
        answers = [self._server.getreply() for _ in steps]
        said.extend(f"{step} → {code} {_text(words)}" for step, (code, words) in zip(steps, answers, strict=True))
        no = next((code for step, (code, _) in zip(steps, answers, strict=True) if not _is_yes(step, code)), None)
        if no is not None and answers[-1][0] == GO_ON:
            self._server.send(b".\r\n")  # RFC 2920 §3.1: it waits for a letter to nobody; give it an empty one
            self._server.getreply()
        return no

    def _letter(self, message: bytes, said: list[str]) -> Outcome:
        try:
            self._server.send(_dotted(message))
            code, words = self._server.getreply()
        except _BROKEN as error:
            said.append(f"line lost after the letter was given: {_words(error)}")
            return Outcome(Ended.UNSURE, "\n".join(said), line_lost=True)
        said.append(f"letter → {code} {_text(words)}")
        return by_code(code, "\n".join(said))

    def _refused(self, code: int, said: list[str]) -> Outcome:
        outcome = by_code(code, "\n".join(said))
        if not outcome.line_lost:
            try:
                self._server.rset()
            except _BROKEN:
                return Outcome(outcome.ended, outcome.transcript, line_lost=True)
        if outcome.ended is Ended.SENT:
            # A 2xx where 354 must stand: the server is not sane, and nothing was given to it.
            return Outcome(Ended.TEMPORARY, outcome.transcript, line_lost=True)
        return outcome

    def close(self) -> None:
        """Say goodbye if anyone is there."""
        try:
            self._server.quit()
        except _BROKEN:
            self._server.close()


def _is_yes(step: str, code: int) -> bool:
    return code == GO_ON if step == "DATA" else 200 <= code < 300


def _dotted(message: bytes) -> bytes:
    """The message as DATA wants it: dots doubled at line starts, ended by a dot (RFC 5321 §4.5.2)."""
    doubled = message.replace(b"\r\n.", b"\r\n..") if b"\r\n." in message else message
    if doubled.startswith(b"."):
        doubled = b"." + doubled
    return (doubled if doubled.endswith(b"\r\n") else doubled + b"\r\n") + b".\r\n"


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace")[:200]


def _words(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error if isinstance(error.smtp_error, bytes) else b'')}"
    return str(error)[:200]

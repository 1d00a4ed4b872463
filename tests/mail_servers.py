"""SMTP servers on this machine that behave as badly as real ones."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


@dataclass
class Behaviour:
    """What the server answers. `rcpt` and `data` get the address and how many letters came before.

    An answer of `drop` cuts the line; `keep and drop` keeps the letter, then cuts it (the reply is lost).
    """

    rcpt: Callable[[str, int], str] = lambda _to, _seen: OK
    data: Callable[[str, int], str] = lambda _to, _seen: OK
    slow: float = 0.0
    kept: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def addresses(self) -> list[str]:
        """Addresses of the letters kept, in order."""
        return [to for to, _ in self.kept]


class Handler:
    """aiosmtpd's hooks."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._how, self._seen = behaviour, 0

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self._how.rcpt(address, self._seen)
        if answer == "drop":
            server.transport.abort()
            return "421 gone"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self._how.slow:
            await asyncio.sleep(self._how.slow)
        answer = self._how.data(envelope.rcpt_tos[0], self._seen)
        self._seen += 1
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        if answer.startswith("250") or answer == "keep and drop":
            self._how.kept.append((envelope.rcpt_tos[0], content))
        if "drop" in answer:
            server.transport.abort()
            return "421 gone"
        return answer


@contextmanager
def smtp_server(behaviour: Behaviour, port: int = 0) -> Iterator[int]:
    """A server for the time of a test; yields its port."""
    chosen = port or free_port()
    controller: Any = Controller(Handler(behaviour), hostname="127.0.0.1", port=chosen)
    controller.start()
    try:
        yield chosen
    finally:
        controller.stop()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""SMTP servers on this machine that behave as badly as real ones."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


@dataclass
class Sink:
    """A server that says yes as fast as it can and keeps the addresses. `port` is where it listens.

    Addresses in `refused` are not taken; with `pipelining` it still asks for the letter then, as servers may.
    """

    port: int
    pipelining: bool
    refused: frozenset[str] = frozenset()
    addresses: list[str] = field(default_factory=list)
    open_lines: int = 0
    most_lines: int = 0

    def talk(self, line: socket.socket) -> None:
        """One conversation, until the other side ends it or dies."""
        self.open_lines += 1
        self.most_lines = max(self.most_lines, self.open_lines)
        hello = b"250-sink\r\n250 PIPELINING\r\n" if self.pipelining else b"250 sink\r\n"
        with suppress(OSError), line, line.makefile("rb") as read:
            line.sendall(b"220 sink\r\n")
            to = ""
            while command := read.readline():
                word = command[:4].upper()
                if word == b"RCPT" and (to := command[9:-3].decode()) in self.refused:
                    line.sendall(b"550 no such person\r\n")
                    to = ""
                    continue
                if word == b"DATA":
                    line.sendall(b"354 go on\r\n")
                    while (said := read.readline()) != b".\r\n":
                        if not said:
                            return
                    if not to:
                        line.sendall(b"554 nobody to give it to\r\n")
                        continue
                    self.addresses.append(to)
                line.sendall({b"EHLO": hello, b"QUIT": b"221 bye\r\n"}.get(word, b"250 OK\r\n"))
        self.open_lines -= 1


@contextmanager
def sink(*, pipelining: bool = True, refused: frozenset[str] = frozenset()) -> Iterator[Sink]:
    """A quick server for the time of a test."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Sink(listening.getsockname()[1], pipelining, refused)

        def listen() -> None:
            with suppress(OSError):
                while True:
                    line, _ = listening.accept()
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    threading.Thread(target=made.talk, args=(line,), daemon=True).start()

        threading.Thread(target=listen, daemon=True).start()
        try:
            yield made
        finally:
            listening.shutdown(socket.SHUT_RDWR)

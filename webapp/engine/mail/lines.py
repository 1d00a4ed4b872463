"""Several lines to the mail server at once, each on a thread of its own.

Whoever gives letters stays the only one who knows about rows: a line takes a letter, says how its hand-over ended,
takes the next. When the server is in trouble all lines stop, and letters that no word was said about come back as
NOT_TRIED.
"""

from collections import deque
from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, Protocol, TypeVar

from .outcome import Ended, Outcome
from .transports import Line, NoLineError, Transport

BROKEN_IN_A_ROW = 2  # once is bad luck: a new line is tried at once
LATER_IN_A_ROW = 20  # so many “try later” with nothing sent between: the server wants us to wait


class LineFaultError(RuntimeError):
    """Putting a letter together or handing it over failed in our own code."""


class ToAnAddress(Protocol):
    """A letter to one address."""

    @property
    def address(self) -> str:
        """Where it goes."""


T = TypeVar("T", bound=ToAnAddress)


class Lines(Generic[T]):
    """Up to `number` open lines. `write` puts a letter's bytes together, on the line's thread.

    One thread gives, collects and closes.
    """

    def __init__(self, transport: Transport, sender: str, number: int, write: Callable[[T], bytes]) -> None:
        self._transport, self._sender, self._number, self._write = transport, sender, number, write
        self._waiting: SimpleQueue[T | None] = SimpleQueue()
        self._ended: deque[tuple[T, Outcome]] = deque()
        self._threads: list[Thread] = []
        self._wake, self._lock = Event(), Lock()
        self._wanted, self._broken, self._later = 1, 0, 0
        self._fault: BaseException | None = None
        self.in_hand = 0  # given and not yet collected
        self.stopped = False  # by trouble with the server

    def give(self, letters: list[T]) -> None:
        """Letters to hand over, in order."""
        self.in_hand += len(letters)
        for letter in letters:
            self._waiting.put(letter)
        while len(self._threads) < min(self._number, self.in_hand):
            self._threads.append(Thread(target=self._work, name="mail-line", daemon=True))
            self._threads[-1].start()

    def collect(self, wanted: int, patience: float) -> list[tuple[T, Outcome]]:
        """How letters ended: waits for so many, until none is left to take, or for so many seconds."""
        self._wake.clear()
        self._wanted = wanted
        if len(self._ended) < min(wanted, self.in_hand) and self._fault is None:
            self._wake.wait(patience)
        if self._fault is not None:
            raise LineFaultError("a mail line failed for a reason of our own") from self._fault
        found = [self._ended.popleft() for _ in range(len(self._ended))]
        self.in_hand -= len(found)
        return found

    def take_back(self) -> None:
        """Letters that no line has taken come back as NOT_TRIED with the next collection."""
        while not self._waiting.empty():
            letter = self._waiting.get()
            if letter is not None:
                self._ended.append((letter, Outcome(Ended.NOT_TRIED, "")))

    def close(self) -> None:
        """End every line, after the letter that is on it."""
        self.take_back()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        line: Line | None = None
        try:
            while (letter := self._waiting.get()) is not None:
                outcome, line = self._one(letter, line)
                self._judge(outcome)
                self._ended.append((letter, outcome))
                if len(self._ended) >= self._wanted or self._waiting.empty():
                    self._wake.set()
        except BaseException as fault:  # ours, not the server's: the one who collects must hear of it
            self._fault = fault
            self._wake.set()
        finally:
            if line is not None:
                line.close()

    def _one(self, letter: T, line: Line | None) -> tuple[Outcome, Line | None]:
        if self.stopped:
            return Outcome(Ended.NOT_TRIED, ""), line
        message = self._write(letter)
        if line is None:
            try:
                line = self._transport.open()
            except NoLineError as error:
                return Outcome(Ended.NOT_TRIED, str(error), line_lost=True), None
        outcome = line.hand_over(self._sender, letter.address, message)
        if outcome.line_lost:
            line.close()
            return outcome, None
        return outcome, line

    def _judge(self, outcome: Outcome) -> None:
        """Stop all lines when the server is in trouble rather than one letter."""
        if outcome.ended is Ended.SENT:
            self._broken = self._later = 0
            return
        with self._lock:
            self._broken += outcome.line_lost
            self._later += outcome.ended is Ended.TEMPORARY
            nobody_there = outcome.line_lost and outcome.ended is Ended.NOT_TRIED
            if nobody_there or self._broken >= BROKEN_IN_A_ROW or self._later >= LATER_IN_A_ROW:
                self.stopped = True

"""Keeps letters in a list: for tests."""

from dataclasses import dataclass, field

from ..outcome import Ended, Outcome


@dataclass
class MemoryTransport:
    """`sent` holds (to, message) in order. `answers` are outcomes to give first."""

    sent: list[tuple[str, bytes]] = field(default_factory=list)
    answers: list[Outcome] = field(default_factory=list)

    def open(self) -> "MemoryTransport":
        """This transport is its own line."""
        return self

    def hand_over(self, sender: str, to: str, message: bytes) -> Outcome:
        """Keep the message, unless another answer is waiting."""
        if self.answers:
            return self.answers.pop(0)
        self.sent.append((to, message))
        return Outcome(Ended.SENT, f"kept for {sender}")

    def close(self) -> None:
        """Nothing to end."""

"""Ways a letter can leave. A transport opens a line; a line hands over one message and says how it ended."""

from typing import TYPE_CHECKING, Protocol

from ..outcome import Outcome

if TYPE_CHECKING:
    from config import Settings


class Line(Protocol):
    """An open way out. `hand_over` never raises for anything a server or network does."""

    def hand_over(self, sender: str, to: str, message: bytes) -> Outcome:
        """Hand one message over."""

    def close(self) -> None:
        """End the line."""


class Transport(Protocol):
    """Opens lines."""

    def open(self) -> Line:
        """A new line. Raises NoLineError when there is none to be had."""


class NoLineError(Exception):
    """The server cannot be reached or will not let us in; the words say how far we got."""


def make(settings: "Settings") -> Transport:
    """The transport that the settings name."""
    from .file import FileTransport  # noqa: PLC0415 - each transport imports this module
    from .memory import MemoryTransport  # noqa: PLC0415 - as above
    from .smtp import SmtpTransport  # noqa: PLC0415 - as above

    if settings.mail.by == "smtp":
        return SmtpTransport(settings.mail)
    return FileTransport(settings.var_dir / "mail") if settings.mail.by == "file" else MemoryTransport()

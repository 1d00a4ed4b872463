"""Who holds a claimed row, and whether that process is still alive."""

import os
import socket
from functools import lru_cache
from pathlib import Path


def me() -> str:
    """This process: machine, id, and when it began (ids are used again, moments are not)."""
    return _name(os.getpid())


@lru_cache(maxsize=1)
def _name(pid: int) -> str:
    return f"{socket.gethostname()}/{pid}/{_began(pid)}"


def is_alive(holder: str) -> bool:
    """Whether the process that wrote this is still running.

    One on another machine counts as alive: we cannot see it.
    """
    host, _, rest = holder.partition("/")
    if host != socket.gethostname():
        return bool(holder)
    pid, _, began = rest.partition("/")
    return pid.isdigit() and bool(began) and _began(int(pid)) == began


def _began(pid: int) -> str:
    """Clock ticks from boot to the start of the process, with the boot's own name.

    Empty when there is no such process.
    """
    if not Path("/proc/self").exists():
        return _answers(pid)
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()[:8]
    except (OSError, IndexError):
        return ""
    return f"{boot}.{ticks}"


def _answers(pid: int) -> str:
    """Where there is no /proc: whether the process answers at all."""
    try:
        os.kill(pid, 0)
    except (OSError, OverflowError):
        return ""
    return "running"

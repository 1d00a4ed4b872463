"""Programs that tests start, and that end when the tests do, even when those are killed."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PR_SET_PDEATHSIG = 1


def start(command: Sequence[str | Path], **how: Any) -> subprocess.Popen[bytes]:
    """Start a program; on Linux the kernel ends it when this process is gone."""
    if sys.platform == "linux":
        how["preexec_fn"] = _end_with_parent
    return subprocess.Popen(command, **how)


def stop(process: subprocess.Popen[bytes], seconds: float = 20) -> None:
    """End a program, kindly first."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

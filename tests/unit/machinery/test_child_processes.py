"""What a test starts does not outlive it."""

import os
import signal
import subprocess
import sys
import time

from webapp.bootstrap import ROOT

PARENT = """
import sys, time
from tests.child_processes import start
print(start([sys.executable, "-c", "import time; time.sleep(60)"]).pid, flush=True)
time.sleep(60)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().split()[2] != "Z"


def test_a_program_ends_with_the_tests_that_are_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        end = time.monotonic() + 10
        while alive(child) and time.monotonic() < end:
            time.sleep(0.02)
        assert not alive(child)

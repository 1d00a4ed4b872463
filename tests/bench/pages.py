"""Reading pages against a hello-world Flask view, each on its own gunicorn with the same options, taking turns.

Prints requests a second and the server's processor time for each request (user and system, from the operating
system's own count), and both as a ratio to hello-world in the same round. Processor time is the figure to quote: the
client shares the machine's cores, so requests a second also measure the client.
"""

import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread

from tests.bench import say

ROUNDS, SECONDS, CONNECTIONS = 5, 1.0, 4
PAGES = {
    "home": "/", "pathway": "/journey/ehc-assessment",
    "step": "/journey/neurodevelopmental/while-you-wait-for-the-doctor",
    "search": "/search?q=my+son+won%E2%80%99t+sleep", "services found": "/local-offer?q=my+son+won%E2%80%99t+sleep",
}
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figure:
    """One round: requests a second, and the server's processor milliseconds for each request."""

    rate: float
    cpu_ms: float


@dataclass(frozen=True)
class Server:
    """A running gunicorn."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Processor time of the master and its worker so far."""
        total = 0.0
        for pid in (self.pid, *_children(self.pid)):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / TICKS
        return total


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@contextmanager
def serving(target: str, **env: str) -> Iterator[Server]:
    """Gunicorn with one worker and eight threads, as the site is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["-w", "1", "-k", "gthread", "--threads", "8", "-b", f"127.0.0.1:{port}"]
    command = [sys.executable, "-m", "gunicorn", *options]
    process = subprocess.Popen([*command, target], env={**os.environ, **env}, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("a server did not start")


def measure(server: Server, path: str) -> Figure:
    """Ask for one page over kept connections for a while."""
    counts = [0] * CONNECTIONS
    stop = time.monotonic() + SECONDS

    def ask(slot: int) -> None:
        connection = HTTPConnection("127.0.0.1", server.port)
        while time.monotonic() < stop:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"{path} answered {response.status}")
            counts[slot] += 1

    before, began = server.cpu_seconds(), time.monotonic()
    threads = [Thread(target=ask, args=(slot,)) for slot in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - began
    return Figure(sum(counts) / took, (server.cpu_seconds() - before) * 1000 / sum(counts))


def prepare(var: Path) -> None:
    """A database with the real content."""
    env = {**os.environ, "SITE_VAR": str(var), "SITE_MODE": "test"}
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "site", "prepare"], env=env, check=True,
                   stdout=subprocess.DEVNULL)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        prepare(Path(folder))
        hello = stack.enter_context(serving("tests.bench.hello:app"))
        kept = stack.enter_context(serving("tests.bench.served:app", BENCH_VAR=folder, BENCH_CACHE_BYTES="67108864"))
        drawn = stack.enter_context(serving("tests.bench.served:app", BENCH_VAR=folder, BENCH_CACHE_BYTES="0"))
        heads = f"{'requests/s':>10} {'cpu ms':>8} {'rate ratio':>11} {'cpu ratio':>10}"
        say(f"{'page':22} {heads}   (median of {ROUNDS})")
        for name, path in PAGES.items():
            for kind, server in (("cached", kept), ("drawn each time", drawn)):
                report(f"{name}, {kind}", hello, server, path)
        say(f"peak memory of a server: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


def report(name: str, hello: Server, server: Server, path: str) -> None:
    """One line: the page beside hello-world, taking turns."""
    measure(server, path)
    rounds = [(measure(hello, "/"), measure(server, path)) for _ in range(ROUNDS)]
    rate, cpu = (statistics.median(getattr(page, field) for _, page in rounds) for field in ("rate", "cpu_ms"))
    rates = statistics.median(page.rate / base.rate for base, page in rounds)
    cpus = statistics.median(base.cpu_ms / page.cpu_ms for base, page in rounds)
    say(f"{name:22} {rate:10.0f} {cpu:8.3f} {rates:11.2f} {cpus:10.2f}", flush=True)


if __name__ == "__main__":
    main()

